/** What Kraken refuses, and what is made of it. */
import { txid } from '../../../src/ids.ts'
import type { Dialog } from '../dialogs.ts'
import { factByFact } from '../fact-by-fact.ts'
import { type Fraction, fromExact, isAbove, larger, parseDecimal, zero } from '../fraction.ts'
import type { Invariant } from '../invariant.ts'
import { textHeard } from '../run.ts'
import { pairNamed } from '../truth-reading.ts'

/** They are about Kraken's health and not about the key, the account or the question. */
const PASSES = /EService:(?:Unavailable|Busy)|EGeneral:Internal error|EAPI:Rate limit exceeded|HTTP 5\d\d/

const POST_ONLY = 'Post only order'

export const refusalInvariants: readonly Invariant[] = [
  factByFact('no broker gives up over an error that passes', () => ({ event }) => {
    if (event.kind !== 'broker-ended') return undefined
    const { reason = '' } = event
    return PASSES.test(reason) ? [`the broker ended: ${reason}`] : []
  }),

  factByFact('an order that would have crossed and may not is told refused', () => {
    /** What Kraken said with that reason: where it leaves the reason away, nobody can know. */
    const given: string[] = []
    return ({ event, telling }, { truth }) => {
      const text = textHeard(event)
      if (text?.includes(POST_ONLY) === true) given.push(text)
      if (event.kind !== 'ems-event' || event.event.kind !== 'BrokerdStatus' || telling === undefined) return undefined
      const { oid, status } = event.event
      const [id, ...others] = telling.dialog.orders
      if (status !== 'canceled' || id === undefined || others.length > 0) return undefined
      if (truth.orders.get(id)?.reason !== POST_ONLY || !given.some((text) => text.includes(id))) return []
      return [`${oid} was told canceled, and Kraken never took ${id}: ${POST_ONLY}`]
    }
  }),

  factByFact('an order whose edit Kraken refused is not canceled for that', () => {
    /** Since the trader last asked for anything else. */
    const refused = new Map<Dialog, string>()
    return ({ event, telling, sent }, _, { book }) => {
      if (event.kind === 'ems-requested') {
        // Whoever asks for the end of everything asks for that of each.
        if (event.request.kind === 'BrokerdCancelAll') refused.clear()
        else if (telling !== undefined) refused.delete(telling.dialog)
      }
      if (event.kind === 'ems-event' && event.event.kind === 'BrokerdError' && telling !== undefined) {
        const { request, by, reason } = event.event
        if (request === 'edit' && by === 'kraken') refused.set(telling.dialog, reason)
      }
      if (sent?.kind !== 'cancelOrder') return undefined
      return sent.txids.flatMap((id) => {
        const owner = book.ownerOf(txid(id))
        const reason = owner === undefined ? undefined : refused.get(owner)
        return reason === undefined ? [] : [`a cancel names ${id}, of which only an edit was refused: ${reason}`]
      })
    }
  }),

  factByFact('no order leaves that is smaller than its market takes', () => {
    const mostAsked = new Map<Dialog, Fraction>()
    return ({ event, sent, telling }, { truth }, { book }) => {
      if (event.kind === 'ems-requested' && event.request.kind === 'BrokerdOrder' && telling !== undefined) {
        const size = parseDecimal(event.request.size) ?? zero
        mostAsked.set(telling.dialog, larger(mostAsked.get(telling.dialog) ?? zero, size))
      }
      if (sent?.kind !== 'addOrder' || sent.userref === undefined) return undefined
      const pair = pairNamed(truth, sent.pair ?? '')
      const dialog = book.withReqid(sent.userref)
      const asked = dialog && mostAsked.get(dialog)
      if (pair === undefined || asked === undefined) return undefined
      // What is left of an order that was canceled to be sent anew may be as small as it is.
      const smallest = fromExact(pair.orderMin)
      if (!isAbove(smallest, asked)) return []
      return sent.numbers.flatMap(({ text, unit }) => {
        const volume = unit === 'volume' ? parseDecimal(text) : undefined
        const isDust = volume !== undefined && isAbove(smallest, volume)
        return isDust ? [`an order for ${text} left, which is less than ${pair.wsname} takes`] : []
      })
    }
  }),
]
