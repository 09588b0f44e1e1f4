/** What a power failure leaves of the ledger can always be read, and loses nothing that was whole. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEDGER_HEAD, ledgerText, readLedger, withoutTornRecord } from '../../src/broker/ledger-file.ts'

const record = (id: string) => ({
  id,
  fields: { ordertxid: `O-${id}`, pair: 'XXMRZEUR', time: '1768176001.1234', price: '149.50', misc: '[a]\n', vol: '2' },
})
const RECORDS = ['TA', 'TB', 'TC'].map(record)
const texts = [LEDGER_HEAD, ...RECORDS.map((one) => ledgerText([one]))]
const idsIn = (text: string): readonly string[] => {
  const read = readLedger(text)
  if (!read.ok) throw new Error(read.error)
  return read.value.map(({ id }) => id)
}

describe('of a ledger that ends anywhere', () => {
  test.each([
    ['its first bytes are left', (rest: string, length: number) => rest.slice(0, length)],
    ['its length is left', (_rest: string, length: number) => '\0'.repeat(length)],
  ])('the whole records are left, when of the last write %s', (_what, left) => {
    for (const [place, text] of texts.entries()) {
      const before = texts.slice(0, place).join('')
      for (let length = 1; length <= text.length; length += 1) {
        const found = before + left(text, length)
        const kept = withoutTornRecord(found)
        const isWhole = found === before + text
        expect(idsIn(kept)).toEqual(
          RECORDS.map(({ id }) => id).slice(0, Math.max(0, place - 1) + (isWhole && place > 0 ? 1 : 0)),
        )
        // And the next record can follow it.
        expect(idsIn(kept + ledgerText([record('TZ')])).at(-1)).toBe('TZ')
      }
    }
  })

  test('several records of one write are kept as far as they are whole', () => {
    const text = LEDGER_HEAD + ledgerText(RECORDS)
    fc.assert(
      fc.property(fc.nat(text.length), (length) => {
        const kept = withoutTornRecord(text.slice(0, length))
        expect(text.startsWith(kept)).toBe(true)
        expect(idsIn(kept).length).toBeGreaterThanOrEqual(text.slice(0, length).split('\n\n[').length - 2)
      }),
    )
  })
})

test.each([
  ['of our own', LEDGER_HEAD + ledgerText(RECORDS)],
  ['with a remark at its end', `${LEDGER_HEAD}${ledgerText(RECORDS)}# Checked.\n`],
  ['of another program, which ends without a blank line', '[TA]\nvol = "2"\n\n[TB]\nvol = "3"\n'],
  ['of Windows', '[TA]\r\nvol = "2"\r\n\r\n[TB]\r\nvol = "3"\r\n\r\n'],
  ['without anything', ''],
])('a whole ledger %s stays as it is', (_whose, text) => {
  expect(withoutTornRecord(text)).toBe(text)
})

test('of another program’s ledger only what cannot be read goes', () => {
  const theirs = '[TA]\nvol = "2"\n\n[TB]\nvol = "3"\n'
  expect(withoutTornRecord(`${theirs}[TC]\nvol = "`)).toBe(theirs)
})
