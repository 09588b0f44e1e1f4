/**
 * A second reading of how Kraken takes, matches and changes orders, upon a ladder of ticks. It shares no code with the
 * exchange and knows nothing of money: whether an order can be paid is not asked here. Source: protocol 1.6, 7.
 */
import { assert, present } from '../../src/assert.ts'
import type { Command, Match } from './command.ts'
import { type Side, createLadder } from './ladder.ts'

export type PairFacts = {
  readonly priceDecimals: number
  readonly lotDecimals: number
  readonly tickSize: string
  readonly orderMin: string
  readonly costMin: string
  /** The price of the lowest rung, in units of the price's decimals, and how many rungs there are. */
  readonly lowest: bigint
  readonly rungs: number
}

export type SecondOrder = {
  readonly account: string
  readonly side: Side
  price: bigint | undefined
  volume: bigint
  executed: bigint
  state: 'open' | 'closed' | 'canceled'
}

export interface Second {
  /** Why a command is refused, in Kraken's words; undefined when only a want of funds could be in its way. */
  refusalOf(command: Command): string | undefined
  /** Does what is not refused. */
  carryOut(command: Command): readonly Match[]
  /** Numbers of a side, best price first, oldest first. */
  queue(side: Side): readonly number[]
  readonly orders: ReadonlyMap<number, SecondOrder>
}

const INVALID_VOLUME = 'EGeneral:Invalid arguments:volume'
const UNKNOWN = 'EOrder:Unknown order'

/** An order that traded and is left with no more than a single lot is done. Source: protocol 7.3. */
const DUST = 1n

export function createSecond(facts: PairFacts, { numbers }: { readonly numbers: number }): Second {
  const { priceDecimals, lotDecimals, lowest } = facts
  const tick = present(unitsOf(facts.tickSize, priceDecimals), 'the tick has no more decimals than a price')
  const ladder = createLadder({ rungs: facts.rungs, orders: numbers })
  const orders = new Map<number, SecondOrder>()

  const rungOf = (price: bigint): number => Number((price - lowest) / tick)
  const priceAt = (rung: number): bigint => lowest + BigInt(rung) * tick
  const known = (number: number): SecondOrder => present(orders.get(number), `order ${number} is known`)
  const left = ({ volume, executed }: SecondOrder): bigint => volume - executed

  function openOrder(account: string, number: number): SecondOrder | undefined {
    const order = orders.get(number)
    return order?.account === account && order.state === 'open' ? order : undefined
  }

  const lotsOf = (text: string): bigint | undefined => {
    const lots = unitsOf(text, lotDecimals)
    return lots === undefined || lots <= 0n ? undefined : lots
  }
  const priceOf = (text: string): bigint => present(unitsOf(text, priceDecimals), `${text} is a price of the pair`)

  function termsRefusal(volume: bigint | undefined, price: bigint | undefined, isSmallTaken = false) {
    if (volume === undefined) return INVALID_VOLUME
    if (price !== undefined && price % tick !== 0n) return 'EOrder:Tick size check failed'
    if (isSmallTaken) return undefined
    if (isLess(volume, lotDecimals, facts.orderMin)) return 'EOrder:Order minimum not met'
    const isCheap = price !== undefined && isLess(volume * price, lotDecimals + priceDecimals, facts.costMin)
    return isCheap ? 'EOrder:Cost minimum not met' : undefined
  }

  const meets = (side: Side, price: bigint | undefined): number | undefined => {
    const rung = ladder.facing(side)
    if (rung === undefined || price === undefined) return rung
    return (side === 'buy' ? rungOf(price) >= rung : rungOf(price) <= rung) ? rung : undefined
  }

  function trade(number: number): readonly Match[] {
    const taker = known(number)
    const matches: Match[] = []
    let isOwn = false
    let rung = meets(taker.side, taker.price)
    while (rung !== undefined && left(taker) > 0n) {
      const front = ladder.front(rung)
      const maker = known(front)
      isOwn = maker.account === taker.account
      if (isOwn) break
      const lots = left(maker) < left(taker) ? left(maker) : left(taker)
      maker.executed += lots
      taker.executed += lots
      matches.push({ maker: front, taker: number, price: priceAt(rung), lots })
      if (left(maker) <= DUST) {
        ladder.leave(front)
        maker.state = 'closed'
      }
      rung = meets(taker.side, taker.price)
    }
    if (matches.length > 0 && left(taker) <= DUST) taker.state = 'closed'
    else if (isOwn || taker.price === undefined) taker.state = 'canceled'
    else ladder.join(number, { side: taker.side, rung: rungOf(taker.price) })
    return matches
  }

  type Entry = Omit<SecondOrder, 'executed' | 'state'> & { readonly postOnly: boolean }
  function enter(number: number, { postOnly, ...order }: Entry): readonly Match[] {
    const isStopped = postOnly && meets(order.side, order.price) !== undefined
    orders.set(number, { ...order, executed: 0n, state: isStopped ? 'canceled' : 'open' })
    return isStopped ? [] : trade(number)
  }

  function end(number: number): void {
    ladder.leave(number)
    known(number).state = 'canceled'
  }

  /** The price and whole volume that a change asks for. */
  const wished = (
    order: SecondOrder,
    { price, volume }: { price: string | undefined; volume: string | undefined },
  ) => ({
    price: price === undefined ? order.price : priceOf(price),
    volume: volume === undefined ? order.volume : lotsOf(volume),
  })

  return {
    orders,
    queue: ladder.queue,
    refusalOf(command) {
      switch (command.kind) {
        case 'place':
          return termsRefusal(lotsOf(command.volume), command.price === undefined ? undefined : priceOf(command.price))
        case 'cancel':
          return openOrder(command.account, command.order) === undefined ? UNKNOWN : undefined
        case 'amend': {
          const order = openOrder(command.account, command.order)
          if (order === undefined) return UNKNOWN
          if (command.price === undefined && command.volume === undefined) return INVALID_VOLUME
          const { volume, price } = wished(order, command)
          const isCancel = volume !== undefined && volume <= order.executed
          const refusal = termsRefusal(volume, price, isCancel)
          if (refusal !== undefined) return refusal
          return command.postOnly && meets(order.side, price) !== undefined ? 'EOrder:Post only order' : undefined
        }
        case 'edit': {
          const order = openOrder(command.account, command.order)
          if (order === undefined) return UNKNOWN
          if (command.price === undefined && command.volume === undefined) return INVALID_VOLUME
          const { volume, price } = wished(order, command)
          const isTooSmall = volume !== undefined && volume <= order.executed
          return termsRefusal(volume, price) ?? (isTooSmall ? INVALID_VOLUME : undefined)
        }
        case 'cancel-all':
        case 'deposit':
          return undefined
      }
    },
    carryOut(command) {
      switch (command.kind) {
        case 'place': {
          const { account, side, postOnly } = command
          const price = command.price === undefined ? undefined : priceOf(command.price)
          const volume = present(lotsOf(command.volume), 'the volume was judged')
          return enter(command.number, { account, side, price, volume, postOnly })
        }
        case 'cancel':
          end(command.order)
          return []
        case 'cancel-all':
          for (const number of [...ladder.queue('buy'), ...ladder.queue('sell')]) {
            if (known(number).account === command.account) end(number)
          }
          return []
        case 'amend': {
          const order = known(command.order)
          const { volume, price } = wished(order, command)
          assert(volume !== undefined, 'the volume was judged')
          const keepsItsPlace = price === order.price && volume <= order.volume
          if (volume <= order.executed) {
            end(command.order)
            return []
          }
          order.price = price
          order.volume = volume
          if (keepsItsPlace) return []
          ladder.leave(command.order)
          return trade(command.order)
        }
        case 'edit': {
          const order = known(command.order)
          const { volume, price } = wished(order, command)
          assert(volume !== undefined, 'the volume was judged')
          end(command.order)
          const { account, side, executed } = order
          return enter(command.number, { account, side, price, volume: volume - executed, postOnly: command.postOnly })
        }
        case 'deposit':
          return []
      }
    },
  }
}

/** `49.5` in units of `10^-decimals`; undefined when it has more decimals than that. */
export function unitsOf(text: string, decimals: number): bigint | undefined {
  const [whole = '', part = ''] = text.split('.')
  return part.length > decimals ? undefined : BigInt(whole + part.padEnd(decimals, '0'))
}

/** Whether so many units are less than a decimal text. */
function isLess(units: bigint, decimals: number, text: string): boolean {
  const finer = Math.max(decimals, text.split('.')[1]?.length ?? 0)
  return units * 10n ** BigInt(finer - decimals) < (unitsOf(text, finer) ?? 0n)
}
