/** The few colours reports use; whoever owns the stream decides whether there are any. */
import { styleText } from 'node:util'

type Paint = (text: string) => string

export type Palette = {
  readonly strong: Paint
  readonly faint: Paint
  readonly good: Paint
  readonly bad: Paint
}

const asIs: Paint = (text) => text
export const plain: Palette = { strong: asIs, faint: asIs, good: asIs, bad: asIs }

// The stream was looked at already, by the caller who chose this palette.
const always = { validateStream: false }
export const coloured: Palette = {
  strong: (text) => styleText('bold', text, always),
  faint: (text) => styleText('dim', text, always),
  good: (text) => styleText('green', text, always),
  bad: (text) => styleText('red', text, always),
}
