/** The book of one pair against a plain one that sorts everything each time. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Resting, createBook } from '../../sim/exchange/book.ts'
import { txid } from '../../src/ids.ts'

const deeds = fc.array(
  fc.record({
    adds: fc.boolean(),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    price: fc.bigInt(1n, 6n),
    which: fc.nat(),
  }),
  { maxLength: 80 },
)

describe('a book', () => {
  it('gives price-time priority, as sorting everything each time would', () => {
    fc.assert(
      fc.property(deeds, (script) => {
        const book = createBook<Resting>()
        const naive: Resting[] = []
        for (const [at, { adds, side, price, which }] of script.entries()) {
          if (adds || naive.length === 0) {
            const entry = { txid: txid(`O${at}`), side, price }
            book.add(entry)
            naive.push(entry)
          } else {
            const [gone] = naive.splice(which % naive.length, 1)
            if (gone !== undefined) book.remove(gone)
          }
          for (const of of ['buy', 'sell'] as const) {
            const sorted = naive
              .filter((entry) => entry.side === of)
              .sort((one, other) => Number(of === 'buy' ? other.price - one.price : one.price - other.price))
            expect([...book.inPriority(of)]).toEqual(sorted)
            expect(book.best(of)).toBe(sorted[0])
          }
        }
      }),
    )
  })
})
