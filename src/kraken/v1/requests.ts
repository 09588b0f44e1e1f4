/** The requests of WebSocket v1: every value a text, each order under the name its pair has there. */
import { plain } from '../../money.ts'
import type { Instant } from '../../time.ts'
import { MICROS_PER_SECOND, utcText } from '../../time.ts'
import type { Dialect, NewOrder, OrderCancel, OrderEdit } from '../dialect.ts'

export type ChannelName = 'openOrders' | 'ownTrades'
export const CHANNELS: readonly ChannelName[] = ['openOrders', 'ownTrades']

/** One trade row per execution, so that REST and socket call a trade by the same id. */
export const subscribeFrame = (channel: ChannelName, token: string): string =>
  JSON.stringify({
    event: 'subscribe',
    subscription: {
      name: channel,
      token,
      ...(channel === 'ownTrades' ? { snapshot: true, consolidate_taker: false } : { ratecounter: true }),
    },
  })

export const pingFrame = (): string => JSON.stringify({ event: 'ping' })

export const addOrderFrame = (order: NewOrder): string =>
  JSON.stringify({
    event: 'addOrder',
    token: order.token,
    reqid: order.reqid,
    userref: String(order.userref),
    pair: order.pair.wsname,
    type: order.side,
    ordertype: order.orderType,
    ...(order.price === undefined ? {} : { price: plain(order.price) }),
    volume: plain(order.volume),
    ...(order.postOnly ? { oflags: 'post' } : {}),
    ...(order.manner.timeInForce === 'gtc' ? {} : { timeinforce: order.manner.timeInForce.toUpperCase() }),
    ...(order.manner.expiresAt === undefined ? {} : { expiretm: unixSeconds(order.manner.expiresAt) }),
    ...(order.manner.reduceOnly ? { reduce_only: true } : {}),
    ...(order.deadline === undefined ? {} : { deadline: utcText(order.deadline) }),
  })

const unixSeconds = (at: Instant): string => String(Math.floor(at / MICROS_PER_SECOND))

/** `newuserref` marks the replacement as ours: Kraken does not carry the old order's userref over. */
export const editOrderFrame = (edit: OrderEdit): string =>
  JSON.stringify({
    event: 'editOrder',
    token: edit.token,
    reqid: edit.reqid,
    orderid: edit.txid,
    newuserref: String(edit.userref),
    pair: edit.pair.wsname,
    ...(edit.price === undefined ? {} : { price: plain(edit.price) }),
    volume: plain(edit.volume),
    ...(edit.postOnly ? { oflags: 'post' } : {}),
  })

export const cancelAllAfterFrame = (wish: Parameters<Dialect['cancelAllAfter']>[0]): string =>
  JSON.stringify({ event: 'cancelAllOrdersAfter', token: wish.token, reqid: wish.reqid, timeout: wish.seconds })

export const cancelOrderFrame = (cancel: OrderCancel): string =>
  JSON.stringify({ event: 'cancelOrder', token: cancel.token, reqid: cancel.reqid, txid: cancel.txids })
