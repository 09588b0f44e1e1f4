/** In which order trades of one instant count: as Kraken executed them, or as the broker came to hear of them. */
import type { TruthTrade } from '../truth.ts'
import type { Evidence } from './evidence.ts'
import { readLedgerFile } from './ledger-file.ts'
import { runOf } from './run.ts'

/**
 * The trades with those of one instant in the order in which the ledger file has them, where they were heard of in
 * that order and one after the other: nobody can tell which of two was first by their records alone. Those that came
 * in one message count as they were executed, and a record that lacks something has not been heard of.
 */
export function withTies(evidence: Evidence, trades: readonly TruthTrade[]): readonly TruthTrade[] {
  const hasTies = trades.some((trade, at) => at > 0 && trades[at - 1]?.at === trade.at)
  const ledger = hasTies ? readLedgerFile(evidence.files.ledger ?? '') : undefined
  if (!ledger?.ok) return trades
  const booked = [...ledger.value.keys()]
  const heardAt = new Map<string, number>()
  for (const [at, { heard }] of runOf(evidence).facts.entries()) {
    for (const told of heard) {
      if (told.kind === 'record' && isReadable(told.fields) && !heardAt.has(told.id)) heardAt.set(told.id, at)
    }
  }
  const overtakes = (later: TruthTrade, earlier: TruthTrade): boolean =>
    booked.indexOf(later.id) < booked.indexOf(earlier.id) &&
    booked.includes(later.id) &&
    (heardAt.get(later.id) ?? Infinity) < (heardAt.get(earlier.id) ?? -Infinity)
  const ordered: TruthTrade[] = []
  for (const trade of trades) {
    let place = ordered.length
    for (let before = place - 1; before >= 0; before -= 1) {
      const earlier = ordered[before]
      if (earlier?.at !== trade.at) break
      if (overtakes(trade, earlier)) place = before
    }
    ordered.splice(place, 0, trade)
  }
  return ordered
}

const NEEDED = ['ordertxid', 'type', 'price', 'vol', 'fee', 'time']
const isReadable = (fields: Readonly<Record<string, unknown>>): boolean =>
  NEEDED.every((name) => fields[name] !== undefined && fields[name] !== null)
