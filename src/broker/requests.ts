/** What the EMS asks for: checked here, answered at once when it cannot be, and otherwise made a dialog's wish. */
import { unreachable } from '../assert.ts'
import type { BrokerdCancel, BrokerdCancelAll, BrokerdOrder, EmsRequest } from '../ems.ts'
import { isLimitedAtOnce } from '../kraken/order.ts'
import { plain, volume } from '../money.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { advance, submit } from './control.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Terms } from './dialogs.ts'
import { currentOrder, filledOf, sameTerms } from './dialogs.ts'
import { readDeadline, readManner } from './manner.ts'
import type { Done } from './pace.ts'
import { refuse, tellError, tellStatus } from './tell.ts'
import { belowMinimum, readTerms } from './terms.ts'

export function requested(desk: Desk, request: EmsRequest): void {
  if (request.kind === 'BrokerdCancel') cancel(desk, request)
  else if (request.kind === 'BrokerdCancelAll') cancelAll(desk, request)
  else if (desk.dialogs.byOid(request.oid) === undefined) order(desk, request)
  else edit(desk, request)
}

// ---- a new order

function order(desk: Desk, request: BrokerdOrder): void {
  const made = newDialog(desk, request)
  if (!made.ok) {
    desk.out.note('order refused', made.error)
    refuse(desk, request.oid, { request: 'order', reason: made.error })
    return
  }
  const dialog = made.value
  desk.dialogs.add(dialog)
  const { oid, reqid } = dialog
  desk.out.tell({ kind: 'BrokerdOrderAck', oid, reqid, account: desk.config.account, time: desk.out.now() })
  submit(desk, dialog)
}

function newDialog(desk: Desk, request: BrokerdOrder): Result<Dialog, string> {
  if (request.account !== desk.config.account) return fail(`account ${request.account} is not ${desk.config.account}`)
  if (!desk.isReady()) return fail('not ready: reconnecting')
  if (desk.serviceMode() === 'maintenance') return fail('Kraken is in maintenance')
  const pair = desk.reference.pairNamed(request.symbol.replace(/\.kraken$/i, ''))
  if (pair === undefined) return fail(`Kraken lists no pair ${request.symbol}`)
  const terms = readTerms(pair, request)
  if (!terms.ok) return terms
  const manner = readManner(request, desk.krakenNow())
  if (!manner.ok) return manner
  const deadline = readDeadline(request, desk.krakenNow())
  if (!deadline.ok) return deadline
  const tooFast = desk.pace.refusal(pair, [{ deed: 'add' }])
  if (tooFast !== undefined) return tooMuch(desk, tooFast)
  if (pair.priceTickFrom === 'pair_decimals') desk.out.note('tick size derived from pair decimals', pair.key)
  return ok({
    oid: request.oid,
    reqid: desk.dialogs.nextReqid(desk.krakenNow()),
    pair,
    side: request.action,
    orderType: request.orderType,
    postOnly: request.postOnly ?? false,
    manner: manner.value,
    deadline: deadline.value,
    isFound: false,
    begunAt: desk.krakenNow(),
    phase: { kind: 'submitting' },
    terms: terms.value,
    wish: undefined,
    cancelWanted: false,
    cancelHeldUntil: undefined,
    cancelsAsked: 0,
    orders: [],
    told: undefined,
    endingSince: undefined,
    repeats: 0,
  })
}

function tooMuch(desk: Desk, reason: string): Result<never, string> {
  desk.out.note('too much at once', reason)
  return fail(reason)
}

// ---- a change

function edit(desk: Desk, request: BrokerdOrder): void {
  const dialog = desk.dialogs.byOid(request.oid)
  if (dialog === undefined) return
  const terms = editedTerms(desk, dialog, request)
  if (!terms.ok) {
    tellError(desk, dialog, { request: 'edit', by: 'us', reason: terms.error })
    return
  }
  const isInForce = dialog.phase.kind === 'standing' && sameTerms(terms.value, dialog.terms)
  if (desk.config.editPolicy === 'block' && !isInForce) {
    block(desk, dialog)
    return
  }
  const isUnderWay = dialog.phase.kind !== 'submitting' && dialog.phase.kind !== 'standing'
  if (dialog.wish !== undefined || isUnderWay) desk.out.note('latest edit wins', dialog.oid)
  if (dialog.phase.kind !== 'standing') desk.out.note('edit waits for the txid', dialog.oid)
  dialog.wish = isInForce ? undefined : terms.value
  if (isInForce) {
    // Nothing to change is an answer too.
    dialog.told = undefined
    tellStatus(desk, dialog)
  }
  advance(desk, dialog)
}

/** What is refused is the change; the order itself is canceled, and what that brings is told as its end. */
function block(desk: Desk, dialog: Dialog): void {
  desk.out.note('edit blocked', dialog.oid)
  tellError(desk, dialog, { request: 'edit', by: 'us', reason: 'edits are blocked; the order is being canceled' })
  dialog.cancelWanted = true
  advance(desk, dialog)
}

function editedTerms(desk: Desk, dialog: Dialog, request: BrokerdOrder): Result<Terms, string> {
  if (dialog.phase.kind === 'ended') return fail('the order has ended')
  if (dialog.cancelWanted) return fail('the order is being canceled')
  if (dialog.orderType === 'market' || request.orderType === 'market') return fail('a market order cannot be edited')
  const type = currentOrder(dialog)?.terms.orderType ?? 'limit'
  // Its first price is what it waits for: a change of that was nobody's wish.
  if (!isLimitedAtOnce(type)) return fail(`an order of type ${type} cannot be edited`)
  const { timeInForce } = dialog.manner
  if (timeInForce === 'ioc' || timeInForce === 'fok') return fail(`an order that is ${timeInForce} cannot be edited`)
  if (request.action !== dialog.side) return fail(`the order is to ${dialog.side}; an edit does not turn it around`)
  const terms = readTerms(dialog.pair, request)
  if (!terms.ok) return terms
  const closed = closedTo(desk, dialog)
  if (closed !== undefined) return fail(closed)
  const tooFast = desk.pace.refusal(dialog.pair, deedsOf(desk, dialog))
  if (tooFast !== undefined) return tooMuch(desk, tooFast)
  const filled = filledOf(dialog)
  if (terms.value.size.lte(filled))
    return fail(`size ${plain(terms.value.size)} is not more than the ${plain(filled)} already filled`)
  if (desk.config.editPolicy !== 'cancel-and-submit') return terms
  // What is left is to be an order of its own.
  const refusal = belowMinimum(dialog.pair, { ...terms.value, size: volume(terms.value.size.minus(filled)) })
  return refusal === undefined ? terms : fail(`what is left of it: ${refusal}`)
}

/** An order that is canceled to make room for another is lost where no other is taken. */
function closedTo({ config, serviceMode }: Desk, { postOnly }: Dialog): string | undefined {
  const mode = serviceMode()
  if (mode === 'maintenance') return 'Kraken is in maintenance'
  const isTaken = mode !== 'cancel_only' && (mode !== 'post_only' || postOnly)
  if (isTaken || config.editPolicy !== 'cancel-and-submit') return undefined
  return `Kraken is in ${mode} mode and would not take the order that is to follow; this one stays`
}

/** What Kraken will count for a change, by the policy and the dialect. */
function deedsOf({ config, dialect }: Desk, dialog: Dialog): readonly Done[] {
  const to = currentOrder(dialog)
  switch (config.editPolicy) {
    case 'masquerade':
      return [{ deed: dialect.edits === 'in place' ? 'amend' : 'edit', to }]
    case 'cancel-and-submit':
      return [{ deed: 'cancel', to }, { deed: 'add' }]
    case 'block':
      return []
    default:
      return unreachable(config.editPolicy)
  }
}

// ---- a cancel

function cancel(desk: Desk, request: BrokerdCancel): void {
  const dialog = desk.dialogs.byOid(request.oid)
  if (dialog === undefined) {
    refuse(desk, request.oid, { request: 'cancel', reason: 'no order is known by this oid' })
    return
  }
  if (dialog.phase.kind === 'ended') {
    tellError(desk, dialog, { request: 'cancel', by: 'us', reason: 'the order has ended' })
    return
  }
  dialog.cancelsAsked += 1
  wantCanceled(desk, dialog)
}

/** Each order's end is the answer; where there is none to end, that is one too. */
function cancelAll(desk: Desk, request: BrokerdCancelAll): void {
  const open = desk.dialogs.all().filter((dialog) => dialog.phase.kind !== 'ended')
  if (open.length === 0) refuse(desk, request.oid, { request: 'cancel', reason: 'no order is open' })
  for (const dialog of open) wantCanceled(desk, dialog)
}

function wantCanceled(desk: Desk, dialog: Dialog): void {
  dialog.cancelWanted = true
  dialog.wish = undefined
  if (dialog.phase.kind === 'submitting') desk.out.note('cancel waits for the txid', dialog.oid)
  else if (dialog.phase.kind !== 'standing') desk.out.note('cancel waits for the edit', dialog.oid)
  advance(desk, dialog)
}
