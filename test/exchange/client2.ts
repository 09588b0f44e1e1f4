/** A client of WebSocket v2: asks methods, and reads what its channels told. */
import { type Client, Kraken } from './kraken.ts'

type Fields = Readonly<Record<string, unknown>>

/** A float in a request, written as it stands: `JSON.stringify` would lose `1.0`. */
export const float = (text: string): string => `<${text}>`
const unquoted = (text: string): string => text.replaceAll(/"<([^>]*)>"/g, '$1')

export const V2_URL = 'wss://ws-auth.kraken.com/v2'

export class Client2 {
  readonly socket: Client

  constructor(kraken: Kraken = new Kraken(), key?: string) {
    this.socket = kraken.socket(V2_URL)
    this.socket.token = kraken.token(key)
  }

  /** Subscribed to executions and balances, what was told until then forgotten. */
  static subscribed(kraken: Kraken, options: Fields = {}): Client2 {
    const client = new Client2(kraken)
    client.asks('subscribe', { channel: 'executions', ...options })
    client.asks('subscribe', { channel: 'balances' })
    client.socket.forgets()
    return client
  }

  /** The texts of what came in answer or by the way. */
  asksText(method: string, params: Fields, reqId?: number): readonly string[] {
    const message = { method, params: { token: this.socket.token, ...params }, req_id: reqId }
    return this.socket.sendsText(unquoted(JSON.stringify(message))).map(({ text }) => text)
  }

  /** The first frame in answer. */
  asks(method: string, params: Fields, reqId?: number): Fields {
    return JSON.parse(this.asksText(method, params, reqId)[0] ?? '{}') as Fields
  }

  /** A limit order's id. */
  places(side: 'buy' | 'sell', qty: string, price: string, more: Fields = {}): string {
    const order = { order_type: 'limit', side, symbol: 'XMR/EUR', order_qty: float(qty), limit_price: float(price) }
    const { result, error } = this.asks('add_order', { ...order, ...more }) as { result?: Fields; error?: string }
    if (result === undefined) throw new Error(error)
    return String(result['order_id'])
  }

  rows(channel: 'executions' | 'balances'): readonly Fields[] {
    return this.frames(channel).flatMap(({ data }) => data)
  }

  frames(channel: 'executions' | 'balances'): readonly Told[] {
    return this.socket.frames.filter((frame) => frame.channel === channel).map((frame) => frame.json as Told)
  }

  texts(channel: 'executions' | 'balances'): readonly string[] {
    return this.socket.frames.filter((frame) => frame.channel === channel).map(({ text }) => text)
  }

  /** `pending_new new trade filled` */
  story(): string {
    return this.rows('executions')
      .map((row) => String(row['exec_type']))
      .join(' ')
  }
}

type Told = { readonly type: string; readonly sequence: number; readonly data: readonly Fields[] }
