/** How the broker treats Kraken's limits: it stays below them, and gives way when it is told to. */
import { type HttpId, txid } from '../../../src/ids.ts'
import { type Instant, seconds, since } from '../../../src/time.ts'
import type { TruthRate } from '../../truth.ts'
import type { Dialog } from '../dialogs.ts'
import type { Evidence } from '../evidence.ts'
import { type FactCheck, factByFact } from '../fact-by-fact.ts'
import { add, fraction, fromExact, isAbove } from '../fraction.ts'
import { type Invariant, staysSince } from '../invariant.ts'
import { type Fact, clock, textHeard } from '../run.ts'

const CALL_LIMIT = 'EAPI:Rate limit exceeded'
const TRADING_LIMIT = 'EOrder:Rate limit exceeded'
const INVALID_NONCE = 'EAPI:Invalid nonce'
const LOCKED_OUT = 'EGeneral:Temporary lockout'

/** About a quarter of an hour, and a call meanwhile makes it last anew. Source: protocol 1.4. */
const LOCKOUT = seconds(900)
/** A key is locked out for the fifth bad nonce in a minute, whoever offers them. */
const BAD_NONCES_A_MINUTE = 2
/** As many as waits that double from one second on put into a minute, and some more; a loop makes dozens. */
const REFUSALS_A_MINUTE = 8
/** The most that any single deed is charged. Source: protocol 1.7, 7.7. */
const DEAREST_DEED = fraction(9n)

export const limitInvariants: readonly Invariant[] = [
  factByFact('no private call leaves while the key is locked out', () => {
    let lockedAt: Instant | undefined
    return (fact, evidence) => {
      const { event } = fact
      if (event.kind === 'broker-ended' && !isKeptOver(event, lockedAt)) lockedAt = undefined
      if (hears(fact, LOCKED_OUT)) lockedAt = event.at
      if (lockedAt === undefined || !isPrivateCall(fact)) return undefined
      const isOver = since({ from: lockedAt, to: event.at }) > LOCKOUT
      return isOver ? [] : [`a call left, and Kraken had locked the key out at ${clock(evidence, lockedAt)}`]
    }
  }),

  factByFact('one private call is under way at a time', () => {
    const unanswered = new Map<HttpId, string>()
    return ({ event }) => {
      // What a process that is gone has asked is nobody's any more.
      if (event.kind === 'broker-started') unanswered.clear()
      if (event.kind === 'http-answered' || event.kind === 'http-failed') unanswered.delete(event.id)
      if (event.kind !== 'http-request' || !event.path.includes('/private/')) return undefined
      const before = [...unanswered.values()]
      unanswered.set(event.id, event.path)
      return before.map((path) => `${event.path} was called before ${path} was answered`)
    }
  }),

  factByFact('bad nonces are not offered over and over', () =>
    seldom(INVALID_NONCE, { most: BAD_NONCES_A_MINUTE, isKept: true }),
  ),

  staysSince(
    'the count that the broker keeps itself holds it back too, and no change of one text takes both away',
    factByFact('a full counter is given time', () => seldom(CALL_LIMIT, { most: REFUSALS_A_MINUTE, isKept: false })),
  ),

  factByFact('a broker does not run into the limits by itself', () => {
    /** Refusals that a story put into Kraken's mouth and nobody has heard yet. */
    const scripted = new Map<string, number>()
    return (fact, evidence) => {
      const said = fact.event.kind === 'fault' ? /is answered: (.*)$/.exec(fact.event.text)?.[1] : undefined
      if (said !== undefined) scripted.set(said, (scripted.get(said) ?? 0) + 1)
      // What an earlier life was counted for is not known to a later one.
      if (fact.life !== 1) return undefined
      // A cancel is worth a try: if Kraken has no room for it, that costs nothing.
      const isOfCancel =
        fact.event.kind === 'socket-received' && /cancelOrderStatus|"cancel_order"/.test(fact.event.frame)
      const refusal = isOfCancel ? undefined : [CALL_LIMIT, TRADING_LIMIT].find((text) => hears(fact, text))
      if (refusal === undefined) return isPrivateCall(fact) || fact.sent !== undefined ? [] : undefined
      const left = scripted.get(refusal) ?? 0
      scripted.set(refusal, Math.max(0, left - 1))
      if (left > 0) return []
      return fullCounters(evidence).map((name) => `${refusal}: nobody else filled the counter of ${name}`)
    }
  }),

  factByFact('no cancel is given up the first time that the counter is full', () => {
    /** Of each dialog, the cancels that have left since one of them was last told refused. */
    const tries = new Map<Dialog, { count: number; isTold: boolean }>()
    return ({ event, sent, telling }, _, { book }) => {
      for (const id of sent?.kind === 'cancelOrder' ? sent.txids : []) {
        const owner = book.ownerOf(txid(id))
        const before = owner && tries.get(owner)
        const count = before === undefined || before.isTold ? 1 : before.count + 1
        if (owner !== undefined) tries.set(owner, { count, isTold: false })
      }
      if (event.kind !== 'ems-event' || event.event.kind !== 'BrokerdError' || telling === undefined) return undefined
      const { oid, request, reason } = event.event
      if (request !== 'cancel' || !reason.includes(TRADING_LIMIT)) return undefined
      const tried = tries.get(telling.dialog) ?? { count: 0, isTold: false }
      tried.isTold = true
      return tried.count > 1 ? [] : [`${oid} is told not canceled, and the counter falls by itself: ${reason}`]
    }
  }),
]

/** In any minute; of all processes where a broker has to keep what it heard, else of each. */
function seldom(text: string, { most, isKept }: { readonly most: number; readonly isKept: boolean }): FactCheck {
  let heardAt: readonly Instant[] = []
  return (fact) => {
    const { event } = fact
    if (event.kind === 'broker-ended') heardAt = heardAt.filter((at) => isKept && isKeptOver(event, at))
    if (!hears(fact, text)) return isPrivateCall(fact) ? [] : undefined
    heardAt = [...heardAt.filter((at) => since({ from: at, to: event.at }) < seconds(60)), event.at]
    return heardAt.length <= most ? [] : [`${text}, ${heardAt.length} times within a minute`]
  }
}

/** Whether what was heard then outlives the process: it is not on the disk yet when the process ends that very moment. */
const isKeptOver = (ending: { readonly at: Instant }, heardAt: Instant | undefined): boolean => heardAt !== ending.at

const isPrivateCall = ({ event }: Fact): boolean => event.kind === 'http-request' && event.path.includes('/private/')

/** Kraken's words stand in an answer, whatever it answers. */
const hears = ({ event }: Fact, text: string): boolean => textHeard(event)?.includes(text) ?? false

/** The trader's own counters that another deed may not have fitted into. A refusal that Kraken's weather made needs none. */
function fullCounters({ truth, trader }: Evidence): readonly string[] {
  const isFull = ({ account, isShared, level, max }: TruthRate): boolean =>
    account === trader.krakenAccount && !isShared && isAbove(add(fromExact(level), DEAREST_DEED), fromExact(max))
  return [...truth.rates].flatMap(([name, rate]) => (isFull(rate) ? [name] : []))
}
