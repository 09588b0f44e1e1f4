/** The log: one line an entry on the standard error, with the time, and no secret. */
import type { Instant } from '../time.ts'
import { isoText } from '../time.ts'
import type { Secrets } from './secrets.ts'

export type Log = (text: string) => void

/** A line's breaks and other control characters, which a peer's text may hold. */
const CONTROL = /\p{Cc}+/gu

export function createLog(
  write: (line: string) => void,
  { now, secrets }: { readonly now: () => Instant; readonly secrets: Secrets },
): Log {
  return (text) => write(`${isoText(now())} ${secrets.blot(text.trim()).replaceAll(CONTROL, ' ')}\n`)
}
