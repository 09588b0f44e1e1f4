/** The end of an order: told once, told last, and told only when it is true. */
import type { BrokerdStatus, OrderStatus } from '../../../src/ems.ts'
import type { Oid } from '../../../src/ids.ts'
import { type Instant, seconds, since } from '../../../src/time.ts'
import type { Dialog } from '../dialogs.ts'
import type { Evidence } from '../evidence.ts'
import { factByFact } from '../fact-by-fact.ts'
import { type Fraction, add, decimalText, isAbove, parseDecimal, zero } from '../fraction.ts'
import { type Invariant, type Violation, always, staysSince } from '../invariant.ts'
import { type Fact, clock, runOf } from '../run.ts'
import { isLive } from '../truth-reading.ts'

export const endingInvariants: readonly Invariant[] = [
  staysSince(
    'whoever is told so places another at once, and in the end it may have ended',
    always('no order is told ended while it is open on Kraken', () => {
      const ended = new Map<Oid, OrderStatus>()
      let next = 0
      return (evidence) => {
        const { facts, book } = runOf(evidence)
        for (const fact of facts.slice(next)) {
          const ending = endingOf(fact)
          if (ending !== undefined) ended.set(ending.oid, ending.status)
        }
        next = facts.length
        const violations = [...ended].flatMap(([oid, status]): readonly Violation[] => {
          const telling = book.tellingOf(oid)
          const open = telling === undefined ? undefined : liveOrder(evidence, telling.dialog.orders)
          return open === undefined ? [] : [`${oid} was told ${status}, and its order ${open} is open on Kraken`]
        })
        return { looked: ended.size > 0, violations }
      }
    }),
  ),

  staysSince(
    'the last word may be right, and whoever believed the first was misled',
    factByFact('an ending is told once, and after it nothing but fills and errors', () => {
      const endings = new Map<Dialog, { readonly oid: Oid; readonly status: OrderStatus; readonly at: Instant }>()
      return (fact, evidence) => {
        const { event, telling } = fact
        if (event.kind !== 'ems-event' || telling === undefined) return undefined
        const earlier = endings.get(telling.dialog)
        const ending = endingOf(fact)
        if (ending !== undefined && earlier === undefined)
          endings.set(telling.dialog, { oid: ending.oid, status: ending.status, at: event.at })
        if (earlier === undefined) return ending === undefined ? undefined : []
        const told = event.event
        if (told.kind === 'BrokerdFill' || told.kind === 'BrokerdError') return []
        const [then, now] = [clock(evidence, earlier.at), clock(evidence, event.at)]
        const what = told.kind === 'BrokerdStatus' ? `status ${told.status}` : told.kind
        return [`${earlier.oid} was told ${earlier.status} at ${then}, and ${what} at ${now}`]
      }
    }),
  ),

  factByFact('an ending comes after the fills that it counts', () => {
    /** What was told of each dialog: filled when it was found live, and in fills since. */
    const told = new Map<Dialog, Fraction>()
    const heardEnded = new Map<string, Instant>()
    return (fact, evidence) => {
      const { event, telling, heard } = fact
      // What a new process finds it tells anew.
      if (event.kind === 'broker-started') told.clear()
      for (const one of heard)
        if (one.kind === 'order-ended' && !heardEnded.has(one.txid)) heardEnded.set(one.txid, event.at)
      if (event.kind !== 'ems-event' || telling === undefined) return undefined
      const { dialog } = telling
      const { event: what } = event
      const amount = what.kind === 'BrokerdFill' ? what.size : what.kind === 'Status' ? what.filled : undefined
      if (amount !== undefined) told.set(dialog, add(told.get(dialog) ?? zero, parseDecimal(amount) ?? zero))
      const ending = endingOf(fact)
      if (ending === undefined) return undefined
      const counted = parseDecimal(ending.filled) ?? zero
      const sum = told.get(dialog) ?? zero
      if (!isAbove(counted, sum) || wasGivenUp(dialog, heardEnded, event.at)) return []
      const at = clock(evidence, event.at)
      return [
        `${ending.oid} was told ${ending.status} with ${ending.filled} filled at ${at}, after fills of ${decimalText(sum)}`,
      ]
    }
  }),
]

/** A broker may stop waiting for what the feeds and REST do not show in a minute. */
const PATIENCE = seconds(60)

const wasGivenUp = ({ orders }: Dialog, heardEnded: ReadonlyMap<string, Instant>, now: Instant): boolean =>
  orders.some((txid) => since({ from: heardEnded.get(txid) ?? now, to: now }) > PATIENCE)

const ENDINGS: ReadonlySet<OrderStatus> = new Set(['closed', 'canceled', 'expired', 'error'])

const endingOf = ({ event }: Fact): BrokerdStatus | undefined =>
  event.kind === 'ems-event' && event.event.kind === 'BrokerdStatus' && ENDINGS.has(event.event.status)
    ? event.event
    : undefined

const liveOrder = ({ truth }: Evidence, txids: Dialog['orders']): string | undefined =>
  txids.find((txid) => {
    const order = truth.orders.get(txid)
    return order !== undefined && isLive(order)
  })
