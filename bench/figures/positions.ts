/** What a trade costs in a position that has had many, beside one that has had few. */
import { createPositionBook, type PositionBook } from '../../src/broker/position-book.ts'
import { exact, price, tickOf } from '../../src/money.ts'
import type { Pair } from '../../src/pair.ts'
import { instant } from '../../src/time.ts'
import { type Figure, timed } from '../figure.ts'

const PAIR: Pair = {
  key: 'XXMRZEUR',
  altname: 'XMREUR',
  wsname: 'XMR/EUR',
  newName: 'XMR/EUR',
  bsuid: 'xmreur',
  symbol: 'xmreur.kraken',
  base: 'XXMR',
  quote: 'ZEUR',
  priceTick: tickOf(2),
  priceTickFrom: 'tick_size',
  lotTick: tickOf(8),
  orderMin: undefined,
  costMin: undefined,
}
const [FEW, MANY] = [1_000, 100_000]
const ADDED = 500

function add(book: PositionBook, index: number): void {
  const at = instant(1_700_000_000_000_000 + index)
  const size = exact(index % 2 === 0 ? '0.50000001' : '-0.49999999')
  book.add(PAIR, { kind: 'trade', id: `T${index}`, at, size, price: price(exact('149.50')), fee: exact('0.0748') })
}

/** Seconds a trade, in a book that has had so many. */
function perTrade(had: number): number {
  const book = createPositionBook()
  for (let index = 0; index < had; index += 1) add(book, index)
  const taken = timed(() => {
    for (let index = had; index < had + ADDED; index += 1) {
      add(book, index)
      book.holding(PAIR)
    }
  })
  return taken / ADDED
}

export const tradeInALongPosition: Figure = {
  name: 'a trade in a position of 100,000 clears, in those one in 1,000 takes',
  unit: 'times',
  reference: 'the same trade in a position of 1,000, in the same run',
  bar: { at: 'most', value: 2 },
  measure() {
    const [few, many] = [perTrade(FEW), perTrade(MANY)]
    return { value: many / few, ratio: many / few }
  },
}
