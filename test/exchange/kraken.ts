/** Drives an exchange as a client would: signed requests, sockets, operators, and a clock that ticks at every deed. */
import { createHash, createHmac } from 'node:crypto'
import { httpId, socketId } from '../../src/ids.ts'
import { type Instant, after, instant, seconds } from '../../src/time.ts'
import { type Exchange, type ExchangeOptions, createExchange } from '../../sim/exchange/exchange.ts'
import type { Channel, ExchangeEffect, OperatorCommand } from '../../sim/exchange/port.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'

export const START = instant(1_700_000_000_000_000)
export const TRADER = {
  name: 'trader',
  keys: [{ key: 'trader-key', secret: Buffer.from('the secret of the trader').toString('base64') }],
  funds: { EUR: '100000', XMR: '100' },
}
export const STRANGER = { name: 'stranger', keys: [], tier: 'unlimited' as const, funds: { EUR: '100000', XMR: '100' } }
export const OTHER = { name: 'other', keys: [], tier: 'unlimited' as const, funds: { EUR: '100000', XMR: '100' } }

type Fields = Readonly<Record<string, unknown>>
type Frame = { readonly channel: Channel; readonly text: string; readonly json: unknown }
type Envelope = { readonly error: readonly string[]; readonly result?: unknown }

export class Kraken {
  readonly exchange: Exchange
  now: Instant = START
  readonly #secrets: ReadonlyMap<string, string>
  #nonce = 1
  #ids = 0

  constructor(options: Partial<ExchangeOptions> = {}) {
    const accounts = options.accounts ?? [TRADER, STRANGER, OTHER]
    this.exchange = createExchange({ universe: builtInUniverse(), ...options, accounts })
    this.#secrets = new Map(accounts.flatMap(({ keys }) => keys.map(({ key, secret }) => [key, secret])))
  }

  handle(input: Parameters<Exchange['handle']>[1]): readonly ExchangeEffect[] {
    this.now = after(this.now, seconds(0.001))
    return this.exchange.handle(this.now, input)
  }

  passes(count: number): void {
    this.now = after(this.now, seconds(count))
  }

  /** The text of the answer's body. */
  http(
    path: string,
    request: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; address?: string } = {},
  ): string {
    const { method = 'GET', headers = {}, body = '', ...from } = request
    const id = httpId((this.#ids += 1))
    const effects = this.handle({ kind: 'http-requested', id, method, path, headers, body, ...from })
    this.#deliver(effects)
    const [effect, ...others] = effects.filter(({ kind }) => kind === 'http-respond')
    if (effect?.kind !== 'http-respond' || others.length > 0) throw new Error('one answer to one request')
    return effect.body
  }

  get(path: string, address?: string): Envelope {
    return JSON.parse(this.http(path, address === undefined ? {} : { address })) as Envelope
  }

  /** A private call, signed by a reading of the documents other than the exchange's own. */
  post(method: string, params: Readonly<Record<string, string>> = {}, key = 'trader-key'): Envelope {
    return JSON.parse(this.postText(method, params, key)) as Envelope
  }

  /** The body of the answer as it stands. */
  postText(method: string, params: Readonly<Record<string, string>> = {}, key = 'trader-key'): string {
    const { nonce = String((this.#nonce += 1)) } = params
    return this.#signed(method, { nonce, key, body: new URLSearchParams({ nonce, ...params }).toString() })
  }

  /** The same with a body in JSON. */
  postJson(method: string, params: Fields, key = 'trader-key'): Envelope {
    const nonce = String((this.#nonce += 1))
    const headers = { 'Content-Type': 'application/json' }
    return JSON.parse(
      this.#signed(method, { nonce, key, headers, body: JSON.stringify({ nonce, ...params }) }),
    ) as Envelope
  }

  #signed(
    method: string,
    {
      nonce,
      key,
      body,
      headers,
    }: { nonce: string; key: string; body: string; headers?: Readonly<Record<string, string>> },
  ): string {
    const path = `/0/private/${method}`
    const digest = createHash('sha256').update(nonce).update(body).digest()
    const secret = Buffer.from(this.#secrets.get(key) ?? '', 'base64')
    const signature = createHmac('sha512', secret)
      .update(Buffer.concat([Buffer.from(path), digest]))
      .digest('base64')
    return this.http(path, { method: 'POST', headers: { 'API-Key': key, 'API-Sign': signature, ...headers }, body })
  }

  result<Result = Record<string, never>>(method: string, params: Readonly<Record<string, string>> = {}): Result {
    const { error, result } = this.post(method, params)
    if (error.length > 0) throw new Error(error.join())
    return result as Result
  }

  token(key = 'trader-key'): string {
    return (this.post('GetWebSocketsToken', {}, key).result as { token: string }).token
  }

  socket(url = 'wss://ws-auth.kraken.com'): Client {
    const id = socketId((this.#ids += 1))
    return new Client(this, id, framesOf(this.handle({ kind: 'socket-opened', socket: id, url }), id))
  }

  /** A socket subscribed to both feeds, with the frames until then forgotten. */
  subscribed(options: Fields = {}): Client {
    const client = this.socket()
    client.token = this.token()
    client.sends({ event: 'subscribe', subscription: { name: 'openOrders', token: client.token } })
    client.sends({ event: 'subscribe', subscription: { name: 'ownTrades', token: client.token, ...options } })
    client.forgets()
    return client
  }

  operator(command: OperatorCommand): readonly ExchangeEffect[] {
    return this.handle({ kind: 'operator-commanded', command })
  }

  /** `buy 2 at 149.50`; without a price it is a market order. Gives the txid, or throws the refusal. */
  places(account: string, side: 'buy' | 'sell', volume: string, price?: string, extra: PlaceExtra = {}): string {
    const effects = this.operator({
      kind: 'place',
      account,
      pair: 'XMR/EUR',
      side,
      volume,
      ...(price === undefined ? {} : { price }),
      ...extra,
    })
    this.#deliver(effects)
    const answer = effects.find((effect) => effect.kind === 'operator-answered')
    if (answer === undefined) throw new Error('an operator is answered')
    if (!answer.ok) throw new Error(answer.error)
    return answer.txid ?? ''
  }

  readonly clients: Client[] = []
  #deliver(effects: readonly ExchangeEffect[]): void {
    for (const client of this.clients) client.hears(effects)
  }
  delivers(effects: readonly ExchangeEffect[]): void {
    this.#deliver(effects)
  }
}

type PlaceExtra = { readonly userref?: number; readonly postOnly?: boolean; readonly pair?: string }

export class Client {
  token = ''
  readonly frames: Frame[] = []
  readonly kraken: Kraken
  readonly id: ReturnType<typeof socketId>

  constructor(kraken: Kraken, id: ReturnType<typeof socketId>, first: readonly Frame[]) {
    this.kraken = kraken
    this.id = id
    this.frames.push(...first)
    kraken.clients.push(this)
  }

  /** Frames that came in answer or by the way. */
  sends(message: unknown): readonly Frame[] {
    return this.sendsText(JSON.stringify(message))
  }

  sendsText(frame: string): readonly Frame[] {
    const effects = this.kraken.handle({ kind: 'socket-received', socket: this.id, frame })
    this.kraken.delivers(effects)
    return framesOf(effects, this.id)
  }

  /** An order request with this client's token. */
  asks(event: string, fields: Fields): readonly Frame[] {
    return this.sends({ event, token: this.token, ...fields })
  }

  hears(effects: readonly ExchangeEffect[]): void {
    this.frames.push(...framesOf(effects, this.id))
  }

  forgets(): void {
    this.frames.length = 0
  }

  /** What the openOrders or ownTrades feed told, one `[id, payload]` an item, in order. */
  told(channel: 'openOrders' | 'ownTrades'): readonly (readonly [string, Fields])[] {
    return this.frames
      .filter((frame) => frame.channel === channel)
      .flatMap((frame) => (frame.json as [Record<string, Fields>[]])[0].flatMap((item) => Object.entries(item)))
  }

  acks(): readonly Fields[] {
    return this.frames.filter((frame) => frame.channel === 'ack').map((frame) => frame.json as Fields)
  }
}

export const framesOf = (effects: readonly ExchangeEffect[], id: number): readonly Frame[] =>
  effects.flatMap((effect) =>
    effect.kind === 'socket-send' && effect.socket === id
      ? [{ channel: effect.channel, text: effect.frame, json: JSON.parse(effect.frame) as unknown }]
      : [],
  )
