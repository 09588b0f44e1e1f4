/** The lives of a position in one market, as stories: everything that has to be exact, with amounts at the edges. */
import type { AssetRow, PairRow } from '../exchange/universe/universe.ts'
import {
  type Amount,
  type OrderText,
  type Scenario,
  broker,
  chain,
  connected,
  scenario,
  seconds,
  settle,
  stranger,
  trader,
} from '../scenario.ts'
import { grainOf } from './amounts.ts'

/** Eighteen significant digits, none of them round: more than a double can tell apart. */
const LARGEST = 123_456_789_012_345_679n
/** Pays for the largest order at the highest price there is. */
const PLENTY = `1${'0'.repeat(30)}`

type Traded = {
  readonly pair: PairRow & { readonly wsname: string }
  readonly base: AssetRow
  readonly quote: AssetRow
}

export const livesOf = (traded: Traded): readonly Scenario[] => [boughtAndMoved(traded), turnedAround(traded)]

/**
 * All that the trader has of the asset is bought here, so that transfers of it can move this position: partial fills,
 * an edit, costs that round to nothing, a restart, a withdrawal and its return, and an end
 * at exactly zero wherever the balance has all of it.
 */
function boughtAndMoved({ pair, base, quote }: Traded): Scenario {
  const { least, leastAtOneTick, ticks, price, ledger, ledgerUnits, unsellable, lots, at, atMarket } = wordsOf(
    pair,
    base,
  )
  const moved = (units: bigint): Amount => `${ledger(units)} ${base.altname}` as Amount
  const [first, wished, edited] = [least + 1n, 3n * least + 7n, 3n * least + 8n]
  const cheap = leastAtOneTick + least
  const part = least + 3n
  const rest = edited + cheap + least + 2n - part
  const kept = unsellable(rest)
  const half = LARGEST / 2n
  const withdrawn = ledgerUnits(least) + 1n
  return scenario(`a position in ${pair.wsname} is bought, moved and closed`, {
    why: 'Every market has its own price tick, lot, cost scale and ledger scale, and a position has to be exact in all.',
    covers: [],
    market: pair.wsname,
    srcFiat: quote.altname.toLowerCase(),
    funds: { [quote.altname]: PLENTY },
    story: [
      connected,
      // A partial fill, an edit by one tick and one lot, and the rest.
      trader.buys(at(wished, ticks), { as: 'bid' }),
      settle,
      stranger.sells(atMarket(first)),
      settle,
      trader.edits('bid', { price: price(ticks + 1n), size: lots(edited) }),
      settle,
      stranger.sells(at(edited - first, ticks + 1n)),
      settle,
      // Taken at one tick, but for two lots; then those, at a cost that may round to nothing, and more above.
      stranger.sells(at(cheap + 2n, 1n)),
      trader.buys(at(cheap, ticks), { as: 'cheap' }),
      settle,
      stranger.sells(at(least, ticks - 1n)),
      trader.buys(at(least + 2n, ticks), { as: 'two lots and more' }),
      settle,
      trader.sells(at(part, ticks + 2n), { as: 'part' }),
      settle,
      stranger.buys(atMarket(part)),
      settle,
      // One unit of the ledger more than an order could say leaves with a fee of one; both come back after a restart.
      chain.withdraws(moved(withdrawn), { fee: `${ledger(1n)}` as `${number}` }),
      seconds(61),
      settle,
      broker.stops,
      settle,
      broker.restarts,
      settle,
      chain.deposits(moved(withdrawn + 1n)),
      seconds(61),
      settle,
      stranger.buys(at(rest - kept, ticks - 3n)),
      trader.sells(at(rest - kept, ticks - 3n), { as: 'all of it' }),
      settle,
      // More digits than a double has, through the files of a broker that died.
      trader.buys(at(LARGEST, ticks), { as: 'largest' }),
      settle,
      stranger.sells(atMarket(half)),
      settle,
      broker.crashes,
      broker.restarts,
      settle,
      stranger.sells(atMarket(LARGEST - half)),
      settle,
    ],
    ending: {
      orders: {
        bid: `filled ${lots(edited)}`,
        cheap: `filled ${lots(cheap)}`,
        'two lots and more': `filled ${lots(least + 2n)}`,
        part: `filled ${lots(part)}`,
        'all of it': `filled ${lots(rest - kept)}`,
        largest: `filled ${lots(LARGEST)}`,
      },
      position: lots(LARGEST + kept),
      openOnKraken: 'nothing',
    },
    under: { v2: { visits: ['edit amended the order', 'transfer booked', 'positions written'] } },
    visits: ['edit replaced the order', 'transfer booked', 'positions written'],
  })
}

/** The trader owns plenty that was not bought here, and sells more than the position holds: below zero, and back. */
function turnedAround({ pair, base, quote }: Traded): Scenario {
  const { least, ticks, lots, at, atMarket } = wordsOf(pair, base)
  const [entry, flip] = [least + 3n, 3n * least + 8n]
  const short = flip - entry
  return scenario(`a position in ${pair.wsname} turns around`, {
    why: 'The part of a sale beyond zero opens a short position at the price of the sale, whatever the scales.',
    covers: [],
    market: pair.wsname,
    // No market has it, so nothing that was deposited is part of a position.
    srcFiat: 'none',
    funds: { [base.altname]: PLENTY, [quote.altname]: PLENTY },
    story: [
      connected,
      stranger.sells(at(entry, ticks)),
      trader.buys(at(entry, ticks + 1n), { as: 'entry' }),
      settle,
      trader.sells(at(flip, ticks + 3n), { as: 'flip' }),
      settle,
      stranger.buys(atMarket(entry - 1n)),
      settle,
      broker.stops,
      settle,
      stranger.buys(atMarket(flip - entry + 1n)),
      broker.restarts,
      settle,
      stranger.sells(at(short + least, ticks - 2n)),
      trader.buys(at(short, ticks), { as: 'back to zero' }),
      settle,
      trader.buys(at(least, ticks), { as: 'and up again' }),
      settle,
    ],
    ending: {
      orders: {
        entry: `filled ${lots(entry)}`,
        'back to zero': `filled ${lots(short)}`,
        'and up again': `filled ${lots(least)}`,
      },
      position: lots(least),
      openOnKraken: 'nothing',
    },
    visits: ['positions written'],
  })
}

function wordsOf(pair: PairRow, base: AssetRow) {
  const grain = grainOf(pair, base)
  const lots = (count: bigint): Amount => `${grain.size(count)} ${base.altname}` as Amount
  return {
    ...grain,
    price: (ticks: bigint) => grain.price(ticks) as `${number}`,
    lots,
    at: (count: bigint, ticks: bigint): OrderText => `${lots(count)} at ${grain.price(ticks)}` as OrderText,
    atMarket: (count: bigint): OrderText => `${lots(count)} at market`,
  }
}
