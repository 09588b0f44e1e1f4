/** What the exchange core is told and what it asks for: its whole surface towards real sockets or a simulated world. */
import type { HttpId, SocketId, Txid } from '../../src/ids.ts'
import type { Instant, Micros } from '../../src/time.ts'
import type { Lapse } from './lapses.ts'
import type { Decree } from './refusals.ts'
import type { Quirks } from './quirks.ts'
import type { Tier } from './limits/tiers.ts'
import type { LedgerType } from '../truth.ts'
import type { Permission } from './permissions.ts'
import type { PairChange } from './universe/universe.ts'

export type ExchangeTimer =
  /** `idle`: when a socket will have been silent too long. */
  | { readonly kind: 'heartbeat' | 'idle'; readonly socket: SocketId }
  /** When an order begins or expires next, or an account's time is up. */
  | { readonly kind: 'orders' }

export type ExchangeInput =
  | {
      readonly kind: 'http-requested'
      readonly id: HttpId
      readonly method: 'GET' | 'POST'
      /** `/0/public/Assets?asset=XBT`: path and query, no host. */
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
      /** Exactly what was on the wire, since the signature covers it. */
      readonly body: string
      /** Where it came from, if anybody knows: public calls are counted by it. */
      readonly address?: string
    }
  | { readonly kind: 'socket-opened'; readonly socket: SocketId; readonly url: string }
  | { readonly kind: 'socket-received'; readonly socket: SocketId; readonly frame: string }
  | { readonly kind: 'socket-closed'; readonly socket: SocketId }
  | { readonly kind: 'timer-fired'; readonly timer: ExchangeTimer }
  /** A deed that reaches Kraken by no wire of the broker's: other accounts, the web page, the chain, the staff. */
  | { readonly kind: 'operator-commanded'; readonly command: OperatorCommand }

export type OperatorCommand =
  | {
      readonly kind: 'place'
      readonly account: string
      /** Any of the pair's names. */
      readonly pair: string
      readonly side: 'buy' | 'sell'
      readonly volume: string
      /** Absent for a market order. */
      readonly price?: string
      /** The volume is an amount of quote, to be spent at market. */
      readonly inQuote?: boolean
      readonly postOnly?: boolean
      readonly userref?: number
      readonly feeIn?: 'base' | 'quote'
    }
  | { readonly kind: 'cancel'; readonly account: string; readonly txid: Txid }
  /** In place; what is absent stays. The volume is the whole one, what was executed included. */
  | {
      readonly kind: 'amend'
      readonly account: string
      readonly txid: Txid
      readonly price?: string
      readonly volume?: string
    }
  | { readonly kind: 'deposit'; readonly account: string; readonly asset: string; readonly amount: string }
  | {
      readonly kind: 'withdraw'
      readonly account: string
      readonly asset: string
      readonly amount: string
      readonly fee: string
      /** A pending one has left the balance; a failed one left it and came back. */
      readonly outcome: 'success' | 'pending' | 'failure'
    }
  /** The whole exchange, or one pair by any of its names. */
  | { readonly kind: 'go'; readonly mode: SystemMode; readonly pair?: string }
  /** From now on, what Kraken's documents leave open is so. */
  | { readonly kind: 'decide'; readonly quirks: Partial<Quirks> }
  /** Another program's private call with the account's keys. */
  | { readonly kind: 'call-elsewhere'; readonly account: string; readonly nonce: string }
  | { readonly kind: 'lock-out'; readonly account: string }
  /** From now on the account's keys are not allowed it. */
  | { readonly kind: 'forbid'; readonly account: string; readonly permission: Permission }
  /** Something goes wrong inside Kraken, where no number of a frame shows it. */
  | ({ readonly kind: 'lapse' } & Lapse)
  /** From now on REST tells of orders and trades as they were this long ago. */
  | { readonly kind: 'lag'; readonly by: Micros }
  /** Every session and every token is void; what is subscribed goes on. */
  | { readonly kind: 'forget-tokens' }
  /** Calls of an account are refused, whatever they ask. */
  | ({ readonly kind: 'refuse' } & Decree)
  /** Ends lapses, lag and decrees. */
  | { readonly kind: 'heal' }
  /** What becomes of the oldest pending withdrawal. One that failed or was canceled comes back whole, a returned one without its fee. */
  | {
      readonly kind: 'resolve-withdrawal'
      readonly account: string
      readonly outcome: 'success' | 'failure' | 'canceled' | 'returned'
    }
  /** Between an asset and a staked or earning form of it: `XBT` into `XBT.F`, and back. */
  | {
      readonly kind: 'move-wallets'
      readonly account: string
      readonly asset: string
      readonly amount: string
      readonly into: string
    }
  /** Rows as they come, under one refid: conversions, rewards, airdrops, and trades that no trade history has. */
  | {
      readonly kind: 'book'
      readonly account: string
      readonly type: LedgerType
      readonly subtype?: string
      /** Signed amounts; the fee is taken besides. */
      readonly rows: readonly { readonly asset: string; readonly amount: string; readonly fee?: string }[]
    }
  /** From now on `Balance` states that much more, or less, than there is. */
  | { readonly kind: 'misstate'; readonly account: string; readonly asset: string; readonly by: string }
  /** What the account's fees are taken in, for orders that do not say; credits while there are enough. */
  | { readonly kind: 'prefer-fees'; readonly account: string; readonly in: 'base' | 'quote' | 'credits' }
  /** Reference data changes under open orders. Fields and texts as in `AssetPairs`. */
  | { readonly kind: 'change-pair'; readonly pair: string; readonly fields: PairChange }

export type SystemMode = 'online' | 'maintenance' | 'cancel_only' | 'post_only' | 'limit_only'

/** Which of Kraken's queues a frame left by: within one order holds, between them nothing is promised. */
export type Channel = 'control' | 'ack' | FeedName | 'market'
export type FeedName = V1Feed | V2Feed
/** Of the public: all leave by one queue. `spread` is version 1's alone, the last two are version 2's. */
export type MarketChannel = 'ticker' | 'ohlc' | 'trade' | 'book' | 'spread' | 'instrument' | 'level3'
export type V1Feed = 'openOrders' | 'ownTrades'
export type V2Feed = 'executions' | 'balances'

export type ExchangeEffect =
  | {
      readonly kind: 'http-respond'
      readonly id: HttpId
      readonly status: number
      readonly contentType: 'application/json' | 'text/html' | 'application/zip'
      /** Of a zip: one character for each byte. */
      readonly body: string
    }
  | { readonly kind: 'socket-send'; readonly socket: SocketId; readonly channel: Channel; readonly frame: string }
  | { readonly kind: 'socket-close'; readonly socket: SocketId; readonly code: number }
  | { readonly kind: 'timer-set'; readonly timer: ExchangeTimer; readonly at: Instant }
  | { readonly kind: 'timer-stop'; readonly timer: ExchangeTimer }
  /** The one answer to an operator's command. `txid` names the order placed. */
  | { readonly kind: 'operator-answered'; readonly ok: true; readonly txid?: Txid }
  | { readonly kind: 'operator-answered'; readonly ok: false; readonly error: string }

export type ExchangeAccount = {
  readonly name: string
  /** API keys of the account; the secret is base64. */
  readonly keys: readonly {
    readonly key: string
    readonly secret: string
    /** How far below the highest nonce an unused one is still taken; 0 unless said. */
    readonly nonceWindow?: number
    /** All of them unless said. */
    readonly permissions?: readonly Permission[]
  }[]
  /** What the account may do how fast; `pro` unless said. */
  readonly tier?: Tier | 'unlimited'
  /** Where its holder lives: `US:MA`, `DE`. Some pairs are not for everybody. */
  readonly region?: string
  /** Addresses that withdrawals may go to, by the client's own names for them: `{ "my wallet": "XBT" }`. */
  readonly withdrawKeys?: Readonly<Record<string, string>>
  /** Opening balances by asset id or altname, as plain decimals; booked as deposits. */
  readonly funds: Readonly<Record<string, string>>
}
