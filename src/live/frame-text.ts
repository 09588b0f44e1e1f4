/** The text of a WebSocket message, in whichever shape the library hands it over. */
import type { RawData } from 'ws'

export function frameText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString()
}
