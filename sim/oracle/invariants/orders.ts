/** In the end the trader's picture of every order is Kraken's. */
import type { BrokerdStatus, OrderStatus, Status } from '../../../src/ems.ts'
import type { TruthOrder } from '../../truth.ts'
import type { Telling } from '../dialogs.ts'
import type { Evidence } from '../evidence.ts'
import { type Fraction, add, decimalText, fromExact, isDecimalOf, isZero, subtract, sum } from '../fraction.ts'
import { type Invariant, type Violation, inTheEnd, staysSince } from '../invariant.ts'
import { type Run, brokerState, runOf } from '../run.ts'
import { isLive, volumeExecuted } from '../truth-reading.ts'

export const orderInvariants: readonly Invariant[] = [
  /** Judged while a broker runs: what a broker that has ended told may be older than the truth. */
  inTheEnd("every order's last told status agrees with Kraken", (evidence) => {
    const tellings = currentTellings(runOf(evidence))
    return { looked: tellings.length > 0, violations: tellings.flatMap((telling) => disagreements(evidence, telling)) }
  }),

  inTheEnd("every live order of the trader's account is known to the trader", (evidence) => {
    const run = runOf(evidence)
    const live = brokerState(run) === 'running' ? liveOrders(evidence) : []
    const known = new Set(currentTellings(run).flatMap(({ dialog }) => dialog.orders))
    const unknown = live.filter(({ txid }) => !known.has(txid))
    return {
      looked: live.length > 0,
      violations: unknown.map(({ txid, pair }) => `${txid} is open in ${pair}, and the trader was never told of it`),
    }
  }),

  staysSince(
    'a second one costs nothing until it executes, and other claims see only what it costs',
    inTheEnd('a dialog has at most one live order', (evidence) => {
      const { dialogs } = runOf(evidence).book
      const live = new Set(liveOrders(evidence).map(({ txid }) => txid))
      return {
        looked: dialogs.some(({ orders }) => orders.some((txid) => live.has(txid))),
        violations: dialogs.flatMap(({ orders, tellings }) => {
          const open = orders.filter((txid) => live.has(txid))
          return open.length > 1 ? [`${tellings.at(-1)?.oid ?? ''} has ${open.join(' and ')} open on Kraken`] : []
        }),
      }
    }),
  ),
]

/** How each dialog of the running broker is told; none when none runs. */
function currentTellings(run: Run): readonly Telling[] {
  if (brokerState(run) !== 'running') return []
  const last = run.book.dialogs.flatMap(({ tellings }) => tellings.at(-1) ?? [])
  return last.filter(({ life }) => life === run.lives.length)
}

const liveOrders = ({ truth, trader }: Evidence): readonly TruthOrder[] =>
  [...truth.orders.values()].filter((order) => order.account === trader.krakenAccount && isLive(order))

function disagreements(evidence: Evidence, telling: Telling): readonly Violation[] {
  const { truth } = evidence
  const orders = telling.dialog.orders.flatMap((txid) => truth.orders.get(txid) ?? [])
  const last = orders.find(isLive) ?? orders.at(-1)
  const told = wordOn(telling)
  if (last === undefined)
    return CLAIMS_TO_EXIST.has(told) ? [`${telling.oid} was told ${told}, and Kraken has no such order`] : []
  const status = last.status === 'pending' ? 'open' : last.status
  const wasThrownOut = (told === 'refused' || told === 'error') && isThrownOut(last)
  const wrongWord =
    told === status || wasThrownOut ? [] : [`${telling.oid} was told ${told}, and ${last.txid} is ${status}`]
  if (telling.lastTold === undefined || told === 'refused') return wrongWord
  const filled = sum(orders.map(({ txid }) => volumeExecuted(truth, txid)))
  return [...wrongWord, ...wrongAmounts(telling.lastTold, { last, filled })]
}

type Word = OrderStatus | 'refused' | 'nothing'

/** The last that the trader heard of the order; one found live is open. */
function wordOn({ lastTold, wasRefused }: Telling): Word {
  const status = lastTold?.kind === 'Status' ? 'open' : lastTold?.status
  if (wasRefused && (status === undefined || status === 'pending')) return 'refused'
  return status ?? 'nothing'
}

const CLAIMS_TO_EXIST: ReadonlySet<Word> = new Set(['pending', 'open', 'closed'])

/** Kraken took the order in and threw it out again before it did anything: to the trader that is a refusal. */
const isThrownOut = (order: TruthOrder): boolean =>
  order.status === 'canceled' && isZero(fromExact(order.executed)) && order.reason !== 'User requested'

function wrongAmounts(
  told: BrokerdStatus | Status,
  truly: { readonly last: TruthOrder; readonly filled: Fraction },
): readonly Violation[] {
  const { last, filled } = truly
  // An edit's order is for what its predecessors left: the whole is what all of them did and what this one has to do.
  const left = subtract(fromExact(last.volume), fromExact(last.executed))
  const rows = [
    { what: 'filled', told: told.filled, truly: filled },
    ...(isLive(last) ? [{ what: 'size', told: told.size, truly: add(filled, left) }] : []),
    ...(isLive(last) && last.price !== undefined
      ? [{ what: 'price', told: told.price ?? 'none', truly: fromExact(last.price) }]
      : []),
  ]
  return rows
    .filter((row) => !isDecimalOf(row.told, row.truly))
    .map((row) => `${told.oid} was told ${row.what} ${row.told}, and on Kraken it is ${decimalText(row.truly)}`)
}
