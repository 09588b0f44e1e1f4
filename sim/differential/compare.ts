/** Both books under the same commands: the same refusals, trades and state, and not a unit of money too many or few. */
import { createHash } from 'node:crypto'
import { present } from '../../src/assert.ts'
import type { Quirks } from '../exchange/quirks.ts'
import type { Universe } from '../exchange/universe/universe.ts'
import type { Command, Match } from '../ladder/command.ts'
import { type Second, createSecond } from '../ladder/second.ts'
import { type First, type Told, createFirst } from './first.ts'
import { type Count, createCount } from './residue.ts'
import { type Stream, textOf } from './stream.ts'

export type Comparison = {
  readonly universe: Universe
  /** The state and the money are compared after each so many commands, and in the end. */
  readonly every: number
  /** What the exchange takes to be so; the second book is as the exchange is unless told otherwise. */
  readonly quirks?: Partial<Quirks>
}

export type Outcome = {
  readonly operations: number
  readonly matches: number
  /** How many commands were refused, by Kraken's words. */
  readonly refusals: ReadonlyMap<string, number>
  /** The state in the end, the same of both books. */
  readonly hash: string
  readonly difference?: Difference
}
/** Where the two disagree for the first time, or where money is that should not be. */
export type Difference = { readonly of: 'books' | 'money'; readonly command: Command; readonly what: string }

/** Known to nobody but the exchange: the second book has no money. */
const UNFUNDED = 'EOrder:Insufficient funds'

export function compare({ place, facts, accounts, commands }: Stream, options: Comparison): Outcome {
  const { universe, every, quirks } = options
  const row = present(universe.pairs.get(place.pair), `${place.pair} is a pair of the universe`)
  const numbers = 1 + commands.reduce((most, { number }) => Math.max(most, number), 0)
  const first = createFirst({
    universe,
    pair: place.pair,
    accounts,
    ...(place.change === undefined ? {} : { change: place.change }),
    ...(quirks === undefined ? {} : { quirks }),
  })
  const second = createSecond(facts, { numbers })
  const count = createCount({
    ...row,
    priceDecimals: row.pairDecimals,
    ledger: new Map([...universe.assets.values()].map(({ id, decimals }) => [id, decimals])),
  })
  for (const { name, funds } of accounts) {
    for (const [asset, amount] of Object.entries(funds)) count.deposited({ account: name, asset, amount })
  }
  const refusals = new Map<string, number>()
  let matches = 0
  let hash = ''

  for (const [index, command] of commands.entries()) {
    const told = first.carryOut(command)
    if (told.refusal !== undefined) refusals.set(told.refusal, (refusals.get(told.refusal) ?? 0) + 1)
    matches += told.matches.length
    const isLast = index + 1 === commands.length
    const isState = isLast || (index + 1) % every === 0
    const what = differenceAfter(command, told) ?? (isState ? differenceOfState(isLast) : undefined)
    const residue = isState && what === undefined ? count.residue(first.exchange.truth.accounts)[0] : undefined
    const outcome = { operations: index + 1, matches, refusals, hash }
    if (what !== undefined) return { ...outcome, difference: { of: 'books', command, what } }
    if (residue !== undefined) return { ...outcome, difference: { of: 'money', command, what: residue } }
  }
  return { operations: commands.length, matches, refusals, hash }

  function differenceAfter(command: Command, told: Told): string | undefined {
    const refusal = second.refusalOf(command)
    const isUnfunded = told.refusal === UNFUNDED && refusal === undefined
    if (told.refusal !== refusal && !isUnfunded) {
      return `the exchange says ${told.refusal ?? 'yes'}, the second book ${refusal ?? 'yes'}`
    }
    const matched = told.refusal === undefined ? second.carryOut(command) : []
    const [trades, expected] = [told.matches, matched].map((list) => list.map(matchText).join(', ') || 'nothing')
    if (trades !== expected) return `the exchange trades ${trades}, the second book ${expected}`
    countMoney(count, command, told)
    return undefined
  }

  function differenceOfState(isLast: boolean): string | undefined {
    const scales = { ...facts, priceScale: row.priceScale }
    const [one, other] = [
      queuesOfFirst(first) + (isLast ? ordersOfFirst(first) : ''),
      queuesOfSecond(second, scales) + (isLast ? ordersOfSecond(second) : ''),
    ]
    hash = createHash('sha256').update(other).digest('hex')
    if (one === other) return undefined
    return `the exchange has ${firstLineUnlike(one, other)}, the second book ${firstLineUnlike(other, one)}`
  }
}

const matchText = ({ maker, taker, price, lots }: Match): string => `${lots} lots at ${price} of ${maker} to ${taker}`

function countMoney(count: Count, command: Command, { matches, trades }: Told): void {
  if (command.kind === 'deposit') count.deposited(command)
  for (const [place, match] of matches.entries()) {
    const [maker, taker] = [trades[2 * place], trades[2 * place + 1]]
    count.matched(match, [present(maker, 'a match has a maker'), present(taker, 'a match has a taker')])
  }
}

function firstLineUnlike(text: string, other: string): string {
  const others = other.split('\n')
  return text.split('\n').find((line, at) => line !== others[at]) ?? 'nothing more'
}

/** As `Level3` publishes them. */
function queuesOfFirst({ level3 }: First): string {
  const { bids, asks } = level3()
  return [...bids, undefined, ...asks]
    .map((order) => (order === undefined ? 'asks' : `${order.number} ${order.volume}@${order.price}`))
    .join('\n')
}

type ShownScales = { readonly priceDecimals: number; readonly lotDecimals: number; readonly priceScale: number }
function queuesOfSecond({ orders, queue }: Second, { priceDecimals, lotDecimals, priceScale }: ShownScales): string {
  const shown = (number: number): string => {
    const { price = 0n, volume, executed } = present(orders.get(number), 'who queues is known')
    const scaled = textOf(price * 10n ** BigInt(priceScale - priceDecimals), priceScale)
    return `${number} ${textOf(volume - executed, lotDecimals)}@${scaled}`
  }
  return [...queue('buy').map(shown), 'asks', ...queue('sell').map(shown)].join('\n')
}

/** What every order came to. */
const ordersOfFirst = ({ exchange, numberOf }: First): string =>
  [...exchange.truth.orders.values()]
    .map(({ txid, executed, volume, status }) => `\n${numberOf(txid)} ${status} ${executed.units}/${volume.units}`)
    .join('')

const ordersOfSecond = ({ orders }: Second): string =>
  [...orders].map(([number, { state, executed, volume }]) => `\n${number} ${state} ${executed}/${volume}`).join('')
