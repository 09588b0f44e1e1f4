/** The matching engine: the life of every order from its acceptance to its end. */
import { assert } from '../../src/assert.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Exact } from '../truth.ts'
import type { Accounts } from './accounts.ts'
import { createAgenda } from './agenda.ts'
import { smaller } from './amount.ts'
import { type Book, createBook } from './book.ts'
import { ENDINGS, INSUFFICIENT_FUNDS, POST_ONLY } from './errors.ts'
import type { History } from './history.ts'
import { amendIdOf, orderId, tradeIdOf } from './ids.ts'
import { type Maker, debitOfTaking, isFillable, lotsFor, otherSide, reaches } from './liquidity.ts'
import { type Market, costOf } from './market.ts'
import { type Fill, type Order, type OrderTerms, type TradeRow, isLive, paysWith, rowOf } from './orders.ts'
import type { Quirks } from './quirks.ts'
import type { AssetRow } from './universe/universe.ts'
import { type Fee, feeOf, holdFor, inCredits, releaseHold, settle } from './settlement.ts'

/** Told while the engine works; an order is to be read at once, since it goes on changing. */
export type EngineEvent =
  | { readonly kind: 'order-pending'; readonly order: Order }
  | { readonly kind: 'order-opened'; readonly order: Order }
  | { readonly kind: 'order-filled'; readonly order: Order }
  | { readonly kind: 'trade-executed'; readonly fill: Fill }
  /** All fills of one taker in one pass, or a maker's fill: what `consolidate_taker` tells. */
  | { readonly kind: 'trades-consolidated'; readonly row: TradeRow }
  /** Its price, its volume or both are others than before. */
  | { readonly kind: 'order-amended'; readonly order: Order }
  | { readonly kind: 'order-ended'; readonly order: Order }

/** Lots above which a remainder is worth keeping open. Source: three recordings, each one lot short; gap 4. */
const DUST_LOTS = { 'one-lot': 1n, off: 0n }

export interface Engine {
  /** Accepts an order and carries it out as far as the book allows. Refused only for want of funds. */
  place(at: Instant, terms: OrderTerms): Result<Order, string>
  /** Ends an open order as replaced and places another; refused, and nothing changed, for want of funds. */
  replace(at: Instant, change: { readonly order: Order; readonly terms: OrderTerms }): Result<Order, string>
  /**
   * Changes an open order in place and gives the amend's id; refused, and nothing changed, for want of funds or since
   * it was not to take. A smaller volume keeps its place in the queue, a larger one or another price goes behind all
   * others there. Not above what was executed, the volume cancels what is left. Source: protocol 7.6, gap 11.
   */
  amend(
    at: Instant,
    change: { readonly order: Order; readonly to: AmendedTerms; readonly byHand?: true },
  ): Result<string, string>
  /** Ends a live order at the user's request. */
  cancel(at: Instant, order: Order): void
  /** When an order begins or expires next, if none of that was canceled meanwhile. */
  nextDue(): Instant | undefined
  /** Lets orders begin and expire whose time has come. */
  runDue(at: Instant): void
  best(pair: string): { readonly bid?: Exact; readonly ask?: Exact }
}

export type AmendedTerms = {
  readonly price: bigint
  readonly volume: bigint
  /** Of this amend: the order is not to take at its new price. */
  readonly postOnly: boolean
}

type Ending = 'closed' | 'canceled' | 'expired'

type Parts = {
  readonly accounts: Accounts
  readonly history: History
  readonly quirks: Quirks
  readonly tell: (event: EngineEvent) => void
  /** The fee credits that the account wants to pay its fees with; undefined when it does not. */
  readonly creditsOf: (account: string) => AssetRow | undefined
}

/** Invariant between calls: the books hold exactly the open orders, and no bid reaches an ask. */
export function createEngine({ accounts, history, quirks, tell, creditsOf }: Parts): Engine {
  const books = new Map<string, Book<Maker>>()
  /** An order begins while it is pending, and expires while it is live. */
  const agenda = createAgenda<{ readonly order: Order; readonly does: 'begin' | 'expire' }>(({ order, does }) =>
    does === 'begin' ? order.status === 'pending' : isLive(order),
  )
  const tradeNumbers = new Map<string, number>()
  let amends = 0

  function bookOf(market: Market): Book<Maker> {
    const known = books.get(market.row.key)
    if (known !== undefined) return known
    const book = createBook<Maker>()
    books.set(market.row.key, book)
    return book
  }

  function create(at: Instant, terms: OrderTerms, { held, replaces }: { held: bigint; replaces?: Order }): Order {
    const order: Order = {
      ...terms,
      txid: orderId(history.orderCount()),
      openedAt: at,
      ...(replaces === undefined ? {} : { replaces: replaces.txid }),
      status: 'pending',
      executed: 0n,
      cost: 0n,
      fee: 0n,
      held,
      fills: [],
    }
    accounts.hold(order.account, paysWith(order), held)
    history.changed(order)
    tell({ kind: 'order-pending', order })
    return order
  }

  /** Enough for a limit order at its price; for a market order exactly what the book will charge it. */
  const needOf = (terms: OrderTerms): bigint =>
    terms.price === undefined
      ? debitOfTaking(terms, bookOf(terms.market))
      : holdFor({ ...terms, price: terms.price }, terms.volume)

  /** An amount to be spent becomes the volume that it buys now. */
  function sized(terms: OrderTerms): OrderTerms {
    const { spend } = terms
    return spend === undefined ? terms : { ...terms, volume: lotsFor({ ...terms, spend }, bookOf(terms.market)) }
  }

  /** From acceptance to rest or end, or till it begins. `beforeMatching` runs before anything trades. */
  function carryOut(at: Instant, order: Order, beforeMatching?: () => void): void {
    if (order.expiresAt !== undefined) agenda.plan(order.expiresAt, { order, does: 'expire' })
    if (order.startsAt === undefined) return begin(at, order, beforeMatching)
    agenda.plan(order.startsAt, { order, does: 'begin' })
    beforeMatching?.()
  }

  function begin(at: Instant, order: Order, beforeMatching?: () => void): void {
    const obstacle = obstacleOf(order)
    if (obstacle !== undefined) {
      beforeMatching?.()
      end(at, order, 'canceled', obstacle)
      return
    }
    order.status = 'open'
    history.changed(order)
    tell({ kind: 'order-opened', order })
    beforeMatching?.()
    work(at, order)
  }

  /** Why the engine does not let it into the book: it would take and must not, or cannot take all and must. */
  function obstacleOf(order: Order): string | undefined {
    const book = bookOf(order.market)
    const opposite = book.best(otherSide(order))
    if (order.postOnly && opposite !== undefined && reaches(order, opposite)) return ENDINGS.postOnly
    return order.timeInForce === 'FOK' && !isFillable(order, book) ? ENDINGS.fillOrKill : undefined
  }

  /** What was held for a scheduled order is weighed again, since a market has moved meanwhile. */
  function beginLate(at: Instant, order: Order): void {
    if (accounts.available(order.account, paysWith(order)) + order.held < needOf(order)) {
      return end(at, order, 'canceled', ENDINGS.insufficientFunds)
    }
    begin(at, order)
  }

  /** Trades with what the book has for it; what is left rests behind all others, or ends. */
  function work(at: Instant, order: Order): void {
    const book = bookOf(order.market)
    const before = order.executed
    const isStopped = match(at, order, book)
    if (order.executed > before && isDone(order)) close(at, order)
    else if (isStopped) end(at, order, 'canceled', ENDINGS.selfTrade)
    else if (order.price === undefined) end(at, order, 'canceled', ENDINGS.noLiquidity)
    else if (order.timeInForce === 'IOC') end(at, order, 'canceled', ENDINGS.immediate)
    else book.add(resting(order))
  }

  /** True when it has to stop before an order of the same account. */
  function match(at: Instant, taker: Order, book: Book<Maker>): boolean {
    const fills: Fill[] = []
    let isStopped = false
    while (taker.executed < taker.volume && !isStopped) {
      const maker = book.best(otherSide(taker))
      if (maker === undefined || !reaches(taker, maker)) break
      if (maker.account === taker.account) {
        isStopped = taker.selfTrade !== 'cancel-oldest'
        if (taker.selfTrade === 'cancel-newest') break
        book.remove(maker)
        end(at, maker, 'canceled', ENDINGS.selfTrade)
        continue
      }
      fills.push(execute(at, { maker, taker }))
      if (isDone(maker)) {
        book.remove(maker)
        close(at, maker)
      }
    }
    const [first, ...rest] = fills
    if (first !== undefined) consolidate(rowOf([first, ...rest]))
    return isStopped
  }

  /** One execution at the maker's price; gives the taker's side of it. */
  function execute(at: Instant, { maker, taker }: { readonly maker: Maker; readonly taker: Order }): Fill {
    const volume = smaller(maker.volume - maker.executed, taker.volume - taker.executed)
    const pair = taker.market.row.key
    const number = (tradeNumbers.get(pair) ?? 0) + 1
    tradeNumbers.set(pair, number)
    const made = fillOf(at, maker, { price: maker.price, volume, number, maker: true })
    const taken = fillOf(at, taker, { price: maker.price, volume, number, maker: false })
    settle(accounts, { at, fills: [made, taken] })
    for (const fill of [made, taken]) {
      history.changed(fill.order)
      tell({ kind: 'order-filled', order: fill.order })
      tell({ kind: 'trade-executed', fill })
    }
    consolidate(rowOf([made]))
    return taken
  }

  type Execution = {
    readonly price: bigint
    readonly volume: bigint
    readonly number: number
    readonly maker: boolean
  }
  function fillOf(at: Instant, order: Order, { price, volume, number, maker }: Execution): Fill {
    const { row } = order.market
    const cost = costOf(order.market, { price, volume })
    const fee = chargeOf(order, feeOf(order, { cost, volume, maker }))
    const trade = {
      id: tradeIdOf(history.tradeCount()),
      at,
      account: order.account,
      txid: order.txid,
      pair: row.key,
      side: order.side,
      price: { units: price, scale: row.pairDecimals },
      volume: { units: volume, scale: row.lotDecimals },
      cost: { units: cost, scale: row.costDecimals },
      fee: { units: fee.charged, scale: fee.scale },
      feeAsset: fee.asset.id,
      statedFee: { units: fee.stated, scale: row.costDecimals },
      maker,
    }
    const fill = { trade, order, number, feeIn: fee.asset }
    order.executed += volume
    order.cost += cost
    order.fee += fee.stated
    order.fills.push(fill)
    history.executed(fill)
    return fill
  }

  /** Paid in credits while there are enough of them for the whole of it, else as the order says. */
  function chargeOf({ account, market }: Order, fee: Fee): Fee {
    const credits = creditsOf(account)
    if (credits === undefined || fee.stated <= 0n) return fee
    const paid = inCredits(fee, { costDecimals: market.row.costDecimals, credits })
    return accounts.available(account, credits) < paid.charged ? fee : paid
  }

  function consolidate(row: TradeRow): void {
    history.consolidated(row)
    tell({ kind: 'trades-consolidated', row })
  }

  /** Tells each change by itself, price first: a capture has two rows for one amend of both. */
  function change(at: Instant, order: Order, { price, volume }: AmendedTerms): void {
    const tellChange = () => {
      order.amendedAt = at
      history.changed(order)
      tell({ kind: 'order-amended', order })
    }
    const isTold = order.price !== price
    if (isTold) {
      order.price = price
      tellChange()
    }
    if (isTold && order.volume === volume) return
    order.volume = volume
    tellChange()
  }

  /** To be asked after a fill. */
  const isDone = (order: Order): boolean => order.volume - order.executed <= DUST_LOTS[quirks.dust]

  /** A market order that ends one lot short was recorded without a reason. Source: protocol 7.3. */
  function close(at: Instant, order: Order): void {
    const leavesDust = order.executed < order.volume && order.orderType === 'limit'
    end(at, order, 'closed', leavesDust ? ENDINGS.insignificant : undefined)
  }

  function leaveTheBook(order: Order): void {
    if (hasPrice(order)) bookOf(order.market).remove(order)
  }

  function end(at: Instant, order: Order, status: Ending, reason: string | undefined): void {
    releaseHold(accounts, order)
    order.status = status
    order.closedAt = at
    if (reason !== undefined) order.reason = reason
    history.changed(order)
    tell({ kind: 'order-ended', order })
  }

  return {
    place(at, wished) {
      const terms = sized(wished)
      const held = needOf(terms)
      if (accounts.available(terms.account, paysWith(terms)) < held) return fail(INSUFFICIENT_FUNDS)
      const order = create(at, terms, { held })
      carryOut(at, order)
      return ok(order)
    },
    replace(at, { order: old, terms }) {
      const held = needOf(terms)
      if (accounts.available(terms.account, paysWith(terms)) + old.held < held) return fail(INSUFFICIENT_FUNDS)
      bookOf(old.market).remove(resting(old))
      releaseHold(accounts, old)
      const endOld = () => end(at, old, 'canceled', ENDINGS.replaced)
      const isOldFirst = quirks.framesOfAnEdit === 'old-first'
      if (isOldFirst) endOld()
      const order = create(at, terms, { held, replaces: old })
      carryOut(at, order, isOldFirst ? undefined : endOld)
      return ok(order)
    },
    amend(at, { order, to, byHand }) {
      const opposite = bookOf(order.market).best(otherSide(order))
      const takes = opposite !== undefined && reaches({ ...order, price: to.price }, opposite)
      if (to.postOnly && takes) return fail(POST_ONLY)
      const left = to.volume - order.executed
      const isPassive = to.postOnly || (order.postOnly && to.price === order.price)
      const held = left > 0n ? holdFor({ ...order, price: to.price, postOnly: isPassive }, left) : 0n
      if (accounts.available(order.account, paysWith(order)) + order.held < held) return fail(INSUFFICIENT_FUNDS)
      const id = amendIdOf(amends)
      amends += 1
      const keepsItsPlace = to.price === order.price && to.volume <= order.volume
      if (left <= 0n || !keepsItsPlace) bookOf(order.market).remove(resting(order))
      if (left <= 0n) {
        end(at, order, 'canceled', ENDINGS.userRequested)
        return ok(id)
      }
      accounts.hold(order.account, paysWith(order), held - order.held)
      order.held = held
      if (byHand) order.isAmendedByHand = true
      change(at, order, to)
      history.amended(at, order, id)
      if (!keepsItsPlace) work(at, order)
      return ok(id)
    },
    cancel(at, order) {
      leaveTheBook(order)
      end(at, order, 'canceled', ENDINGS.userRequested)
    },
    nextDue: () => agenda.next(),
    runDue(at) {
      for (let due = agenda.take(at); due !== undefined; due = agenda.take(at)) {
        if (due.does === 'begin') beginLate(at, due.order)
        else {
          leaveTheBook(due.order)
          end(at, due.order, 'expired', undefined)
        }
      }
    },
    best(pair) {
      const book = books.get(pair)
      const bid = book?.best('buy')
      const ask = book?.best('sell')
      return { ...(bid && { bid: priceOf(bid) }), ...(ask && { ask: priceOf(ask) }) }
    },
  }
}

const hasPrice = (order: Order): order is Maker => order.price !== undefined
function resting(order: Order): Maker {
  assert(hasPrice(order), 'only orders with a price rest')
  return order
}
const priceOf = (order: Maker): Exact => ({ units: order.price, scale: order.market.row.pairDecimals })
