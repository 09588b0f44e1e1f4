/** A life on the exchange that makes it say one of everything: over REST and on sockets of both versions, in one market. */
import type { Txid } from '../../../src/ids.ts'
import { builtInUniverse, universeFromDumps } from '../../../sim/exchange/universe/universe.ts'
import { readFileSync } from 'node:fs'
import { sharedData } from '../../shared-data.ts'
import { decimalText, powerOfTen, unitsAt } from '../../../sim/exchange/amount.ts'
import { chainOf } from '../../../sim/exchange/chains.ts'
import { type Market, createMarkets } from '../../../sim/exchange/market.ts'
import { float } from '../client2.ts'
import { type Client, Kraken, START } from '../kraken.ts'
import { exact } from '../../../sim/serve/shape/shape.ts'
import { kindOf } from '../../../sim/serve/shape/kinds.ts'

const dump = sharedData('universe/asset_pairs.2026-01-12.json')
const large = dump.there ? universeFromDumps({ assetPairs: readFileSync(dump.path, 'utf8') }) : undefined
/** Our own has what earns; the large one has most pairs that there are. */
const UNIVERSES = { own: builtInUniverse(), large: large?.ok === true ? large.value : builtInUniverse() }
type UniverseName = keyof typeof UNIVERSES

/** The market of that name, or one that is surely there. */
export const marketFor = (pair: string | undefined, universe: UniverseName): Market => {
  const markets = createMarkets(UNIVERSES[universe])
  const market = (pair === undefined ? undefined : markets.named(pair)) ?? markets.named('XBT/USD')
  if (market === undefined) throw new Error('every universe has XBT/USD')
  return market
}

export class Life {
  readonly kraken: Kraken
  readonly market: Market
  /** Our frames, by kind. */
  readonly frames = new Map<string, unknown[]>()
  readonly #clients: Client[] = []
  readonly #heard = new Map<Client, number>()

  constructor(market: Market, universeName: UniverseName) {
    const universe = UNIVERSES[universeName]
    this.market = market
    const funds = Object.fromEntries(
      [...new Set([market.base.id, market.quote.id, 'ZUSD', 'XXBT'])].map((id) => [id, '1000000000']),
    )
    if (universeName === 'own') funds['XBT.F'] = '1'
    const keys = [
      { key: 'trader-key', secret: 'c2VjcmV0' },
      { key: 'looker-key', secret: 'c2VjcmV0', permissions: ['create-ws-token' as const] },
    ]
    this.kraken = new Kraken({
      universe,
      openedAt: START,
      accounts: [
        { name: 'trader', keys, funds, tier: 'unlimited', withdrawKeys: { cold: market.base.id } },
        { name: 'other', keys: [], funds, tier: 'unlimited' },
      ],
    })
    this.kraken.operator({ kind: 'go', pair: market.row.key, mode: 'online' })
    this.#publicV1()
    this.#publicV2()
    this.#privateV1()
    this.#closedOrders()
    this.#privateV2()
    this.#refusals()
    this.#rest()
  }

  /** `steps` ticks from a price of ten thousand. */
  price(steps: number): string {
    const { tick, row } = this.market
    return decimalText((10_000n + BigInt(steps)) * tick, row.pairDecimals)
  }

  /** Enough for every minimum, times that. */
  volume(times: bigint): string {
    const { row, tick, orderMin, costMin } = this.market
    const least = unitsAt(row.lotDecimals, orderMin) ?? 1n
    const cost = costMin.units * powerOfTen(row.lotDecimals + row.pairDecimals - costMin.scale)
    const forCost = cost / (9_900n * tick) + 1n
    return decimalText((least > forCost ? least : forCost) * times, row.lotDecimals)
  }

  #socket(url: string): Client {
    const client = this.kraken.socket(url)
    this.#clients.push(client)
    return client
  }

  /** Takes up what was said since the last time. */
  #listen(): void {
    for (const client of this.#clients) {
      const news = client.frames.slice(this.#heard.get(client) ?? 0)
      this.#heard.set(client, client.frames.length)
      for (const { text } of news) {
        const frame = exact(text)
        const kind = kindOf(frame) ?? 'unknown'
        this.frames.set(kind, [...(this.frames.get(kind) ?? []), frame])
      }
    }
  }

  #places(side: 'buy' | 'sell', steps: number, times = 10n, account = 'other'): string {
    return this.kraken.places(account, side, this.volume(times), this.price(steps), { pair: this.market.row.key })
  }

  /** A book of three prices a side, some trades, changes on one side, on both, and a level that comes back into view. */
  #trade(): void {
    this.#clear()
    for (let step = 1; step <= 12; step += 1) {
      this.#places('sell', step)
      this.#places('buy', -step)
    }
    this.#places('buy', 1, 1n, 'trader')
    this.#places('buy', 1, 9n, 'trader')
    this.#places('sell', -1, 20n, 'trader')
    this.#places('sell', -3, 1n, 'trader')
    this.#places('buy', 2, 30n, 'trader')
    this.kraken.places('trader', 'buy', this.volume(1n), undefined, { pair: this.market.row.key })
  }

  #clear(): void {
    for (const account of ['trader', 'other']) {
      for (const txid of this.#open(account)) {
        this.kraken.delivers(this.kraken.operator({ kind: 'cancel', account, txid }))
      }
    }
  }

  #open(account: string): readonly Txid[] {
    const orders = [...this.kraken.exchange.truth.orders.values()]
    return orders.filter((order) => order.account === account && order.status === 'open').map(({ txid }) => txid)
  }

  #publicV1(): void {
    const client = this.#socket('wss://ws.kraken.com')
    const subscribes = (subscription: object) =>
      client.sends({ event: 'subscribe', reqid: 1, pair: [this.market.wsname], subscription })
    for (const name of ['ticker', 'trade', 'spread', 'ohlc', 'book']) subscribes({ name })
    subscribes({ name: 'book', depth: 1000 })
    subscribes({ name: 'book', depth: 42 })
    client.sends({ event: 'ping', reqid: 42 })
    this.#trade()
    this.#publicAgain(client)
    this.#listen()
  }

  #publicAgain(client: Client): void {
    const pair = [this.market.wsname]
    for (const name of ['ticker', 'trade', 'spread', 'ohlc', 'book']) {
      client.sends({ event: 'unsubscribe', pair, subscription: { name } })
      client.sends({ event: 'subscribe', pair, subscription: { name } })
    }
    client.sends({ event: 'unsubscribe', pair, subscription: { name: 'book', depth: 1000 } })
    client.sends({ event: 'subscribe', pair, subscription: { name: 'book', depth: 1000 } })
    this.kraken.passes(5)
    const timer = { kind: 'heartbeat' as const, socket: client.id }
    this.kraken.delivers(this.kraken.handle({ kind: 'timer-fired', timer }))
  }

  #publicV2(): void {
    const client = this.#socket('wss://ws.kraken.com/v2')
    const symbol = [this.market.symbol]
    const subscribes = (params: object) => client.sends({ method: 'subscribe', req_id: 1, params })
    for (const channel of ['ticker', 'trade', 'book', 'ohlc']) subscribes({ channel, symbol })
    subscribes({ channel: 'instrument' })
    subscribes({ channel: 'book', symbol: ['WWW/USD'] })
    subscribes({ channel: 'x' })
    const single = this.#socket('wss://ws-l3.kraken.com/v2')
    single.sends({ method: 'subscribe', params: { channel: 'level3', symbol, token: this.kraken.token() } })
    this.#trade()
    for (const channel of ['ticker', 'trade', 'book', 'ohlc']) {
      client.sends({ method: 'unsubscribe', params: { channel, symbol } })
      client.sends({ method: 'subscribe', params: { channel, symbol } })
    }
    const timer = { kind: 'heartbeat' as const, socket: client.id }
    this.kraken.passes(5)
    this.kraken.delivers(this.kraken.handle({ kind: 'timer-fired', timer }))
    client.sendsText('{"method":"ping","req_id":1}')
    client.sendsText('{')
    for (const mode of ['maintenance', 'online'] as const)
      this.kraken.delivers(this.kraken.operator({ kind: 'go', mode }))
    this.#listen()
  }

  #privateV1(): void {
    this.#clear()
    const client = this.#socket('wss://ws-auth.kraken.com')
    client.token = this.kraken.token()
    client.sends({ event: 'subscribe', reqid: 0, subscription: { name: 'openOrders', token: client.token } })
    client.sends({ event: 'subscribe', reqid: 0, subscription: { name: 'ownTrades', token: client.token } })
    const order = {
      pair: this.market.wsname,
      type: 'buy',
      ordertype: 'limit',
      price: this.price(-1),
      volume: this.volume(4n),
    }
    client.asks('addOrder', { ...order, reqid: 5 })
    this.#places('sell', -1, 1n)
    this.#places('sell', -1, 3n)
    client.asks('addOrder', order)
    const [{ txid }] = client.acks().slice(-1) as [{ txid: string }]
    client.asks('editOrder', { orderid: txid, pair: this.market.wsname, price: this.price(-2) })
    const [edited] = client.acks().slice(-1) as [{ txid: string }]
    client.asks('cancelOrder', { txid: [edited.txid], reqid: 1234 })
    client.asks('addOrder', { ...order, volume: '0' })
    client.asks('addOrder', order)
    client.sends({ event: 'unsubscribe', subscription: { name: 'ownTrades', token: client.token } })
    client.sends({ event: 'subscribe', subscription: { name: 'ownTrades', token: client.token } })
    client.sends({ event: 'unsubscribe', subscription: { name: 'openOrders', token: client.token } })
    client.sends({ event: 'subscribe', subscription: { name: 'openOrders', token: client.token } })
    client.asks('cancelAll', {})
    client.asks('addOrder', order)
    const [last] = client.acks().slice(-1) as [{ txid: string }]
    client.asks('cancelOrder', { txid: [last.txid] })
    client.asks('addOrder', { ...order, price: this.price(-30), expiretm: '+5' })
    this.kraken.passes(10)
    this.kraken.delivers(this.kraken.handle({ kind: 'timer-fired', timer: { kind: 'orders' } }))
    this.#listen()
  }

  #privateV2(): void {
    this.#clear()
    const client = this.#socket('wss://ws-auth.kraken.com/v2')
    const token = this.kraken.token()
    const asks = (method: string, params: object) => {
      const text = JSON.stringify({ method, req_id: 1, params: { token, ...params } })
      return client
        .sendsText(text.replaceAll(/"<([^>]*)>"/g, '$1'))
        .map(({ json }) => json as { result?: { order_id: string } })
    }
    asks('subscribe', { channel: 'balances' })
    asks('subscribe', { channel: 'executions' })
    const order = {
      order_type: 'limit',
      side: 'buy',
      symbol: this.market.symbol,
      order_qty: pointed(this.volume(4n)),
      limit_price: pointed(this.price(-20)),
    }
    const silently = (method: string, params: object) =>
      client.sendsText(JSON.stringify({ method, params: { token, ...params } }).replaceAll(/"<([^>]*)>"/g, '$1'))
    const [named] = asks('add_order', { ...order, cl_ord_id: 'mine' })
    const orderId = named?.result?.order_id ?? ''
    asks('amend_order', { order_id: orderId, limit_price: pointed(this.price(-21)) })
    silently('amend_order', { cl_ord_id: 'mine', limit_price: pointed(this.price(-22)) })
    silently('cancel_order', { cl_ord_id: ['mine'] })
    silently('cancel_order', { cl_ord_id: ['mine'] })
    silently('add_order', { ...order, cl_ord_id: 'mine too' })
    silently('cancel_all', {})
    const [bid] = asks('add_order', { ...order, limit_price: pointed(this.price(0)), order_userref: 5 })
    this.#places('sell', 0, 4n)
    const [second] = asks('add_order', order)
    asks('edit_order', {
      order_id: second?.result?.order_id,
      symbol: this.market.symbol,
      limit_price: pointed(this.price(-22)),
    })
    const [third] = asks('add_order', order)
    asks('amend_order', { order_id: third?.result?.order_id, limit_price: pointed(this.price(-23)) })
    silently('cancel_order', { order_id: [third?.result?.order_id ?? ''] })
    silently('add_order', order)
    asks('cancel_order', { order_id: [bid?.result?.order_id ?? ''] })
    asks('add_order', { ...order, cl_ord_id: 'and mine' })
    asks('cancel_order', { cl_ord_id: ['and mine'] })
    asks('cancel_order', { order_id: [this.#open('trader').at(-1)] })
    const triggers = { reference: 'last', price: pointed(this.price(20)) }
    asks('add_order', { ...order, order_type: 'stop-loss-limit', limit_price: pointed(this.price(20)), triggers })
    asks('batch_cancel', { orders: ['x', 'y'] })
    asks('cancel_all', {})
    asks('unsubscribe', { channel: 'executions' })
    asks('subscribe', { channel: 'executions', snap_trades: true })
    this.#listen()
  }

  #refusals(): void {
    const client = this.#socket('wss://ws-auth.kraken.com/v2')
    const order = {
      order_type: 'limit',
      side: 'buy',
      symbol: this.market.symbol,
      order_qty: float('1.0'),
      limit_price: float('1.0'),
    }
    const asks = (method: string, params: object) =>
      client.sendsText(JSON.stringify({ method, req_id: 0, params }).replaceAll(/"<([^>]*)>"/g, '$1'))
    asks('add_order', { ...order, no_mpp: true, token: this.kraken.token() })
    asks('add_order', { ...order, token: this.kraken.token('looker-key') })
    asks('amend_order', { cl_ord_id: 'mine', limit_price: '1', token: this.kraken.token() })
    asks('edit_order', {})
    this.#listen()
  }

  // ---- REST

  /** Bodies of answers by method. */
  readonly answers = new Map<string, unknown[]>()

  /** Before any order has a name of the client's. */
  #closedOrders(): void {
    this.answers.set('ClosedOrders', [exact(this.kraken.postText('ClosedOrders'))])
  }

  #rest(): void {
    const { kraken, market } = this
    const pair = market.row.key
    const keep = (method: string, text: string) =>
      this.answers.set(method, [...(this.answers.get(method) ?? []), exact(text)])
    const get = (method: string, query = '') => keep(method, kraken.http(`/0/public/${method}${query}`))
    const post = (method: string, params: Readonly<Record<string, string>> = {}) => {
      const text = kraken.postText(method, params)
      keep(method, text)
      return JSON.parse(text) as { result?: Record<string, unknown> }
    }
    this.#places('sell', 5)
    this.#places('buy', -5)
    get('Time')
    get('SystemStatus')
    get('Assets', `?asset=${market.base.id},${market.quote.id}`)
    for (const method of ['AssetPairs', 'Ticker', 'OHLC', 'Depth', 'Trades', 'Spread']) get(method, `?pair=${pair}`)
    const open = this.#places('buy', -30, 1n, 'trader')
    post('OpenOrders')
    const client = kraken.socket('wss://ws-auth.kraken.com/v2')
    const named = { cl_ord_id: 'kept', token: kraken.token(), order_type: 'limit', side: 'buy', symbol: market.symbol }
    const order = { ...named, order_qty: pointed(this.volume(1n)), limit_price: pointed(this.price(-30)) }
    const text = JSON.stringify({ method: 'add_order', params: order }).replaceAll(/"<([^>]*)>"/g, '$1')
    const [answer] = client.sendsText(text).map(({ json }) => json as { result?: { order_id: string } })
    post('QueryOrders', { txid: answer?.result?.order_id ?? '' })
    const amend = {
      method: 'amend_order',
      params: { token: named.token, cl_ord_id: 'kept', limit_price: pointed(this.price(-31)) },
    }
    client.sendsText(JSON.stringify(amend).replaceAll(/"<([^>]*)>"/g, '$1'))
    post('OrderAmends', { order_id: answer?.result?.order_id ?? '' })
    const bid = { type: 'buy', ordertype: 'limit', price: this.price(-30), volume: this.volume(1n) }
    const added = post('AddOrder', { pair, ...bid }).result as { txid: readonly string[] } | undefined
    const edited = post('EditOrder', { pair, txid: added?.txid[0] ?? '', price: this.price(-31) }).result
    post('AmendOrder', { txid: String(edited?.['txid']), limit_price: this.price(-30) })
    const closed = [...kraken.exchange.truth.orders.values()].find(
      (one) => one.account === 'trader' && one.closedAt !== undefined,
    )
    const canceled = [...kraken.exchange.truth.orders.values()].find(
      (one) => one.account === 'trader' && one.status === 'canceled',
    )
    post('QueryOrders', { txid: closed?.txid ?? '' })
    post('QueryOrders', { txid: canceled?.txid ?? '' })
    for (const method of [
      'Balance',
      'BalanceEx',
      'TradeBalance',
      'OpenOrders',
      'ClosedOrders',
      'Ledgers',
      'OpenPositions',
    ])
      post(method)
    post('QueryOrders', { txid: open })
    post('AddOrder', {
      ...{ pair, type: 'sell', ordertype: 'trailing-stop', price: '+50%', trigger: 'last', volume: this.volume(4n) },
    })
    post('OpenOrders')
    const { result } = post('TradesHistory')
    post('QueryTrades', { txid: Object.keys(result?.['trades'] ?? {})[0] ?? '' })
    post('QueryLedgers', { id: Object.keys(post('Ledgers').result?.['ledger'] ?? {})[0] ?? '' })
    post('TradeVolume', { pair })
    post('TradeVolume')
    get('Ticker', `?pair=${pair},NOPE`)
    this.#funding(post)
  }

  #funding(
    post: (method: string, params?: Readonly<Record<string, string>>) => { result?: Record<string, unknown> },
  ): void {
    const asset = this.market.base.id
    post('DepositMethods', { asset })
    post('DepositAddresses', { asset, method: chainOf(this.market.base).name, new: 'true' })
    post('DepositStatus', { asset })
    post('WithdrawInfo', { asset, key: 'cold', amount: '100' })
    post('Withdraw', { asset, key: 'cold', amount: '100' })
    post('WithdrawStatus', { asset })
    const { result } = post('AddExport', { report: 'ledgers', description: 'x' })
    this.kraken.passes(10)
    post('ExportStatus', { report: 'ledgers' })
    post('RemoveExport', { id: String(result?.['id']), type: 'delete' })
    post('Earn/Strategies')
    post('Earn/Allocations')
  }
}

/** A number as version 2 takes it: with a point. */
const pointed = (text: string): string => float(text.includes('.') ? text : `${text}.0`)
