/** The trader at the EMS: asks the broker for orders by name, and remembers the last it heard of each. */
import { createHash } from 'node:crypto'
import type {
  BrokerdError,
  BrokerdOrder,
  BrokerdPosition,
  BrokerdStatus,
  EmsEvent,
  EmsRequest,
  Status,
} from '../../src/ems.ts'
import { type Oid, type Reqid, type Txid, oid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'

/** What the trader last asked for: the terms an edit starts from. */
export type Wish = Omit<BrokerdOrder, 'kind' | 'oid' | 'account'>

/** An order as the trader knows it. */
export type KnownOrder = {
  /** Under which the broker knows it now; undefined for an order of the web page that no broker told of yet. */
  readonly oid: Oid | undefined
  readonly wish: Wish | undefined
  /** Every reqid under which a broker spoke of it. */
  readonly reqids: ReadonlySet<Reqid>
  /** The first txid, of an order placed on the web page. */
  readonly webTxid: Txid | undefined
  /** How it stands, as last heard. */
  readonly standing: BrokerdStatus | Status | undefined
  readonly refusal: BrokerdError | undefined
}

export class Trader {
  // Invariant: `#names` leads every oid under which a named order was ever known to its name.
  readonly #orders = new Map<string, KnownOrder>()
  readonly #names = new Map<Oid, string>()
  readonly #positions = new Map<string, BrokerdPosition>()
  readonly #account: string
  readonly #originOf: (txid: Txid) => Txid
  #fills = 0
  #sweeps = 0

  /** `originOf`: the txid an order was first placed under, before any edit gave it a new one. */
  constructor(options: { readonly account: string; readonly originOf: (txid: Txid) => Txid }) {
    this.#account = options.account
    this.#originOf = options.originOf
  }

  /** How many fills were told. */
  get fills(): number {
    return this.#fills
  }

  order(name: string): KnownOrder | undefined {
    return this.#orders.get(name)
  }

  /** He was told that it has ended, or was never taken. */
  isOver(name: string): boolean {
    const { standing, refusal } = this.#orders.get(name) ?? UNKNOWN
    if (refusal?.request === 'order') return true
    return standing?.kind === 'BrokerdStatus' && standing.status !== 'pending' && standing.status !== 'open'
  }

  /** The position last told, by symbol: `xmreur.kraken`. */
  position(symbol: string): BrokerdPosition | undefined {
    return this.#positions.get(symbol)
  }

  // ---- asking

  place(name: string, wish: Wish): Result<EmsRequest, string> {
    if (this.#orders.has(name)) return fail(`there is an order ${name} already`)
    const id = oidOf(name)
    this.#know(name, { ...UNKNOWN, oid: id, wish })
    return ok(this.#order(id, wish))
  }

  edit(name: string, to: { readonly price?: string; readonly size?: string }): Result<EmsRequest, string> {
    const known = this.#asked(name)
    if (!known.ok) return known
    const wish = { ...known.value.wish, ...to }
    this.#know(name, { ...known.value.order, wish })
    return ok(this.#order(known.value.oid, wish))
  }

  /** Whatever there is; the request has an oid of its own. */
  cancelAll(): Result<EmsRequest, string> {
    this.#sweeps += 1
    return ok({ kind: 'BrokerdCancelAll', oid: oidOf(`everything, ${this.#sweeps}`), account: this.#account })
  }

  cancel(name: string): Result<EmsRequest, string> {
    const known = this.#asked(name)
    if (!known.ok) return known
    return ok({ kind: 'BrokerdCancel', oid: known.value.oid, account: this.#account })
  }

  /** Names an order that was placed on the web page; it can be edited once a broker has told of it. */
  nameWebOrder(name: string, txid: Txid): void {
    this.#know(name, { ...UNKNOWN, webTxid: txid })
  }

  // ---- hearing

  hear(event: EmsEvent): void {
    switch (event.kind) {
      case 'BrokerdOrderAck':
        this.#learn(event.oid, (known) => ({ ...known, reqids: new Set([...known.reqids, event.reqid]) }))
        return
      case 'BrokerdStatus':
        this.#learn(event.oid, (known) => ({ ...known, standing: event }))
        return
      case 'BrokerdError':
        this.#learn(event.oid, (known) => ({ ...known, refusal: event }))
        return
      case 'Status':
        this.#rebind(event)
        return
      case 'BrokerdFill':
        this.#fills += 1
        return
      case 'BrokerdPosition':
        this.#positions.set(event.symbol, event)
        return
      case 'BrokerdReady':
        return
    }
  }

  /** An order found live takes its name along to the oid it is told under now. */
  #rebind(status: Status): void {
    const name = this.#names.get(status.oid) ?? this.#nameByTxid(status.txid) ?? this.#nameByReqid(status.reqid)
    const known = name === undefined ? undefined : this.#orders.get(name)
    if (name === undefined || known === undefined) return
    const { symbol, action, price, size } = status
    const told: Wish = { symbol, action, orderType: price === undefined ? 'market' : 'limit', size, ...priceOf(price) }
    const reqids = new Set([...known.reqids, status.reqid])
    this.#know(name, { ...known, oid: status.oid, wish: known.wish ?? told, reqids, standing: status })
  }

  #nameByTxid(txid: Txid): string | undefined {
    const origin = this.#originOf(txid)
    return this.#nameWhere((known) => known.webTxid === origin)
  }

  #nameByReqid(reqid: Reqid): string | undefined {
    return this.#nameWhere((known) => known.reqids.has(reqid))
  }

  #nameWhere(fits: (known: KnownOrder) => boolean): string | undefined {
    return [...this.#orders].findLast(([, known]) => fits(known))?.[0]
  }

  #learn(id: Oid, change: (known: KnownOrder) => KnownOrder): void {
    const name = this.#names.get(id)
    const known = name === undefined ? undefined : this.#orders.get(name)
    if (name !== undefined && known !== undefined) this.#know(name, change(known))
  }

  #know(name: string, known: KnownOrder): void {
    this.#orders.set(name, known)
    if (known.oid !== undefined) this.#names.set(known.oid, name)
  }

  #asked(name: string): Result<{ readonly oid: Oid; readonly wish: Wish; readonly order: KnownOrder }, string> {
    const order = this.#orders.get(name)
    if (order === undefined) return fail(`the trader knows no order ${name}`)
    if (order.oid === undefined || order.wish === undefined) return fail(`no broker told the trader of ${name} yet`)
    return ok({ oid: order.oid, wish: order.wish, order })
  }

  #order(id: Oid, wish: Wish): EmsRequest {
    return { kind: 'BrokerdOrder', oid: id, account: this.#account, ...wish }
  }
}

const UNKNOWN: KnownOrder = {
  oid: undefined,
  wish: undefined,
  reqids: new Set(),
  webTxid: undefined,
  standing: undefined,
  refusal: undefined,
}

const priceOf = (price: string | undefined): { readonly price?: string } => (price === undefined ? {} : { price })

/** The trader's uuid4 of a name: the same in every run, and of the shape an EMS would draw. */
export function oidOf(name: string): Oid {
  const hex = createHash('sha256').update(`order ${name}`).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4]
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return oid([...parts, hex.slice(20, 32)].join('-'))
}
