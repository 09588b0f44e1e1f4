/** Every request of the trader's gets an answer, and a refused one exactly one error. */
import type { BrokerdCancelAll, BrokerdError, BrokerdOrder, EmsEvent, EmsRequest } from '../../../src/ems.ts'
import type { Oid } from '../../../src/ids.ts'
import type { Instant } from '../../../src/time.ts'
import type { TraceEvent } from '../../trace.ts'
import type { Truth } from '../../truth.ts'
import type { Telling } from '../dialogs.ts'
import { factByFact } from '../fact-by-fact.ts'
import { type Fraction, absolute, fromExact, isAbove, parseDecimal, subtract } from '../fraction.ts'
import { type Invariant, inTheEnd } from '../invariant.ts'
import { type Run, clock, runOf } from '../run.ts'
import { lotTickOf, pairNamed } from '../truth-reading.ts'

export const answerInvariants: readonly Invariant[] = [
  factByFact('no request is refused twice', () => {
    const asked = new Map<string, number>()
    const refused = new Map<string, number>()
    return ({ event }) => {
      if (event.kind === 'ems-requested') count(asked, event.request.oid, kindOf(event.request))
      if (event.kind !== 'ems-event' || event.event.kind !== 'BrokerdError') return undefined
      const { oid, request, reason } = event.event
      const kind = request === 'cancel' ? 'BrokerdCancel' : 'BrokerdOrder'
      const [errors, requests] = [count(refused, oid, kind), asked.get(keyOf(oid, kind)) ?? 0]
      if (errors <= requests) return []
      return [`${oid} was told ${errors} errors for ${requests} ${kind}, the last one for ${request}: ${reason}`]
    }
  }),

  inTheEnd('every request is answered', (evidence) => {
    const run = runOf(evidence)
    const { left, asked } = unanswered(run, evidence.truth)
    return {
      looked: asked > 0,
      violations: left.map(({ request, at }) => {
        const what = request.kind === 'BrokerdOrder' ? `${request.size} at ${request.price ?? 'market'}` : 'cancel'
        return `${request.oid}, asked at ${clock(evidence, at)} (${what}), was never answered`
      }),
    }
  }),
]

/** A wish to cancel everything is one to cancel each order that there is. */
type OfOneOrder = Exclude<EmsRequest, { kind: 'BrokerdCancelAll' }>
const kindOf = ({ kind }: EmsRequest): OfOneOrder['kind'] => (kind === 'BrokerdOrder' ? kind : 'BrokerdCancel')

type Waiting = {
  readonly request: OfOneOrder
  readonly at: Instant
  readonly telling: Telling | undefined
  readonly isEdit: boolean
}

/**
 * The requests that nothing answered. An order is answered by being told open or ended, an edit by being told in
 * force, a cancel by an ending, and each by an error of its kind. A later edit takes the place of an earlier one.
 * What a broker had not answered when it ended is forgiven.
 */
function unanswered(run: Run, truth: Truth): { readonly left: readonly Waiting[]; readonly asked: number } {
  let waiting: readonly Waiting[] = []
  let asked = 0
  const known = new Set<Oid>()
  const open = new Map<Oid, Telling | undefined>()
  for (const { event, isRunning, telling } of run.facts) {
    if (event.kind === 'broker-ended') {
      waiting = []
      open.clear()
    }
    follow(open, event, telling)
    if (event.kind === 'ems-requested' && isRunning) {
      const { request, at } = event
      asked += 1
      const isEdit = request.kind === 'BrokerdOrder' && known.has(request.oid)
      waiting = [
        ...waiting.filter((earlier) => !isReplaced(earlier, request, isEdit)),
        ...(request.kind === 'BrokerdCancelAll'
          ? cancelsOf(request, open).map((one) => ({ ...one, at, isEdit }))
          : [{ request, at, telling, isEdit }]),
      ]
    }
    if (event.kind === 'ems-requested') known.add(event.request.oid)
    if (event.kind === 'ems-event') {
      if (event.event.kind === 'Status') known.add(event.event.oid)
      waiting = stillWaiting(waiting, event.event, truth)
    }
  }
  const left = waiting.filter(({ request, at, telling }) => {
    const told = telling?.lastTold
    if (request.kind === 'BrokerdCancel' || told === undefined) return true
    return !isInForce(request, told, truth) && !wasOvertakenByHand(telling, at, truth)
  })
  return { left, asked }
}

/** Whoever hears that an edit was carried out hears at once what somebody has made of it on the web page since. */
const wasOvertakenByHand = (telling: Telling | undefined, askedAt: Instant, truth: Truth): boolean =>
  (telling?.dialog.orders ?? []).some((id) => (truth.orders.get(id)?.amendedByHandAt ?? -Infinity) >= askedAt)

/** Keeps to the orders that the trader was told are live. */
function follow(open: Map<Oid, Telling | undefined>, event: TraceEvent, telling: Telling | undefined): void {
  if (event.kind !== 'ems-event') return
  const told = event.event
  if (told.kind === 'Status') open.set(told.oid, telling)
  if (told.kind !== 'BrokerdStatus') return
  if (told.status === 'pending' || told.status === 'open') open.set(told.oid, telling)
  else open.delete(told.oid)
}

const cancelsOf = ({ account }: BrokerdCancelAll, open: ReadonlyMap<Oid, Telling | undefined>) =>
  [...open].map(([oid, telling]) => ({ request: { kind: 'BrokerdCancel', oid, account } as const, telling }))

const isReplaced = (earlier: Waiting, request: EmsRequest, isEdit: boolean): boolean =>
  isEdit && earlier.isEdit && earlier.request.oid === request.oid

function stillWaiting(waiting: readonly Waiting[], told: EmsEvent, truth: Truth): readonly Waiting[] {
  if (told.kind === 'BrokerdError') {
    const others = waiting.filter(({ request }) => request.oid !== told.oid)
    const here = waiting.filter(({ request }) => request.oid === told.oid)
    // A refused order takes the edits and cancels that waited for it with it.
    if (told.request === 'order') return others
    const alike = here.filter((waits) => isOfKind(waits, told))
    const answered = alike.find(({ isEdit }) => isEdit === (told.request === 'edit')) ?? alike[0]
    return waiting.filter((waits) => waits !== answered)
  }
  if (told.kind !== 'BrokerdStatus' || told.status === 'pending') return waiting
  return waiting.filter(({ request, isEdit }) => {
    if (request.oid !== told.oid) return true
    if (told.status !== 'open') return false
    // An order that could not be canceled with all the others stays, and its status says why.
    if (request.kind === 'BrokerdCancel' && told.reason !== undefined) return false
    return request.kind === 'BrokerdCancel' || (isEdit && !isInForce(request, told, truth))
  })
}

const isOfKind = ({ request }: Waiting, told: BrokerdError): boolean =>
  (request.kind === 'BrokerdCancel') === (told.request === 'cancel')

/** The terms told are those asked for, as near as the market's ticks allow. */
function isInForce(
  wish: BrokerdOrder,
  told: { readonly price?: string; readonly size: string },
  truth: Truth,
): boolean {
  const pair = pairNamed(truth, wish.symbol)
  if (pair === undefined) return wish.price === told.price && wish.size === told.size
  const isPrice = wish.price === undefined || isNear(wish.price, told.price ?? '', fromExact(pair.tickSize))
  return isPrice && isNear(wish.size, told.size, lotTickOf(pair))
}

function isNear(wished: string, told: string, tick: Fraction): boolean {
  const [one, other] = [parseDecimal(wished), parseDecimal(told)]
  return one !== undefined && other !== undefined && isAbove(tick, absolute(subtract(one, other)))
}

const keyOf = (oid: Oid, kind: OfOneOrder['kind']): string => `${kind} ${oid}`

function count(counts: Map<string, number>, oid: Oid, kind: OfOneOrder['kind']): number {
  const next = (counts.get(keyOf(oid, kind)) ?? 0) + 1
  counts.set(keyOf(oid, kind), next)
  return next
}
