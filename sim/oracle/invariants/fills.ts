/** Executions: each told once, as it happened, to the dialog it belongs to. */
import type { BrokerdFill } from '../../../src/ems.ts'
import type { Instant } from '../../../src/time.ts'
import { unixText } from '../../../src/time.ts'
import type { TruthTrade } from '../../truth.ts'
import { toldTrades } from '../accountable.ts'
import type { Evidence } from '../evidence.ts'
import { factByFact } from '../fact-by-fact.ts'
import { decimalText, fromExact, isDecimalOf } from '../fraction.ts'
import { type Invariant, type Violation, inTheEnd, staysSince } from '../invariant.ts'
import { brokerState, clock, type Fact, type Run, runOf } from '../run.ts'
import { symbolOf, tradesOf } from '../truth-reading.ts'

export const fillInvariants: readonly Invariant[] = [
  factByFact('no fill is told twice', () => {
    const toldAt = new Map<string, Instant>()
    return (fact, evidence) => {
      const fill = fillOf(fact)
      if (fill === undefined) return undefined
      const earlier = toldAt.get(fill.tradeId)
      if (earlier === undefined) {
        toldAt.set(fill.tradeId, fact.event.at)
        return []
      }
      return [`${fill.tradeId} was told at ${clock(evidence, earlier)} and again at ${clock(evidence, fact.event.at)}`]
    }
  }),

  factByFact('every fill told happened, as it was told', () => {
    const trades = new Map<string, TruthTrade>()
    let next = 0
    return (fact, evidence) => {
      const fill = fillOf(fact)
      if (fill === undefined) return undefined
      for (const trade of evidence.truth.trades.slice(next)) trades.set(trade.id, trade)
      next = evidence.truth.trades.length
      const trade = trades.get(fill.tradeId)
      if (trade === undefined || trade.account !== evidence.trader.krakenAccount)
        return [`${fill.tradeId} was told, and the trader's account has no such trade`]
      return differences(evidence, fill, trade)
    }
  }),

  staysSince(
    'positions are right whoever is told of a fill, and nothing else looks at the name on it',
    factByFact('every fill is told to the dialog it belongs to', () => (fact, _evidence, run) => {
      const fill = fillOf(fact)
      if (fill?.oid === undefined) return undefined
      if (fact.telling !== undefined && fact.telling.dialog === run.book.ownerOf(fill.txid)) return []
      return [`${fill.tradeId} of ${fill.txid} was told to ${fill.oid}, whose order that is not`]
    }),
  ),

  inTheEnd('every fill is told', (evidence) => {
    const run = runOf(evidence)
    const told = toldTrades(run)
    const owed = tradesOf(evidence).filter((trade) => mustBeTold(trade, run))
    const untold = owed.filter(({ id }) => !told.has(id))
    return {
      looked: owed.length > 0,
      violations: untold.map(
        (trade) => `${trade.id} of ${trade.txid}, executed at ${clock(evidence, trade.at)}, was never told`,
      ),
    }
  }),
]

/**
 * What was executed before the broker was first ready is history. After that a trade must be told, if a broker runs
 * in the end, or if its record reached one that ended in order. One that reached a broker which crashed may have
 * been booked and not yet told, so at most once is all that can be asked of it.
 */
function mustBeTold(trade: TruthTrade, run: Run): boolean {
  const ready = run.facts.find(({ event }) => event.kind === 'note' && event.name === 'ready')
  if (ready === undefined || trade.at < ready.event.at) return false
  const reached = new Set(run.facts.filter((fact) => brings(fact, trade)).map(({ life }) => run.lives[life - 1]))
  const ends = [...reached].map((life) => life?.ended?.how)
  if (ends.includes('crashed')) return false
  return brokerState(run) === 'running' || ends.includes('exited')
}

const brings = (fact: Fact, trade: TruthTrade): boolean =>
  fact.heard.some((heard) => heard.kind === 'record' && heard.id === trade.id)

const fillOf = ({ event }: Fact): BrokerdFill | undefined =>
  event.kind === 'ems-event' && event.event.kind === 'BrokerdFill' ? event.event : undefined

function differences(evidence: Evidence, fill: BrokerdFill, trade: TruthTrade): readonly Violation[] {
  const { truth, trader } = evidence
  const pair = truth.pairs.get(trade.pair)
  const texts: readonly (readonly [string, string, string | undefined])[] = [
    ['account', fill.account, trader.emsAccount],
    ['symbol', fill.symbol, pair === undefined ? undefined : symbolOf(pair)],
    ['side', fill.action, trade.side],
    ['order', fill.txid, trade.txid],
    // Kraken states every fee in quote; what it was really taken in, only the ledger shows, and the position follows.
    ['fee asset', fill.feeAsset, pair === undefined ? undefined : truth.assets.get(pair.quote)?.altname],
    ['time', unixText(fill.brokerTime), unixText(trade.at)],
  ]
  const amounts = [
    ['size', fill.size, fromExact(trade.volume)],
    ['price', fill.price, fromExact(trade.price)],
    ['fee', fill.fee, fromExact(trade.statedFee)],
  ] as const
  return [
    ...texts
      .filter(([, told, truly]) => told !== truly)
      .map(([what, told, truly]) => `${fill.tradeId} was told with ${what} ${told}, and had ${truly ?? 'none'}`),
    ...amounts
      .filter(([, told, truly]) => !isDecimalOf(told, truly))
      .map(([what, told, truly]) => `${fill.tradeId} was told with ${what} ${told}, and had ${decimalText(truly)}`),
  ]
}
