/** A WebSocket message, in whichever shape the library hands it over. */
import type { RawData } from 'ws'

export const frameText = (data: RawData): string => frameBytes(data).toString()

export function frameBytes(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}
