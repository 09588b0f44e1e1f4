/**
 * Positions as they should be: the price-per-unit recurrence in exact fractions over the exchange's own trades.
 *
 * Movements are taken in time order. Trades of one instant keep the order of execution (`ties.ts`), transfers of one
 * instant the order of booking, and a trade comes before a transfer of the same instant: a reader of Kraken's histories
 * has no way to tell those two apart.
 */
import type { Truth, TruthEntry, TruthPair, TruthTrade } from '../truth.ts'
import type { Evidence } from './evidence.ts'
import {
  type Fraction,
  PRINTED_DIGITS,
  decimalText,
  fromExact,
  isZero,
  negate,
  significantText,
  subtract,
  zero,
} from './fraction.ts'
import { readPositionsFile } from './positions-file.ts'
import { withTies } from './ties.ts'
import { type Holding, type Movement, after, flat } from './recurrence.ts'
import { symbolOf, tradesOf, transfersOf, wholeAsset } from './truth-reading.ts'

export type ExactPosition = Holding & { readonly symbol: string; readonly pair: TruthPair }

/** The trader's open positions, in the order in which the markets were first entered. */
export const exactPositions = (evidence: Evidence): readonly ExactPosition[] =>
  positionsFrom(evidence, { trades: tradesOf(evidence), transfers: transfersOf(evidence) })

/** The open positions that these movements alone make; both lists in the truth's order. */
export function positionsFrom(
  evidence: Evidence,
  moved: { readonly trades: readonly TruthTrade[]; readonly transfers: readonly TruthEntry[] },
): readonly ExactPosition[] {
  const positions = new Map<string, ExactPosition>()
  for (const { pair, movement } of inTimeOrder(evidence, moved)) {
    const before = positions.get(pair.key) ?? { symbol: symbolOf(pair), pair, ...flat }
    positions.set(pair.key, { ...before, ...after(before, movement) })
  }
  return [...positions.values()].filter(({ size }) => !isZero(size))
}

/** Positions side by side, `2 @ 149.5` or `nothing`, by symbol: as they should be, and as `pps.toml` has them. */
export function positionsTable(
  evidence: Evidence,
): readonly { readonly symbol: string; readonly oracle: string; readonly adapter: string }[] {
  const exact = exactPositions(evidence)
  const file = readPositionsFile(evidence.files.positions ?? '', evidence.trader.emsAccount)
  const written = file.ok ? file.value : []
  const absent = file.ok ? 'nothing' : 'unreadable'
  const symbols = new Set([...exact, ...written].map(({ symbol }) => symbol))
  return [...symbols].map((symbol) => {
    const oracle = exact.find((position) => position.symbol === symbol)
    const adapter = written.find((position) => position.symbol === symbol)
    return {
      symbol,
      oracle: oracle === undefined ? 'nothing' : positionText(oracle),
      adapter: adapter === undefined ? absent : positionText(adapter),
    }
  })
}

export const positionText = (position: { readonly size: Fraction; readonly ppu: Fraction }): string =>
  `${decimalText(position.size)} @ ${ppuText(position.ppu)}`

/** A PPU as it is written: 24 significant digits, half to even. */
export const ppuText = (ppu: Fraction): string => significantText(ppu, PRINTED_DIGITS)

/** The market in which an asset's transfers are booked: the asset, staked or not, against the trader's source fiat. */
export function transferPair(truth: Truth, asset: string, srcFiat: string): TruthPair | undefined {
  const isSource = (quote: string): boolean => truth.assets.get(quote)?.altname === srcFiat.toUpperCase()
  const whole = wholeAsset(truth, asset)
  return [...truth.pairs.values()].find((pair) => pair.base === whole && isSource(pair.quote))
}

type Placed = { readonly pair: TruthPair; readonly movement: Movement }

function inTimeOrder(
  evidence: Evidence,
  moved: { readonly trades: readonly TruthTrade[]; readonly transfers: readonly TruthEntry[] },
): readonly Placed[] {
  const { truth, trader } = evidence
  const trades = withTies(evidence, moved.trades).flatMap((trade): readonly Placed[] => {
    const pair = truth.pairs.get(trade.pair)
    return pair === undefined ? [] : [{ pair, movement: tradeMovement(trade, pair) }]
  })
  const transfers = moved.transfers.flatMap((entry): readonly Placed[] => {
    const pair = transferPair(truth, entry.asset, trader.srcFiat)
    return pair === undefined ? [] : [{ pair, movement: transferMovement(entry) }]
  })
  const moving = [...trades, ...transfers].filter(({ movement }) => !isZero(movement.size))
  // The sort is stable, so trades stay before transfers of the same instant.
  return moving.sort((one, other) => one.movement.at - other.movement.at)
}

function tradeMovement(trade: TruthTrade, pair: TruthPair): Movement {
  const volume = fromExact(trade.volume)
  const fee = fromExact(trade.fee)
  const gross = trade.side === 'buy' ? volume : negate(volume)
  return {
    id: trade.id,
    at: trade.at,
    // A fee in the base asset comes out of what is received, or goes out on top of what is sold.
    size: trade.feeAsset === pair.base ? subtract(gross, fee) : gross,
    trade: { price: fromExact(trade.price), fee: trade.feeAsset === pair.quote ? fee : zero },
  }
}

const transferMovement = (entry: TruthEntry): Movement => ({
  id: entry.id,
  at: entry.at,
  size: subtract(fromExact(entry.amount), fromExact(entry.fee)),
  trade: undefined,
})
