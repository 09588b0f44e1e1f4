/** An order and one execution of it, as the engine keeps them, and how both are told to the truth. */
import type { Txid } from '../../src/ids.ts'
import type { Instant } from '../../src/time.ts'
import type { TruthOrder, TruthTrade } from '../truth.ts'
import type { Market } from './market.ts'
import type { AssetRow } from './universe/universe.ts'

/** All that Kraken has but one that settles a position on margin. */
export type OrderType =
  | 'limit'
  | 'market'
  | 'iceberg'
  | 'stop-loss'
  | 'stop-loss-limit'
  | 'take-profit'
  | 'take-profit-limit'
  | 'trailing-stop'
  | 'trailing-stop-limit'
export const ORDER_TYPES: readonly OrderType[] = [
  'limit',
  'market',
  'iceberg',
  'stop-loss',
  'stop-loss-limit',
  'take-profit',
  'take-profit-limit',
  'trailing-stop',
  'trailing-stop-limit',
]

/** A distance from another price: units of it, or a part of it in ten-thousandths of a percent. */
export type Offset = { readonly units: bigint; readonly isPercent: boolean }

/** How a trailing order follows the last price, and how far from its trigger it is limited then. */
export type Trail = { readonly by: Offset; readonly limit?: Offset }

/** What a conditional close will be, once for every fill. */
export type CloseTerms = Pick<OrderTerms, 'orderType' | 'price' | 'trigger' | 'trail'>

export type TimeInForce = 'GTC' | 'IOC' | 'GTD' | 'FOK'
export const TIMES_IN_FORCE: readonly TimeInForce[] = ['GTC', 'IOC', 'GTD', 'FOK']

/** Which of two orders of one account gives way when they would trade with each other. */
export type SelfTrade = 'cancel-newest' | 'cancel-oldest' | 'cancel-both'
export const SELF_TRADES: readonly SelfTrade[] = ['cancel-newest', 'cancel-oldest', 'cancel-both']

/** What an order is from its first moment on. Price in `10^-pairDecimals`, volume in lots. */
export type OrderTerms = {
  readonly account: string
  readonly market: Market
  readonly side: 'buy' | 'sell'
  readonly orderType: OrderType
  /** Its limit. Absent for one that trades at market, and for one whose limit depends on when it is triggered. */
  readonly price?: bigint
  /** The last price at which it begins to work; a trailing one's moves. */
  readonly trigger?: bigint
  readonly trail?: Trail
  /** How much of an iceberg the book shows at a time. */
  readonly display?: bigint
  readonly close?: CloseTerms
  readonly volume: bigint
  /** 0 when none was given. */
  readonly userref: number
  /** The client's own id, unique among its open orders. */
  readonly clOrdId?: string
  readonly postOnly: boolean
  readonly feeIn: 'base' | 'quote'
  readonly timeInForce: TimeInForce
  readonly selfTrade: SelfTrade
  /** Pending until then; at once when absent. */
  readonly startsAt?: Instant
  readonly expiresAt?: Instant
  /** Of a market order that spends an amount of quote, at the scale of costs: its volume is then what that buys. */
  readonly spend?: bigint
}

/** Written by the engine alone. Everyone else reads it at once, while it is as an event found it. */
export type Order = OrderTerms & {
  /** An amend changes these in place. */
  price?: bigint
  volume: bigint
  trigger?: bigint
  trail?: Trail
  display?: bigint
  amendedAt?: Instant
  /** Somebody did so on the web page. */
  amendedByHandAt?: Instant
  /** The order whose fill this one is to close. */
  readonly closes?: Txid
  triggeredAt?: Instant
  /** What is left of an iceberg's shown part. */
  shown?: bigint
  /** How often it was put behind all others at its price. */
  turn: number
  readonly txid: Txid
  readonly openedAt: Instant
  readonly replaces?: Txid
  status: TruthOrder['status']
  executed: bigint
  /** Both cumulative and in quote: the sums of what each execution rounded to. */
  cost: bigint
  fee: bigint
  /** What it holds of the balance it pays from, in that asset's ledger units. */
  held: bigint
  closedAt?: Instant
  reason?: string
  readonly fills: Fill[]
}

/** One party's side of one execution. */
export type Fill = {
  readonly trade: TruthTrade
  readonly order: Order
  /** Kraken's public number of the execution, the same for both parties; counts from 1 in each pair. */
  readonly number: number
  /** The asset the fee was taken in. */
  readonly feeIn: AssetRow
}

/** A row of a trade history: one fill, or all those of one taker order in one pass, told as one under the first id. */
export type TradeRow = {
  readonly first: Fill
  readonly fills: readonly Fill[]
  readonly volume: bigint
  readonly cost: bigint
  /** As stated: in quote. */
  readonly fee: bigint
}

export const rowOf = (fills: readonly [Fill, ...Fill[]]): TradeRow => ({
  first: fills[0],
  fills,
  volume: fills.reduce((sum, fill) => sum + fill.trade.volume.units, 0n),
  cost: fills.reduce((sum, fill) => sum + fill.trade.cost.units, 0n),
  fee: fills.reduce((sum, fill) => sum + fill.trade.statedFee.units, 0n),
})

/** The asset an order pays with and the one it receives. */
export const paysWith = ({ market, side }: OrderTerms) => (side === 'buy' ? market.quote : market.base)

/** `fciq,post`: the fee flag resolved, then the rest. */
export const flagsText = ({ feeIn, postOnly, spend }: OrderTerms): string =>
  [feeIn === 'quote' ? 'fciq' : 'fcib', ...(postOnly ? ['post'] : []), ...(spend === undefined ? [] : ['viqc'])].join()

/** Not ended: it waits, rests or works. */
export const isLive = ({ status }: Pick<Order, 'status'>): boolean => status === 'pending' || status === 'open'

/** Its trigger has not come yet: the book does not know it. */
export const isWaiting = ({ trigger, triggeredAt }: Pick<Order, 'trigger' | 'triggeredAt'>): boolean =>
  trigger !== undefined && triggeredAt === undefined

/** What of it others can trade with at a time. */
export const offeredOf = ({ shown, volume, executed }: Pick<Order, 'shown' | 'volume' | 'executed'>): bigint =>
  shown ?? volume - executed

export const isTrailing = (type: OrderType): boolean => type.startsWith('trailing-stop')
export const isProfitTaking = (type: OrderType): boolean => type.startsWith('take-profit')
export const isLimited = (type: OrderType): boolean => type === 'iceberg' || type.endsWith('limit')
export const isTriggered = (type: OrderType): boolean => !['limit', 'market', 'iceberg'].includes(type)

export function truthOf(order: Order): TruthOrder {
  const { pairDecimals, lotDecimals } = order.market.row
  return {
    txid: order.txid,
    account: order.account,
    pair: order.market.row.key,
    side: order.side,
    orderType: order.orderType,
    ...(order.price === undefined ? {} : { price: { units: order.price, scale: pairDecimals } }),
    ...(order.trigger === undefined ? {} : { trigger: { units: order.trigger, scale: pairDecimals } }),
    volume: { units: order.volume, scale: lotDecimals },
    executed: { units: order.executed, scale: lotDecimals },
    status: order.status,
    ...(order.reason === undefined ? {} : { reason: order.reason }),
    userref: order.userref,
    openedAt: order.openedAt,
    ...(order.startsAt === undefined ? {} : { startsAt: order.startsAt }),
    ...(order.closedAt === undefined ? {} : { closedAt: order.closedAt }),
    ...(order.replaces === undefined ? {} : { replaces: order.replaces }),
    ...(order.amendedByHandAt === undefined ? {} : { amendedByHandAt: order.amendedByHandAt }),
  }
}
