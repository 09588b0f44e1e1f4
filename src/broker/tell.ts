/** What the EMS is told of orders, fills and refusals. */
import type { OrderStatus } from '../ems.ts'
import type { Oid } from '../ids.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Volume } from '../money.ts'
import { plain } from '../money.ts'
import { seconds } from '../time.ts'
import type { Desk } from './desk.ts'
import type { Dialog, KnownOrder } from './dialogs.ts'
import { currentOrder, filledOf, isOver, makesOrder, sameTerms, wasReplaced } from './dialogs.ts'

/** How long the feed may take to bring the fills of an order that it has called ended. */
const FILLS_DEADLINE = seconds(5)

/** Tells how an order stands, if that is news. An ending is told by `endIfComplete` alone. */
export function tellStatus(desk: Desk, dialog: Dialog): void {
  const order = currentOrder(dialog)
  if (order === undefined || isOver(order) || dialog.phase.kind === 'ended') return
  // The second order of an edit is pending for a moment; to the EMS the order has been open all along.
  const isFirst = dialog.orders.length === 1
  report(desk, dialog, isFirst && order.status === 'pending' ? 'pending' : 'open', undefined)
}

/** Tells the end of an order, once all it executed has been told as fills; until then it waits for them. */
export function endIfComplete(desk: Desk, dialog: Dialog): void {
  const order = currentOrder(dialog)
  if (order === undefined || dialog.phase.kind === 'ended' || !isOver(order)) return
  if (awaitsSuccessor(dialog, order)) return
  if (!hasAllFills(desk, dialog)) {
    if (dialog.endingSince !== undefined) return
    dialog.endingSince = desk.out.now()
    desk.out.note('ending waits for its fills', order.txid)
    desk.later(FILLS_DEADLINE, () => {
      if (dialog.phase.kind !== 'ended') desk.investigate(dialog)
    })
    return
  }
  end(desk, dialog, order)
}

/** Its order has ended and the dialog has not: an edit puts another in its place. */
function awaitsSuccessor({ phase }: Dialog, order: KnownOrder): boolean {
  if (phase.kind === 'replacing') return wasReplaced(order)
  return phase.kind === 'resubmitting' || (phase.kind === 'clearing' && order.status === 'canceled')
}

/** The end that had been announced does not come: tells how the order stands, and why it still does. */
export function retractCancel(desk: Desk, dialog: Dialog, reason: string): void {
  const order = currentOrder(dialog)
  if (order === undefined || isOver(order)) return
  dialog.told = undefined
  report(desk, dialog, 'open', `it could not be canceled: ${reason}`)
}

/** Tells the end with what is known. */
export function end(desk: Desk, dialog: Dialog, order: KnownOrder): void {
  const wasRefused = order.reason === 'Post only order' && dialog.orders.length === 1 && filledOf(dialog).isZero()
  if (wasRefused) tellError(desk, dialog, { request: 'order', by: 'kraken', reason: order.reason ?? '' })
  else report(desk, dialog, order.status, order.reason)
  if (order.status === 'expired') desk.out.note('order expired', order.txid)
  dialog.phase = { kind: 'ended' }
  dialog.wish = undefined
}

export function hasAllFills(desk: Desk, dialog: Dialog): boolean {
  return dialog.orders.every((order) => desk.accounting.executed(order.txid).gte(order.executed))
}

function report(desk: Desk, dialog: Dialog, status: OrderStatus, reason: string | undefined): void {
  const filled = filledOf(dialog)
  const { told, terms } = dialog
  if (told?.status === status && told.filled.eq(filled) && sameTerms(told.terms, terms)) return
  dialog.told = { status, filled, terms }
  desk.out.tell({
    kind: 'BrokerdStatus',
    oid: dialog.oid,
    reqid: dialog.reqid,
    account: desk.config.account,
    status,
    ...standing(dialog),
    ...(reason === undefined ? {} : { reason }),
    time: desk.out.now(),
  })
}

/** An order nobody here asked for, or not in this life: from now on the EMS can edit and cancel it. */
export function tellFound(desk: Desk, dialog: Dialog, order: KnownOrder): void {
  desk.out.note('order found live', order.txid)
  desk.out.tell({
    kind: 'Status',
    oid: dialog.oid,
    reqid: dialog.reqid,
    account: desk.config.account,
    txid: order.txid,
    symbol: dialog.pair.symbol,
    action: dialog.side,
    ...standing(dialog),
    time: desk.out.now(),
  })
  if (order.status === 'open') dialog.told = { status: 'open', filled: filledOf(dialog), terms: dialog.terms }
}

function standing(dialog: Dialog): {
  readonly price?: string
  readonly size: string
  readonly filled: string
  readonly remaining: string
} {
  const { price } = dialog.terms
  const filled = filledOf(dialog)
  const size = isSizeOtherwise(dialog, filled) ? filled : dialog.terms.size
  return {
    ...(price === undefined ? {} : { price: plain(price) }),
    size: plain(size),
    filled: plain(filled),
    remaining: plain(size.minus(filled)),
  }
}

/**
 * What an amount of money buys is known once it has bought it. More than the size we know of, and filled whole with less than
 * that, but for a lot: somebody has changed it on the web page, and the notice of that is still to come or is lost.
 */
function isSizeOtherwise({ pair, terms, orders }: Dialog, filled: Volume): boolean {
  const order = orders.at(-1)
  const isFilledWhole = order?.status === 'closed' && terms.size.minus(filled).gt(pair.lotTick)
  return order?.terms.isInQuote === true || filled.gt(terms.size) || isFilledWhole
}

export type Refusal = {
  readonly request: 'order' | 'edit' | 'cancel'
  readonly by: 'us' | 'kraken'
  readonly reason: string
}

export function tellError(desk: Desk, dialog: Dialog, refusal: Refusal): void {
  desk.out.tell({
    kind: 'BrokerdError',
    oid: dialog.oid,
    reqid: dialog.reqid,
    account: desk.config.account,
    ...refusal,
    time: desk.out.now(),
  })
}

/** Refuses a request that never became or found a dialog. */
export function refuse(desk: Pick<Desk, 'config' | 'out'>, oid: Oid, refusal: Omit<Refusal, 'by'>): void {
  desk.out.tell({
    kind: 'BrokerdError',
    oid,
    account: desk.config.account,
    by: 'us',
    ...refusal,
    time: desk.out.now(),
  })
}

/** Tells the fills whose owner is known, and those that certainly have none; the rest go on waiting. */
export function tellFills(desk: Desk): void {
  const mayFindOwner = [...desk.dialogs.flights.values()].some(makesOrder)
  const waiting: Trade[] = []
  for (const trade of desk.untold.splice(0)) {
    const order = desk.dialogs.order(trade.txid)
    if (order?.dialog === undefined && (mayFindOwner || order !== undefined)) waiting.push(trade)
    else tellFill(desk, trade, order?.dialog)
  }
  desk.untold.push(...waiting)
}

/** Before the end: whoever starts next finds them in the ledger, and takes them for told. `which`: of all that wait. */
export function tellFillsAnyway(desk: Desk, which: (trade: Trade) => boolean = () => true): void {
  for (const trade of desk.untold.splice(0).filter(which)) {
    tellFill(desk, trade, desk.dialogs.order(trade.txid)?.dialog)
  }
}

function tellFill(desk: Desk, trade: Trade, dialog: Dialog | undefined): void {
  if (dialog === undefined) {
    desk.dialogs.nobodys.add(trade.txid)
    desk.out.note('fill of an order no dialog knows', trade.txid)
  }
  desk.out.tell({
    kind: 'BrokerdFill',
    ...(dialog === undefined ? {} : { oid: dialog.oid, reqid: dialog.reqid }),
    account: desk.config.account,
    symbol: trade.pair.symbol,
    tradeId: trade.id,
    txid: trade.txid,
    action: trade.side,
    size: plain(trade.volume),
    price: plain(trade.price),
    fee: plain(trade.fee),
    feeAsset: desk.reference.assetNamed(trade.pair.quote)?.altname ?? trade.pair.quote,
    brokerTime: trade.at,
    time: desk.out.now(),
  })
}
