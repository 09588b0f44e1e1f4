/** Builds evidence by hand: what happened at Kraken, what crossed the broker's border, what lies on the disk. */
import type { BrokerdError, BrokerdFill, BrokerdStatus, EmsEvent, OrderStatus, Side } from '../../src/ems.ts'
import { type Oid, type Txid, httpId, ledgerId, oid, reqid, socketId, tradeId, txid } from '../../src/ids.ts'
import { type Instant, instant, isoText, unixText } from '../../src/time.ts'
import type { Evidence } from '../../sim/oracle/evidence.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import type {
  Exact,
  LedgerType,
  Truth,
  TruthAccount,
  TruthEntry,
  TruthOrder,
  TruthPair,
  TruthRate,
  TruthTrade,
} from '../../sim/truth.ts'

export const TRADER = { krakenAccount: 'trader', emsAccount: 'spot', srcFiat: 'eur' } as const
export const XMR = 'XXMR'
export const XMREUR = 'XXMRZEUR'
/** A base asset against two fiats, of which one is the source fiat. */
export const XMRUSD = 'XXMRZUSD'

/** `149.50` as units and a scale; the builder's own, so that the oracle's reading is not judged by itself. */
export function exact(text: string): Exact {
  const [whole = '', decimals = ''] = text.split('.')
  return { units: BigInt(whole + decimals), scale: decimals.length }
}

const START = 1_700_000_000_000_000

type OrderParts = {
  readonly side?: Side
  readonly price?: string
  readonly volume: string
  readonly executed?: string
  readonly status?: TruthOrder['status']
  readonly reason?: string
  readonly userref?: number
  readonly replaces?: string
  readonly account?: string
  readonly pair?: string
  /** Its terms were set on the web page, now. */
  readonly isByHand?: boolean
}
type TradeParts = {
  readonly of: string
  readonly side?: Side
  readonly price: string
  readonly volume: string
  readonly fee: string
  readonly feeAsset?: string
  readonly account?: string
  readonly pair?: string
}
type StatusParts = {
  readonly status: OrderStatus
  readonly size: string
  readonly filled: string
  readonly remaining: string
  readonly price?: string
}

/** Time stands still until `at` moves it; everything is written down at the time it is now. */
export class RunBuilder {
  now = instant(START)
  readonly trace: TraceEvent[] = []
  readonly trades: TruthTrade[] = []
  readonly entries: TruthEntry[] = []
  readonly orders = new Map<Txid, TruthOrder>()
  readonly accounts = new Map<string, TruthAccount>()
  readonly rates = new Map<string, TruthRate>()
  readonly bests = new Map<string, { readonly bid?: Exact; readonly ask?: Exact }>()
  files: { ledger: string | undefined; positions: string | undefined } = { ledger: undefined, positions: undefined }
  readonly #orderParts = new Map<string, Partial<OrderParts>>()
  #requests = 0

  at(secondsIn: number): this {
    this.now = instant(START + Math.round(secondsIn * 1_000_000))
    return this
  }

  /** Goes on with a chapter told elsewhere. */
  with(chapter: (run: RunBuilder) => RunBuilder): RunBuilder {
    return chapter(this)
  }

  evidence(): Evidence {
    const { now, trace, files } = this
    return { now, trace, files, trader: TRADER, truth: this.truth() }
  }

  truth(): Truth {
    const { trades, orders, entries, accounts, bests, rates } = this
    const best: Truth['best'] = (pair) => bests.get(pair) ?? {}
    return { trades, orders, entries, accounts, assets: ASSETS, pairs: PAIRS, rates, best }
  }

  // ---- at Kraken

  /** Places the order, or changes what is given of it. */
  order(id: string, changed: Partial<OrderParts>): this {
    const parts = { ...this.#orderParts.get(id), ...changed }
    this.#orderParts.set(id, parts)
    const { side = 'buy', price = '149.5', volume = '0', executed = '0', status = 'open', reason, replaces } = parts
    const order: TruthOrder = {
      txid: txid(id),
      account: parts.account ?? TRADER.krakenAccount,
      pair: parts.pair ?? XMREUR,
      side,
      orderType: 'limit',
      price: exact(price),
      volume: exact(volume),
      executed: exact(executed),
      status,
      userref: parts.userref ?? 0,
      openedAt: this.orders.get(txid(id))?.openedAt ?? this.now,
      ...(reason === undefined ? {} : { reason }),
      ...(replaces === undefined ? {} : { replaces: txid(replaces) }),
      ...(parts.isByHand === true ? { amendedByHandAt: this.now } : {}),
    }
    this.orders.set(order.txid, order)
    return this
  }

  trade(id: string, parts: TradeParts): this {
    const { of, side = 'buy', price, volume, fee, feeAsset = 'ZEUR', pair = XMREUR } = parts
    const account = parts.account ?? TRADER.krakenAccount
    const amounts = {
      price: exact(price),
      volume: exact(volume),
      cost: product(exact(price), exact(volume)),
      fee: exact(fee),
    }
    const trade = {
      id: tradeId(id),
      at: this.now,
      account,
      txid: txid(of),
      pair,
      side,
      ...amounts,
      statedFee: amounts.fee,
      feeAsset,
      maker: true,
    }
    this.trades.push(trade)
    return this.note({ kind: 'trade', account, tradeId: id, txid: of, pair, side, price, volume })
  }

  transfer(
    id: string,
    parts: {
      readonly asset: string
      readonly amount: string
      readonly fee?: string
      readonly type?: LedgerType
      readonly subtype?: string
      readonly refid?: string
    },
  ): this {
    const { asset, amount, fee = '0', subtype = '', refid = `F${id}` } = parts
    this.entries.push({
      id: ledgerId(id),
      refid,
      at: this.now,
      account: TRADER.krakenAccount,
      asset,
      type: parts.type ?? (amount.startsWith('-') ? 'withdrawal' : 'deposit'),
      subtype,
      amount: exact(amount),
      fee: exact(fee),
      balance: exact(amount),
    })
    return this
  }

  account(name: string, kind: TruthAccount['kind'], balances: Readonly<Record<string, bigint>>, holds = {}): this {
    const [held, has] = [new Map<string, bigint>(Object.entries(holds)), new Map(Object.entries(balances))]
    this.accounts.set(name, { name, kind, balances: has, holds: held })
    return this
  }

  book(bid: string, ask: string): this {
    this.bests.set(XMREUR, { bid: exact(bid), ask: exact(ask) })
    return this
  }

  // ---- the broker's border

  started(): this {
    return this.note({ kind: 'broker-started' })
  }

  ready(): this {
    return this.note({ kind: 'note', name: 'ready' })
  }

  ended(how: 'exited' | 'crashed', reason?: string): this {
    return this.note({ kind: 'broker-ended', how, ...(reason === undefined ? {} : { reason }) })
  }

  asks(
    id: string,
    parts: { readonly size: string; readonly price?: string; readonly action?: Side; readonly symbol?: string },
  ): this {
    const { size, price = '149.5', action = 'buy', symbol = 'xmreur.kraken' } = parts
    const request = { oid: oid(id), account: 'spot', symbol, action, orderType: 'limit', price, size } as const
    return this.note({ kind: 'ems-requested', request: { kind: 'BrokerdOrder', ...request } })
  }

  cancels(id: string): this {
    return this.note({ kind: 'ems-requested', request: { kind: 'BrokerdCancel', oid: oid(id), account: 'spot' } })
  }

  acknowledges(id: string, number: number): this {
    return this.tells({ kind: 'BrokerdOrderAck', ...this.#envelope(id, number) })
  }

  tellsStatus(id: string, number: number, parts: StatusParts): this {
    const status: BrokerdStatus = { kind: 'BrokerdStatus', ...this.#envelope(id, number), price: '149.5', ...parts }
    return this.tells(status)
  }

  tellsFound(id: string, number: number, parts: Omit<StatusParts, 'status'> & { readonly txid: string }): this {
    const order = { symbol: 'xmreur.kraken', action: 'buy', price: '149.5', ...parts, txid: txid(parts.txid) } as const
    return this.tells({ kind: 'Status', ...this.#envelope(id, number), ...order })
  }

  tellsFill(id: string | undefined, trade: string, changed: Partial<BrokerdFill> = {}): this {
    const truly = this.trades.find((other) => other.id === trade)
    const fill: BrokerdFill = {
      kind: 'BrokerdFill',
      ...(id === undefined ? {} : { oid: oid(id) }),
      account: 'spot',
      symbol: 'xmreur.kraken',
      tradeId: tradeId(trade),
      txid: truly?.txid ?? txid('none'),
      action: truly?.side ?? 'buy',
      size: decimal(truly?.volume),
      price: decimal(truly?.price),
      fee: decimal(truly?.fee),
      feeAsset: 'EUR',
      brokerTime: truly?.at ?? this.now,
      time: this.now,
    }
    return this.tells({ ...fill, ...changed })
  }

  tellsError(id: string, request: BrokerdError['request'], reason = 'EOrder:Unknown order'): this {
    const refusal = { request, by: 'kraken', reason } as const
    return this.tells({ kind: 'BrokerdError', oid: oid(id), account: 'spot', ...refusal, time: this.now })
  }

  tellsPosition(size: string, ppu: string, symbol = 'xmreur.kraken'): this {
    return this.tells({ kind: 'BrokerdPosition', account: 'spot', symbol, size, ppu, time: this.now })
  }

  tells(event: EmsEvent): this {
    return this.note({ kind: 'ems-event', event })
  }

  opensSocket(): this {
    return this.note({ kind: 'socket-open', socket: socketId(1), url: 'wss://ws-auth.kraken.com' })
  }

  sends(frame: string): this {
    return this.note({ kind: 'socket-send', socket: socketId(1), frame })
  }

  sendsOrder(number: number, changed: Readonly<Record<string, unknown>> = {}): this {
    const order = { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149.5', volume: '2' }
    return this.sends(
      JSON.stringify({ event: 'addOrder', reqid: number, userref: String(number), ...order, ...changed }),
    )
  }

  hears(frame: unknown): this {
    return this.note({ kind: 'socket-received', socket: socketId(1), frame: JSON.stringify(frame) })
  }

  hearsEnd(id: string, status: 'closed' | 'canceled' | 'expired'): this {
    return this.hears([[{ [id]: { status } }], 'openOrders', { sequence: 1 }])
  }

  /** Kraken's record of a trade arrives on the feed. */
  hearsTrade(id: string): this {
    return this.hears([[{ [id]: this.record(id) }], 'ownTrades', { sequence: 1 }])
  }

  posts(path: string, body: string): this {
    this.#requests += 1
    return this.note({ kind: 'http-request', id: httpId(this.#requests), method: 'POST', path, headers: {}, body })
  }

  /** Answers the last request. */
  answered(body: unknown): this {
    return this.note({ kind: 'http-answered', id: httpId(this.#requests), status: 200, body: JSON.stringify(body) })
  }

  // ---- records and files

  /** The texts of a trade as the exchange prints it. */
  record(id: string): Readonly<Record<string, string>> {
    const trade = this.trades.find((other) => other.id === id)
    return {
      ordertxid: trade?.txid ?? '',
      pair: trade?.pair ?? '',
      time: unixText(trade?.at ?? this.now),
      type: trade?.side ?? '',
      ordertype: 'limit',
      price: decimal(trade?.price),
      cost: decimal(trade?.cost),
      fee: decimal(trade?.fee),
      vol: decimal(trade?.volume),
      margin: '0.00000',
      misc: '',
    }
  }

  /** The texts of a transfer's ledger entry as the exchange prints it. */
  entry(id: string): Readonly<Record<string, string>> {
    const entry = this.entries.find((other) => other.id === id)
    return {
      refid: entry?.refid ?? '',
      time: unixText(entry?.at ?? this.now),
      type: entry?.type ?? '',
      asset: entry?.asset ?? '',
      amount: decimal(entry?.amount),
      fee: decimal(entry?.fee),
      balance: decimal(entry?.balance),
    }
  }

  /** Everything of the account goes into the ledger file, with changes by id. */
  writesLedger(changed: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): this {
    const records = [
      ...this.trades
        .filter(({ account }) => account === TRADER.krakenAccount)
        .map(({ id }) => [id, this.record(id)] as const),
      ...this.entries.map(({ id }) => [id, this.entry(id)] as const),
    ]
    this.files.ledger = records.map(([id, record]) => ledgerTable(id, { ...record, ...changed[id] })).join('\n')
    return this
  }

  /** The given clears make the table of XMR/EUR; `at` is the time of the trade or entry of that id. */
  writesPosition(position: { readonly size: string; readonly ppu: string; readonly clears: readonly Clear[] }): this {
    const clears = position.clears.map((clear) => this.#clearText(clear))
    this.files.positions = [
      '[kraken.spot."xmreur.kraken"]',
      `size = ${position.size}`,
      `ppu = ${position.ppu}`,
      'bsuid = "xmreur"',
      'asset_type = "crypto_currency"',
      'price_tick_size = 0.01',
      'lot_tick_size = 0.00000001',
      `clears = [${clears.join(', ')}]`,
    ].join('\n')
    return this
  }

  /** The positions file as it is now gets onto the disk. */
  savesPositions(): this {
    return this.note({ kind: 'file-written', file: 'positions', text: this.files.positions ?? '' })
  }

  /** Somebody else puts it there. */
  findsPositions(text: string): this {
    return this.note({ kind: 'file-found', file: 'positions', text })
  }

  #clearText({ tid, ...figures }: Clear): string {
    const at = this.trades.find(({ id }) => id === tid)?.at ?? this.entries.find(({ id }) => id === tid)?.at
    const etype = figures.price === undefined ? ', etype = "transfer"' : ''
    const numbers = Object.entries({ price: '0.0', cost: '0.0', ...figures }).map(([name, text]) => `${name} = ${text}`)
    return `{ dt = "${isoText(at ?? this.now)}", tid = "${tid}", ${numbers.join(', ')}${etype} }`
  }

  #envelope(id: string, number: number): { oid: Oid; reqid: ReturnType<typeof reqid>; account: string; time: Instant } {
    return { oid: oid(id), reqid: reqid(number), account: 'spot', time: this.now }
  }

  note(event: Untimed<TraceEvent>): this {
    this.trace.push({ at: this.now, ...event })
    return this
  }
}

type Untimed<Event> = Event extends unknown ? Omit<Event, 'at'> : never
type Clear = {
  readonly tid: string
  readonly size: string
  readonly accum_size: string
  readonly ppu: string
  readonly price?: string
  readonly cost?: string
}

const ledgerTable = (id: string, record: Readonly<Record<string, string>>): string => {
  const lines = Object.entries(record).map(([name, text]) => `${name} = ${name === 'time' ? text : `"${text}"`}`)
  return [`[${id}]`, ...lines, ''].join('\n')
}

/** Plain text of a non-negative or negative exact amount with all its decimals. */
function decimal(amount: Exact | undefined): string {
  const { units, scale } = amount ?? { units: 0n, scale: 0 }
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`
}

const product = (one: Exact, other: Exact): Exact => ({
  units: one.units * other.units,
  scale: one.scale + other.scale,
})

const ASSETS = new Map(
  [
    { id: 'XXMR', altname: 'XMR', decimals: 10 },
    { id: 'ZEUR', altname: 'EUR', decimals: 4 },
    { id: 'ZUSD', altname: 'USD', decimals: 4 },
  ].map((asset) => [asset.id, asset]),
)

const xmrAgainst = (fiat: 'EUR' | 'USD'): TruthPair => ({
  key: `XXMRZ${fiat}`,
  altname: `XMR${fiat}`,
  wsname: `XMR/${fiat}`,
  base: 'XXMR',
  quote: `Z${fiat}`,
  pairDecimals: 2,
  lotDecimals: 8,
  costDecimals: 5,
  tickSize: { units: 1n, scale: 2 },
  orderMin: { units: 1n, scale: 2 },
})

// The market in another fiat comes first, so that whoever takes the first with the right base is found out.
const PAIRS = new Map([xmrAgainst('USD'), xmrAgainst('EUR')].map((pair) => [pair.key, pair]))
