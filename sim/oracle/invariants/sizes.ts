/** How much was asked for, how much was executed, and how much was told. */
import type { BrokerdStatus, Status } from '../../../src/ems.ts'
import { type Dialog, type Telling, mostAsked } from '../dialogs.ts'
import { factByFact } from '../fact-by-fact.ts'
import { add, decimalText, equals, isAbove, isNegative, parseDecimal, sum } from '../fraction.ts'
import { type Invariant, always, staysSince } from '../invariant.ts'
import { type Fact, runOf } from '../run.ts'
import { lotTickOf, volumeExecuted } from '../truth-reading.ts'

export const sizeInvariants: readonly Invariant[] = [
  always('no dialog executes more than was asked for', () => {
    let next = 0
    return (evidence) => {
      const { book } = runOf(evidence)
      const fresh = evidence.truth.trades.slice(next)
      next = evidence.truth.trades.length
      const dialogs = new Set(fresh.flatMap(({ txid }) => book.ownerOf(txid) ?? []))
      return {
        looked: dialogs.size > 0,
        violations: [...dialogs].flatMap((dialog) => {
          const most = mostAsked(dialog, evidence.truth)
          const executed = sum(dialog.orders.map((txid) => volumeExecuted(evidence.truth, txid)))
          if (!isAbove(executed, most)) return []
          const [done, asked] = [decimalText(executed), decimalText(most)]
          return [
            `${nameOf(dialog.tellings)} was asked for ${asked} and executed ${done} (${dialog.orders.join(', ')})`,
          ]
        }),
      }
    }
  }),

  factByFact('filled and remaining sum to the size', () => (fact) => {
    const told = standing(fact)
    if (told === undefined) return undefined
    const [size, filled, remaining] = [parseDecimal(told.size), parseDecimal(told.filled), parseDecimal(told.remaining)]
    const text = `${told.oid} was told size ${told.size}, filled ${told.filled}, remaining ${told.remaining}`
    if (size === undefined || filled === undefined || remaining === undefined) return [`${text}: not plain decimals`]
    if (isNegative(filled) || isNegative(remaining)) return [`${text}: an amount is below zero`]
    return equals(add(filled, remaining), size) ? [] : [text]
  }),

  factByFact('of an order told closed no more than a lot is left', () => (fact, { truth }) => {
    const told = standing(fact)
    if (told?.kind !== 'BrokerdStatus' || told.status !== 'closed') return undefined
    const pairs = (fact.telling?.dialog.orders ?? []).flatMap((txid) => truth.orders.get(txid)?.pair ?? [])
    const [pair] = pairs.flatMap((key) => truth.pairs.get(key) ?? [])
    const remaining = parseDecimal(told.remaining)
    if (pair === undefined || remaining === undefined) return undefined
    if (!isAbove(remaining, lotTickOf(pair))) return []
    return [`${told.oid} was told closed with ${told.filled} of ${told.size} filled`]
  }),

  factByFact('filled never falls within a dialog', () => {
    const before = new Map<Dialog, string>()
    return (fact) => {
      const told = standing(fact)
      const dialog = fact.telling?.dialog
      if (told === undefined || dialog === undefined) return undefined
      const earlier = before.get(dialog)
      before.set(dialog, told.filled)
      if (earlier === undefined) return undefined
      const [was, is] = [parseDecimal(earlier), parseDecimal(told.filled)]
      if (was === undefined || is === undefined || !isAbove(was, is)) return []
      return [`${told.oid} was told ${earlier} filled, then ${told.filled}`]
    }
  }),

  staysSince(
    'whoever acts on what he is told is misled at once, and in the end it may agree again',
    factByFact('no order is told more filled than Kraken executed', () => (fact, { truth }) => {
      const told = standing(fact)
      const filled = told === undefined ? undefined : parseDecimal(told.filled)
      if (told === undefined || filled === undefined || fact.telling === undefined) return undefined
      const executed = sum(fact.telling.dialog.orders.map((txid) => volumeExecuted(truth, txid)))
      if (!isAbove(filled, executed)) return []
      return [`${told.oid} was told ${told.filled} filled when Kraken had executed ${decimalText(executed)}`]
    }),
  ),
]

/** How an order was told to stand. */
const standing = ({ event }: Fact): BrokerdStatus | Status | undefined =>
  event.kind === 'ems-event' && (event.event.kind === 'BrokerdStatus' || event.event.kind === 'Status')
    ? event.event
    : undefined

const nameOf = (tellings: readonly Telling[]): string => tellings.map(({ oid }) => oid).join(', now ')
