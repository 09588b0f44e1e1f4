/** What a broker and Kraken say to each other, as far as the oracle has an opinion about it. */
import type { Txid } from '../../src/ids.ts'
import type { JsonObject } from './json.ts'

/** A trading request that left the broker; every value as the text that was on the wire. */
export type Sent =
  | {
      readonly kind: 'addOrder'
      readonly pair: string | undefined
      readonly side: string | undefined
      readonly userref: string | undefined
      readonly numbers: readonly SentNumber[]
    }
  | {
      readonly kind: 'editOrder'
      readonly pair: string | undefined
      readonly orderid: string | undefined
      readonly newuserref: string | undefined
      readonly numbers: readonly SentNumber[]
    }
  | { readonly kind: 'amendOrder'; readonly orderid: string | undefined; readonly numbers: readonly SentNumber[] }
  | { readonly kind: 'cancelOrder'; readonly txids: readonly string[] }

export type SentNumber = { readonly name: string; readonly text: string; readonly unit: 'price' | 'volume' }

/** What a frame or body told the broker. */
export type Heard =
  | { readonly kind: 'order-ended'; readonly txid: Txid }
  /** Kraken's record of a trade or of a ledger entry, by its id. */
  | { readonly kind: 'record'; readonly id: string; readonly fields: JsonObject }
