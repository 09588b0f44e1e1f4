/** The matching engine: the life of every order from its acceptance to its end. */
import { assert } from '../../src/assert.ts'
import { fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Exact } from '../truth.ts'
import type { Accounts } from './accounts.ts'
import { createAgenda } from './agenda.ts'
import { trailingTrigger } from './asked-prices.ts'
import { smaller } from './amount.ts'
import { type Book, createBook } from './book.ts'
import { ENDINGS, INSUFFICIENT_FUNDS, POST_ONLY } from './errors.ts'
import type { History } from './history.ts'
import type { AmendedTerms, Engine, EngineEvent } from './engine-port.ts'
import { createExecutor } from './executing.ts'
import { amendIdOf, orderId } from './ids.ts'
import { type Liquidity, type Maker, debitOfTaking, isFillable, lotsFor, otherSide, reaches } from './liquidity.ts'
import type { Market } from './market.ts'
import { priceAt } from './offsets.ts'
import { type CloseTerms, type Fill, type Order, type OrderTerms, isLive, isWaiting, paysWith } from './orders.ts'
import type { Quirks } from './quirks.ts'
import type { AssetRow } from './universe/universe.ts'
import { type Rates, holdFor, releaseHold } from './settlement.ts'
import { createWaiting, isFired } from './waiting.ts'

/** Lots above which a remainder is worth keeping open. Source: three recordings, each one lot short; gap 4. */
const DUST_LOTS = { 'one-lot': 1n, off: 0n }

type Ending = 'closed' | 'canceled' | 'expired'

type Parts = {
  readonly accounts: Accounts
  readonly history: History
  readonly quirks: Quirks
  readonly tell: (event: EngineEvent) => void
  /** The fee credits that the account wants to pay its fees with; undefined when it does not. */
  readonly creditsOf: (account: string) => AssetRow | undefined
  /** What the account pays for a trade of this moment. */
  readonly ratesOf: (at: Instant, account: string, market: Market) => Rates
}

/** Invariant between calls: the books hold exactly the open orders, and no bid reaches an ask. */
export function createEngine({ accounts, history, quirks, tell, creditsOf, ratesOf }: Parts): Engine {
  const books = new Map<string, Book<Maker>>()
  /** An order begins while it is pending, and expires while it is live. */
  const agenda = createAgenda<{ readonly order: Order; readonly does: 'begin' | 'expire' }>(({ order, does }) =>
    does === 'begin' ? order.status === 'pending' : isLive(order),
  )
  const waiting = createWaiting()
  const executor = createExecutor({ accounts, history, tell, creditsOf, ratesOf })
  /** What the trades of this input have set off and is yet to be done, in order. */
  const setOff: (() => void)[] = []
  let amends = 0

  function bookOf(market: Market): Book<Maker> {
    const known = books.get(market.row.key)
    if (known !== undefined) return known
    const book = createBook<Maker>()
    books.set(market.row.key, book)
    return book
  }

  const liquidityFor = ({ market }: OrderTerms): Liquidity => ({ orders: bookOf(market), dust: DUST_LOTS[quirks.dust] })

  type Birth = { readonly held: bigint; readonly replaces?: Order; readonly closes?: Order }
  function create(at: Instant, terms: OrderTerms, { held, replaces, closes }: Birth): Order {
    const order: Order = {
      ...terms,
      txid: orderId(history.orderCount()),
      openedAt: at,
      ...(replaces === undefined ? {} : { replaces: replaces.txid }),
      ...(closes === undefined ? {} : { closes: closes.txid }),
      ...(terms.display === undefined ? {} : { shown: smaller(terms.display, terms.volume) }),
      turn: 0,
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
  function needOf(at: Instant, terms: Weighed): bigint {
    const { account, market, executed = 0n } = terms
    const price = heldAt(terms)
    if (price !== undefined) return holdFor({ ...terms, price }, terms.volume - executed)
    return debitOfTaking(terms, liquidityFor(terms), ratesOf(at, account, market).takerRate)
  }

  const affords = (terms: OrderTerms, need: bigint, released = 0n): boolean =>
    accounts.available(terms.account, paysWith(terms)) + released >= need

  /** An amount to be spent becomes the volume that it buys now. */
  function sized(terms: OrderTerms): OrderTerms {
    const { spend } = terms
    return spend === undefined ? terms : { ...terms, volume: lotsFor({ ...terms, spend }, liquidityFor(terms)) }
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
    if (isWaiting(order)) arm(at, order)
    else work(at, order)
  }

  /** Waits for its trigger, unless the last price is there already. */
  function arm(at: Instant, order: Order): void {
    const last = executor.last(order.market)
    if (last !== undefined && isFired(order, last)) fire(at, order)
    else waiting.add(order)
  }

  /** Its trigger has come: weighed again, since a market has moved meanwhile, it goes on as what it was waiting to be. */
  function fire(at: Instant, order: Order): void {
    order.triggeredAt = at
    const { trail, trigger } = order
    if (trail?.limit !== undefined && trigger !== undefined) order.price = priceAt(order.market, trigger, trail.limit)
    history.changed(order)
    tell({ kind: 'order-triggered', order })
    const held = needOf(at, order)
    if (!affords(order, held, order.held)) return end(at, order, 'canceled', ENDINGS.insufficientFunds)
    accounts.hold(order.account, paysWith(order), held - order.held)
    order.held = held
    work(at, order)
  }

  /** The opposite of a fill, as the order asked for: an order of its own, for which nobody waits to hear a refusal. */
  function placeClosing(at: Instant, { order, trade }: Fill, close: CloseTerms): void {
    const { account, market, feeIn } = order
    const base: OrderTerms = {
      account,
      market,
      side: otherSide(order),
      ...close,
      volume: trade.volume.units,
      userref: 0,
      postOnly: false,
      feeIn,
      timeInForce: 'GTC',
      selfTrade: 'cancel-newest',
    }
    const last = executor.last(market)
    const terms =
      close.trail === undefined || last === undefined
        ? base
        : { ...base, trigger: trailingTrigger(market, base.side, { peak: last, by: close.trail.by }) }
    const need = needOf(at, terms)
    const isPayable = affords(terms, need)
    const closing = create(at, terms, { held: isPayable ? need : 0n, closes: order })
    if (isPayable) carryOut(at, closing)
    else end(at, closing, 'canceled', ENDINGS.insufficientFunds)
  }

  /** Does what trades have set off, until nothing is left: each triggered order fires once, and what closes has no close. */
  function settleDown(): void {
    for (let next = setOff.shift(); next !== undefined; next = setOff.shift()) next()
  }

  /** Why the engine does not let it into the book: it would take and must not, or cannot take all and must. */
  function obstacleOf(order: Order): string | undefined {
    const opposite = bookOf(order.market).best(otherSide(order))
    if (order.postOnly && opposite !== undefined && reaches(order, opposite)) return ENDINGS.postOnly
    return order.timeInForce === 'FOK' && !isFillable(order, liquidityFor(order)) ? ENDINGS.fillOrKill : undefined
  }

  /** What was held for a scheduled order is weighed again, since a market has moved meanwhile. */
  function beginLate(at: Instant, order: Order): void {
    if (affords(order, needOf(at, order), order.held)) begin(at, order)
    else end(at, order, 'canceled', ENDINGS.insufficientFunds)
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
    else rest(order)
  }

  /** Behind all others at its price. */
  function rest(order: Order): void {
    if (order.display !== undefined) order.shown = smaller(order.display, order.volume - order.executed)
    order.turn += 1
    bookOf(order.market).add(resting(order))
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
      } else if (maker.shown === 0n) refill(maker)
    }
    executor.consolidate(fills)
    return isStopped
  }

  /** Gives the taker's side, and minds what else the trade sets off. */
  function execute(at: Instant, parties: { readonly maker: Maker; readonly taker: Order }): Fill {
    const { made, taken } = executor.execute(at, parties)
    for (const order of waiting.heard(made.order.market, made.trade.price.units)) setOff.push(() => fire(at, order))
    for (const fill of [made, taken]) {
      const { close: closing } = fill.order
      if (closing !== undefined) setOff.push(() => placeClosing(at, fill, closing))
    }
    return taken
  }

  function refill(maker: Maker): void {
    bookOf(maker.market).remove(maker)
    rest(maker)
    history.changed(maker)
    tell({ kind: 'order-refilled', order: maker })
  }

  /** Tells each change by itself, price first: a capture has two rows for one amend of both. */
  function change(at: Instant, order: Order, { price, trigger, trail, display, volume }: AmendedTerms): void {
    const tellChange = () => {
      order.amendedAt = at
      history.changed(order)
      tell({ kind: 'order-amended', order })
    }
    const isTold = order.price !== price || order.trigger !== trigger || order.display !== display
    if (isTold) {
      if (price !== undefined) order.price = price
      if (trigger !== undefined) order.trigger = trigger
      if (trail !== undefined) order.trail = trail
      if (display !== undefined) order.display = display
      tellChange()
    }
    if (isTold && order.volume === volume) return
    order.volume = volume
    tellChange()
  }

  const isDone = (order: Order): boolean => order.volume - order.executed <= DUST_LOTS[quirks.dust]

  /** A market order that ends one lot short was recorded without a reason. Source: protocol 7.3. */
  function close(at: Instant, order: Order): void {
    const leavesDust = order.executed < order.volume && order.price !== undefined
    end(at, order, 'closed', leavesDust ? ENDINGS.insignificant : undefined)
  }

  function leaveTheBook(order: Order): void {
    waiting.remove(order)
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
      const held = needOf(at, terms)
      if (!affords(terms, held)) return fail(INSUFFICIENT_FUNDS)
      const order = create(at, terms, { held })
      carryOut(at, order)
      settleDown()
      return ok(order)
    },
    replace(at, { order: old, terms }) {
      const held = needOf(at, terms)
      if (!affords(terms, held, old.held)) return fail(INSUFFICIENT_FUNDS)
      leaveTheBook(old)
      releaseHold(accounts, old)
      const endOld = () => end(at, old, 'canceled', ENDINGS.replaced)
      const isOldFirst = quirks.framesOfAnEdit === 'old-first'
      if (isOldFirst) endOld()
      const order = create(at, terms, { held, replaces: old })
      carryOut(at, order, isOldFirst ? undefined : endOld)
      settleDown()
      return ok(order)
    },
    amend(at, { order, to, byHand }) {
      const opposite = bookOf(order.market).best(otherSide(order))
      const next: Weighed = { ...order, ...to }
      const takes = !isWaiting(order) && opposite !== undefined && reaches(next, opposite)
      if (to.postOnly && takes) return fail(POST_ONLY)
      const isOver = to.volume <= order.executed
      const isPassive = to.postOnly || (order.postOnly && to.price === order.price)
      const held = isOver ? 0n : needOf(at, { ...next, postOnly: isPassive })
      if (!affords(order, held, order.held)) return fail(INSUFFICIENT_FUNDS)
      const id = amendIdOf(amends)
      amends += 1
      if (isOver) {
        leaveTheBook(order)
        end(at, order, 'canceled', ENDINGS.userRequested)
        return ok(id)
      }
      const keepsItsPlace =
        to.price === order.price && to.volume <= order.volume && !isLarger(to.display, order.display)
      accounts.hold(order.account, paysWith(order), held - order.held)
      order.held = held
      if (byHand) order.amendedByHandAt = at
      if (!keepsItsPlace || isWaiting(order)) leaveTheBook(order)
      if (to.display !== undefined) order.shown = shownAfter(order, { ...to, display: to.display, keepsItsPlace })
      change(at, order, to)
      history.amended(at, order, id)
      if (isWaiting(order)) arm(at, order)
      else if (!keepsItsPlace) work(at, order)
      settleDown()
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
        settleDown()
      }
    },
    last: (market) => executor.last(market),
    best(pair) {
      const book = books.get(pair)
      const bid = book?.best('buy')
      const ask = book?.best('sell')
      return { ...(bid && { bid: priceOf(bid) }), ...(ask && { ask: priceOf(ask) }) }
    },
  }
}

/** What is to be paid for: terms, or an order as it stands. */
type Weighed = OrderTerms & { readonly executed?: bigint; readonly triggeredAt?: Instant }

/** The price by which money is held for it; none for what trades at market at once. */
function heldAt({ market, price, trigger, trail, ...order }: Weighed): bigint | undefined {
  if (price !== undefined || trigger === undefined) return price
  if (trail?.limit !== undefined) return priceAt(market, trigger, trail.limit)
  return isWaiting({ trigger, ...order }) ? trigger : undefined
}

type Shown = { readonly display: bigint; readonly volume: bigint; readonly keepsItsPlace: boolean }
/** What an amended iceberg shows: where it keeps its place no more than what it was showing. */
function shownAfter({ executed, shown }: Order, { display, volume, keepsItsPlace }: Shown): bigint {
  const most = smaller(display, volume - executed)
  return keepsItsPlace && shown !== undefined ? smaller(shown, most) : most
}

const isLarger = (one: bigint | undefined, other: bigint | undefined): boolean =>
  one !== undefined && other !== undefined && one > other

const hasPrice = (order: Order): order is Maker => order.price !== undefined
function resting(order: Order): Maker {
  assert(hasPrice(order), 'only orders with a price rest')
  return order
}
const priceOf = (order: Maker): Exact => ({ units: order.price, scale: order.market.row.pairDecimals })
