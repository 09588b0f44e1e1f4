/** Compares how a story ended with how it should: as the trader last heard, and in truth at Kraken. */
import { present } from '../../src/assert.ts'
import type { BrokerFile } from '../../src/broker/port.ts'
import type { Ending, OpenOrders } from '../scenario.ts'
import type { Truth, TruthOrder } from '../truth.ts'
import { exactDifference, exactText, sameNumber } from '../edge/decimal.ts'
import type { KnownOrder, Trader } from './trader.ts'
import { type ReadAmount, assetsOf, readAmount, readOrder } from './words.ts'

/** What is told of an ending: who heard what, what is true, and the story's market by wsname. */
export type Told = {
  readonly trader: Trader
  readonly truth: Truth
  readonly krakenAccount: string
  readonly market: string
  /** The broker's files as they lie on the disk. */
  readonly files: Readonly<Record<BrokerFile, string | undefined>>
  /** Why the broker gave up, the last time it did. */
  readonly gaveUp: string | undefined
  /** The market of a named order, by wsname. */
  readonly marketOf: (order: string) => string
}

/** One sentence for everything that is not as it should be, in the order in which an ending is written. */
export function misendings(ending: Ending, told: Told): readonly string[] {
  const wrong: (string | undefined)[] = []
  for (const [name, expected] of Object.entries(ending.orders ?? {})) {
    const base = assetsOf(told.marketOf(name)).base
    const known = told.trader.order(name)
    wrong.push(unlike(name, expected, orderText(known, base), (wanted) => isOrder(wanted, known, base)))
  }
  const own = told.trader.position(symbolOf(told.market, told.truth))
  const { base } = assetsOf(told.market)
  if (ending.position !== undefined) {
    wrong.push(unlike('position', ending.position, amountText(own?.size, base), isAmount(own?.size, base)))
  }
  if (ending.ppu !== undefined) {
    const ppu = own?.ppu ?? '0'
    wrong.push(unlike('ppu', ending.ppu, ppu, (wanted) => sameNumber(wanted, ppu)))
  }
  for (const [wsname, expected] of Object.entries(ending.positions ?? {})) {
    const size = told.trader.position(symbolOf(wsname, told.truth))?.size
    const asset = assetsOf(wsname).base
    wrong.push(unlike(`position in ${wsname}`, expected, amountText(size, asset), isAmount(size, asset)))
  }
  if (ending.openOnKraken !== undefined) wrong.push(unlikeOpen(ending.openOnKraken, told))
  if (ending.fills !== undefined) wrong.push(unlikeFills(ending.fills, told.trader.fills))
  if (ending.gaveUp !== undefined && told.gaveUp?.startsWith(ending.gaveUp) !== true) {
    wrong.push(`the broker was to give up for '${ending.gaveUp}', and ${told.gaveUp ?? 'never did'}`)
  }
  for (const file of ['positions', 'kept'] as const) {
    for (const text of ending.files?.[file] ?? []) {
      if (told.files[file]?.includes(text) !== true)
        wrong.push(`the ${file} file: ${JSON.stringify(text)} does not stand in it`)
    }
  }
  return wrong.filter((sentence) => sentence !== undefined)
}

/** A sentence when the heard is none of the expected. */
function unlike(
  what: string,
  expected: string | { readonly oneOf: readonly string[] },
  heard: string,
  fits: (wanted: string) => boolean,
): string | undefined {
  const wanted = typeof expected === 'string' ? [expected] : expected.oneOf
  return wanted.some(fits) ? undefined : `${what}: expected ${wanted.join(' or ')}, the trader last heard ${heard}`
}

// ---- orders as heard

/** What is open of an order is what remains of it: `open 1 XMR at 149.50` when one of two was filled. */
function isOrder(wanted: string, known: KnownOrder | undefined, base: string): boolean {
  const refused = /^refused by (us|kraken): (.*)$/s.exec(wanted)
  if (refused !== null) {
    const refusal = known?.refusal
    return refusal !== undefined && refusal.by === refused[1] && refusal.reason.includes(refused[2] ?? '')
  }
  const standing = known?.standing
  if (standing === undefined) return false
  const status = statusOf(standing)
  if (wanted.startsWith('open ')) {
    const order = readOrder(wanted.slice('open '.length))
    if (order?.price === undefined || status !== 'open' || standing.price === undefined) return false
    return isAmount(standing.remaining, base)(`${order.size} ${order.asset}`) && sameNumber(order.price, standing.price)
  }
  if (wanted.startsWith('filled ')) {
    return status === 'closed' && isAmount(standing.filled, base)(wanted.slice('filled '.length))
  }
  if (wanted.startsWith('canceled after ')) {
    return status === 'canceled' && isAmount(standing.filled, base)(wanted.slice('canceled after '.length))
  }
  return wanted === 'canceled' && status === 'canceled' && sameNumber(standing.filled, '0')
}

/** What the trader last heard, in the words of an ending. */
function orderText(known: KnownOrder | undefined, base: string): string {
  const refusal = known?.refusal
  const refused = refusal === undefined ? [] : [`its ${refusal.request} refused by ${refusal.by}: ${refusal.reason}`]
  const standing = known?.standing
  const stands = standing === undefined ? [] : [standingText(standing, base)]
  const parts = [...stands, ...refused]
  return parts.length === 0 ? 'nothing of it' : parts.join(', and ')
}

function standingText(standing: NonNullable<KnownOrder['standing']>, base: string): string {
  const status = statusOf(standing)
  const { filled, remaining } = standing
  if (status === 'closed') return `filled ${filled} ${base}`
  const terms = `${remaining} ${base} at ${standing.price ?? 'market'}`
  if (status === 'open' || status === 'pending') return `${status} ${terms}`
  const reason = standing.kind === 'BrokerdStatus' && standing.reason !== undefined ? ` (${standing.reason})` : ''
  return `${status}${sameNumber(filled, '0') ? '' : ` after ${filled} ${base}`}${reason}`
}

/** An order found live is open. */
const statusOf = (standing: NonNullable<KnownOrder['standing']>): string =>
  standing.kind === 'Status' ? 'open' : standing.status

// ---- positions as heard

const amountText = (size: string | undefined, asset: string): string =>
  size === undefined || sameNumber(size, '0') ? 'nothing' : `${size} ${asset}`

const isAmount =
  (size: string | undefined, asset: string) =>
  (wanted: string): boolean => {
    const amount: ReadAmount | undefined = wanted === 'nothing' ? { size: '0', asset } : readAmount(wanted)
    return amount?.asset === asset && sameNumber(amount.size, size ?? '0')
  }

/** The symbol of a market towards the EMS: `xmreur.kraken`. */
function symbolOf(wsname: string, truth: Truth): string {
  const pair = [...truth.pairs.values()].find((one) => one.wsname === wsname)
  return `${present(pair, `Kraken has the market ${wsname}`).altname.toLowerCase()}.kraken`
}

// ---- orders in truth

function unlikeFills(expected: NonNullable<Ending['fills']>, heard: number): string | undefined {
  const wanted = typeof expected === 'number' ? [expected] : expected.oneOf
  return wanted.includes(heard) ? undefined : `fills: expected ${wanted.join(' or ')}, the trader was told of ${heard}`
}

function unlikeOpen(expected: NonNullable<Ending['openOnKraken']>, told: Told): string | undefined {
  const open = [...told.truth.orders.values()].filter(
    (order) => order.account === told.krakenAccount && (order.status === 'open' || order.status === 'pending'),
  )
  const fits = (wanted: OpenOrders): boolean =>
    listOf(wanted).length === open.length &&
    open.every((order, place) => isOpen(listOf(wanted)[place], order, told.truth))
  const alternatives = typeof expected === 'object' && 'oneOf' in expected ? expected.oneOf : [expected]
  if (alternatives.some(fits)) return undefined
  const found = open.map((order) => openText(order, told.truth))
  const text = (texts: readonly string[]): string => (texts.length === 0 ? 'nothing' : texts.join(', '))
  const wanted = alternatives.map((one) => text(listOf(one))).join(' or ')
  return `open on Kraken: expected ${wanted}, in truth ${text(found)}`
}

const listOf = (orders: OpenOrders): readonly string[] => (orders === 'nothing' ? [] : orders)

function isOpen(wanted: string | undefined, order: TruthOrder, truth: Truth): boolean {
  const read = readOrder(wanted ?? '')
  if (read?.price === undefined || order.price === undefined) return false
  const remaining = exactText(exactDifference(order.volume, order.executed))
  return (
    read.asset === baseOf(order, truth) &&
    sameNumber(read.size, remaining) &&
    sameNumber(read.price, exactText(order.price))
  )
}

const openText = (order: TruthOrder, truth: Truth): string =>
  `${exactText(exactDifference(order.volume, order.executed))} ${baseOf(order, truth)} at ${
    order.price === undefined ? 'market' : exactText(order.price)
  }`

function baseOf(order: TruthOrder, truth: Truth): string {
  const pair = present(truth.pairs.get(order.pair), 'an order is of a known pair')
  return assetsOf(pair.wsname).base
}
