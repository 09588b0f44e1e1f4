/**
 * What the broker can be held to in the end.
 *
 * While a broker runs: every trade and transfer of the trader's account, whenever it happened. Once the last
 * broker has ended: only what it had put into its ledger file or had told, since the rest may have come later.
 */
import type { TruthEntry, TruthTrade } from '../truth.ts'
import type { Evidence } from './evidence.ts'
import { readLedgerFile } from './ledger-file.ts'
import { brokerState, type Run, runOf } from './run.ts'
import { tradesOf, transfersOf } from './truth-reading.ts'

export type Accountable = { readonly trades: readonly TruthTrade[]; readonly transfers: readonly TruthEntry[] }

export function accountable(evidence: Evidence): Accountable {
  const run = runOf(evidence)
  if (brokerState(run) === 'running') return { trades: tradesOf(evidence), transfers: transfersOf(evidence) }
  const ledger = readLedgerFile(evidence.files.ledger ?? '')
  const written = ledger.ok ? ledger.value : new Map<string, never>()
  const told = toldTrades(run)
  return {
    trades: tradesOf(evidence).filter(({ id }) => written.has(id) || told.has(id)),
    transfers: transfersOf(evidence).filter(({ id }) => written.has(id)),
  }
}

/** The ids of the trades that were told as fills, in any life. */
export const toldTrades = (run: Run): ReadonlySet<string> =>
  new Set(
    run.facts.flatMap(({ event }) =>
      event.kind === 'ems-event' && event.event.kind === 'BrokerdFill' ? [event.event.tradeId] : [],
    ),
  )
