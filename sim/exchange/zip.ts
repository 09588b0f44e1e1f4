/** A zip archive of one text file, not compressed: one character for each byte. */
import { crc32 } from './tape/checksum.ts'

export function zipOf(name: string, text: string): string {
  const fields = number(crc32(text), 4) + number(text.length, 4) + number(text.length, 4) + number(name.length, 2)
  /** Version 2.0, no flags, stored, the first of January 1980. */
  const head = `${number(20, 2)}${number(0, 2)}${number(0, 2)}${number(0, 2)}${number(0x21, 2)}`
  const file = `PK\u0003\u0004${head}${fields}${number(0, 2)}${name}${text}`
  const entry = `PK\u0001\u0002${number(20, 2)}${head}${fields}${number(0, 2)}${number(0, 2)}${number(0, 2)}${number(0, 2)}${number(0, 4)}${number(0, 4)}${name}`
  const end = `PK\u0005\u0006${number(0, 4)}${number(1, 2)}${number(1, 2)}${number(entry.length, 4)}${number(file.length, 4)}${number(0, 2)}`
  return file + entry + end
}

/** Little end first. */
const number = (value: number, bytes: number): string =>
  Array.from({ length: bytes }, (_, place) => String.fromCharCode((value >>> (8 * place)) & 0xff)).join('')
