/** The requests of WebSocket v2: amounts are numbers, written with a point and every digit. */
import { utcText } from '../../time.ts'
import type { Dialect, NewOrder, OrderCancel, OrderEdit } from '../dialect.ts'
import type { Writable } from '../json.ts'
import { writeJson } from '../json.ts'

export const CHANNEL = 'executions'

/** Open orders and the last trades at first, then every change of either. */
export const subscribeFrame = (token: string): string =>
  writeJson({
    method: 'subscribe',
    params: { channel: CHANNEL, token, snap_orders: true, snap_trades: true, order_status: true, ratecounter: true },
  })

/** It takes no parameters. */
export const pingFrame = (): string => writeJson({ method: 'ping' })

export const addOrderFrame = (order: NewOrder): string =>
  request('add_order', order, {
    order_type: order.orderType,
    side: order.side,
    symbol: order.pair.newName,
    order_qty: order.volume,
    limit_price: order.price,
    post_only: order.postOnly ? true : undefined,
    order_userref: order.userref,
    time_in_force: order.manner.timeInForce === 'gtc' ? undefined : order.manner.timeInForce,
    expire_time: order.manner.expiresAt === undefined ? undefined : utcText(order.manner.expiresAt),
    reduce_only: order.manner.reduceOnly ? true : undefined,
    deadline: order.deadline === undefined ? undefined : utcText(order.deadline),
  })

/** The order keeps its id, its userref and its fills; the quantity is the whole one, fills included. */
export const amendOrderFrame = (edit: OrderEdit): string =>
  request('amend_order', edit, {
    order_id: edit.txid,
    order_qty: edit.volume,
    limit_price: edit.price,
    post_only: edit.postOnly ? true : undefined,
  })

export const cancelAllAfterFrame = (wish: Parameters<Dialect['cancelAllAfter']>[0]): string =>
  request('cancel_all_orders_after', wish, { timeout: wish.seconds })

export const cancelOrderFrame = (cancel: OrderCancel): string =>
  request('cancel_order', cancel, { order_id: cancel.txids })

const request = (
  method: string,
  { token, reqid }: { readonly token: string; readonly reqid: number },
  params: { readonly [name: string]: Writable | undefined },
): string => writeJson({ method, params: { ...params, token }, req_id: reqid })
