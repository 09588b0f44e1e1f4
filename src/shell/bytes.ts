/** What is no text, such as a zip, is kept as base64, so that a recording has every byte of it. */
import type { RawData } from 'ws'
import { frameBytes } from '../live/frame-text.ts'

type Encoded = { readonly encoding?: 'base64' }

export const bodyParts = (bytes: Buffer): Encoded & { readonly body: string } => {
  const body = textOf(bytes)
  return body === undefined ? { encoding: 'base64', body: bytes.toString('base64') } : { body }
}

export function frameParts(data: RawData, isBinary: boolean): Encoded & { readonly frame: string } {
  const bytes = frameBytes(data)
  return isBinary ? { encoding: 'base64', frame: bytes.toString('base64') } : { frame: bytes.toString() }
}

/** Undefined where the text would not be these bytes again. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString()
  return Buffer.from(text).equals(bytes) ? text : undefined
}
