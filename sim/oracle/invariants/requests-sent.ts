/** What leaves for Kraken. */
import { unreachable } from '../../../src/assert.ts'
import type { BrokerdOrder } from '../../../src/ems.ts'
import { type Txid, txid } from '../../../src/ids.ts'
import type { Truth } from '../../truth.ts'
import type { Evidence } from '../evidence.ts'
import { factByFact } from '../fact-by-fact.ts'
import { equals, fromExact, isAbove, isMultipleOf, parseDecimal } from '../fraction.ts'
import { type Invariant, type Violation, staysSince } from '../invariant.ts'
import type { Fact, Run } from '../run.ts'
import { lotTickOf, pairNamed } from '../truth-reading.ts'
import type { Sent, SentNumber } from '../messages.ts'
import { nonceOf } from '../wire.ts'
import { symbolsOf } from '../wire-v2.ts'

export const requestInvariants: readonly Invariant[] = [
  staysSince(
    'the order is wrong in every run, and what comes of it shows only where Kraken is told of faster than the trader',
    factByFact('an acknowledgement comes before any byte of its order leaves', () => {
      const acknowledged = new Set<string>()
      return ({ event, sent }) => {
        // An order found live is made known under its reqid by its `Status`.
        if (event.kind === 'ems-event' && (event.event.kind === 'BrokerdOrderAck' || event.event.kind === 'Status'))
          acknowledged.add(String(event.event.reqid))
        if (sent?.kind !== 'addOrder') return undefined
        if (sent.userref === undefined) return [`an order for ${sent.pair ?? 'no pair'} left without a userref`]
        return acknowledged.has(sent.userref) ? [] : [`order ${sent.userref} left before it was acknowledged`]
      }
    }),
  ),

  factByFact('every request is built from the dialog it belongs to', () => (fact, evidence, run) => {
    const { sent } = fact
    switch (sent?.kind) {
      case undefined:
        return undefined
      case 'cancelOrder':
        return sent.txids.flatMap((id) => strayCancel(id, run, evidence))
      case 'addOrder':
        return strayOrder(sent, run, evidence)
      case 'editOrder':
        return strayEdit(sent, run, evidence)
      case 'amendOrder':
        return strayAmend(sent, run, evidence)
      default:
        return unreachable(sent)
    }
  }),

  staysSince(
    'several guards keep it out, and no change of one text takes all of them away',
    factByFact('no request names a dead txid after the broker was told of its end', () => {
      const dead = new Set<Txid>()
      return ({ event, sent, heard }) => {
        // A new process has no memory of what the last one heard.
        if (event.kind === 'broker-started') dead.clear()
        for (const told of heard) if (told.kind === 'order-ended') dead.add(told.txid)
        const named = sent === undefined ? [] : txidsIn(sent)
        if (sent === undefined || named.length === 0) return undefined
        return named.filter((id) => dead.has(id)).map((id) => `${sent.kind} names ${id}, whose end had been received`)
      }
    }),
  ),

  factByFact('every number that leaves is a plain decimal and a multiple of its tick', () => {
    // Ticks change without notice; a broker can be held to the list it was last given.
    let listed: Truth['pairs'] | undefined
    return ({ event, sent }, { truth }) => {
      const isList = event.kind === 'http-request' && event.path.startsWith('/0/public/AssetPairs')
      if (isList) listed = truth.pairs
      if (sent === undefined || sent.kind === 'cancelOrder' || sent.numbers.length === 0) return undefined
      const name = sent.kind === 'amendOrder' ? pairOf(truth, sent.orderid) : sent.pair
      return sent.numbers.flatMap((number) => untradable(listed ?? truth.pairs, name ?? '', number))
    }
  }),

  factByFact('no frame of WebSocket v2 names a market by its old name', () => ({ event }) => {
    const symbols = event.kind === 'socket-send' ? symbolsOf(event.frame) : []
    if (symbols.length === 0) return undefined
    return symbols.filter((symbol) => OLD_NAME.test(symbol)).map((symbol) => `a frame left for ${symbol}`)
  }),

  factByFact('nonces rise', () => {
    const highest = new Map<string, bigint>()
    return ({ event }) => {
      if (event.kind !== 'http-request' || !event.path.includes('/private/')) return undefined
      const nonce = nonceOf(event.body)
      if (nonce === undefined) return [`${event.path} carries no nonce`]
      const key = Object.entries(event.headers).find(([name]) => name.toLowerCase() === 'api-key')?.[1] ?? ''
      const last = highest.get(key)
      if (last !== undefined && nonce <= last) return [`${event.path} has nonce ${nonce}, and ${last} was used before`]
      highest.set(key, nonce)
      return []
    }
  }),
]

/** Bitcoin and dogecoin, which v2 knows as BTC and DOGE alone. Source: protocol 6. */
const OLD_NAME = /^(?:XBT|XDG)\/|\/(?:XBT|XDG)$/

function strayOrder(
  sent: Extract<Sent, { kind: 'addOrder' }>,
  { book, facts }: Run,
  { truth }: Evidence,
): readonly Violation[] | undefined {
  const dialog = sent.userref === undefined ? undefined : book.withReqid(sent.userref)
  const requests = facts.flatMap((fact) => {
    const order = orderAsked(fact)
    return order !== undefined && fact.telling?.dialog === dialog ? [order] : []
  })
  const [request] = requests
  if (dialog === undefined || request === undefined) return undefined
  const { oid, symbol, action } = request
  const meant = pairNamed(truth, symbol)
  // A symbol that Kraken has no name for is the broker's to refuse; where it stands for a pair we cannot say.
  const isSamePair = meant === undefined || meant === pairNamed(truth, sent.pair ?? '')
  if (!isSamePair || action !== sent.side)
    return [`${oid} is to ${action} ${symbol}, and left as ${sent.side ?? 'neither'} ${sent.pair ?? 'no pair'}`]
  return sent.numbers.flatMap(({ name, text, unit }) => {
    const asked = requests.flatMap(({ price, size }) => (unit === 'price' ? (price ?? []) : [size]))
    const isOnly = requests.length === 1 && dialog.orders.length === 0
    return asked.some((wish) => fulfils({ wish, text, unit, isOnly }))
      ? []
      : [`${oid} asks for ${name} ${asked.join(' or ')}, and left with ${text}`]
  })
}

/** The first order leaves as it was asked for; one sent anew for a later wish is for what is left of it. */
function fulfils(number: {
  readonly wish: string
  readonly text: string
  readonly unit: SentNumber['unit']
  readonly isOnly: boolean
}): boolean {
  const wish = parseDecimal(number.wish)
  const left = parseDecimal(number.text)
  // What is no plain decimal is another claim's affair.
  if (wish === undefined || left === undefined || equals(wish, left)) return true
  return number.unit === 'volume' && !number.isOnly && isAbove(wish, left)
}

function strayEdit(
  sent: Extract<Sent, { kind: 'editOrder' }>,
  { book }: Run,
  { truth }: Evidence,
): readonly Violation[] {
  const edited = truth.orders.get(txid(sent.orderid ?? ''))
  if (edited === undefined) return [`an edit names ${sent.orderid ?? 'no order'}, which Kraken does not know`]
  const owner = book.ownerOf(edited.txid)
  const meant = sent.newuserref === undefined ? undefined : book.withReqid(sent.newuserref)
  const mistaken =
    meant === undefined || meant === owner
      ? []
      : [`the edit with newuserref ${sent.newuserref ?? ''} names ${edited.txid}, an order of another dialog`]
  if (pairNamed(truth, sent.pair ?? '')?.key === edited.pair) return mistaken
  return [
    ...mistaken,
    `an edit of ${edited.txid} names pair ${sent.pair ?? 'none'}, and the order is in ${edited.pair}`,
  ]
}

/** The trader asked for it, or for a change that takes one. */
function strayCancel(id: string, { book, facts }: Run, { truth }: Evidence): readonly Violation[] {
  const order = truth.orders.get(txid(id))
  if (order === undefined) return [`a cancel names ${id}, which Kraken does not know`]
  const owner = book.ownerOf(order.txid)
  const isOfAll = facts.some(({ event }) => event.kind === 'ems-requested' && event.request.kind === 'BrokerdCancelAll')
  if (owner === undefined || isOfAll) return []
  const own = facts.filter(({ telling }) => telling?.dialog === owner).map(({ event }) => event)
  const asked = own.flatMap((event) => (event.kind === 'ems-requested' ? [event.request.kind] : []))
  // The first request for an order that was not there already is the one that made it.
  const births = own.some((event) => event.kind === 'ems-event' && event.event.kind === 'BrokerdOrderAck') ? 1 : 0
  if (asked.includes('BrokerdCancel') || asked.length > births) return []
  return [`a cancel names ${id}, and nobody asked for that or for a change`]
}

const orderAsked = ({ event }: Fact): BrokerdOrder | undefined =>
  event.kind === 'ems-requested' && event.request.kind === 'BrokerdOrder' ? event.request : undefined
/** An amend carries no userref: what tells whose it is are terms that were asked for in that dialog, and in no other. */
function strayAmend(
  { orderid, numbers }: Extract<Sent, { kind: 'amendOrder' }>,
  { book, facts }: Run,
  { truth }: Evidence,
): readonly Violation[] {
  const amended = truth.orders.get(txid(orderid ?? ''))
  if (amended === undefined) return [`an amend names ${orderid ?? 'no order'}, which Kraken does not know`]
  const owner = book.ownerOf(amended.txid)
  const wishes = facts.flatMap((fact) => (fact.telling?.dialog === owner ? (orderAsked(fact) ?? []) : []))
  const isWish = ({ price, size }: BrokerdOrder): boolean =>
    numbers.every(({ text, unit }) => isSame(text, unit === 'price' ? price : size))
  if (owner === undefined || wishes.some(isWish)) return []
  const terms = numbers.map(({ name, text }) => `${name} ${text}`).join(' and ')
  return [`${amended.txid} is amended to ${terms}, which nobody asked for in its dialog`]
}

function isSame(left: string, asked: string | undefined): boolean {
  const [one, other] = [parseDecimal(left), parseDecimal(asked ?? '')]
  return one !== undefined && other !== undefined && equals(one, other)
}

const pairOf = (truth: Truth, id: string | undefined): string | undefined => truth.orders.get(txid(id ?? ''))?.pair

function txidsIn(sent: Sent): readonly Txid[] {
  switch (sent.kind) {
    case 'addOrder':
      return []
    case 'editOrder':
    case 'amendOrder':
      return sent.orderid === undefined ? [] : [txid(sent.orderid)]
    case 'cancelOrder':
      return sent.txids.map(txid)
    default:
      return unreachable(sent)
  }
}

function untradable(
  pairs: Truth['pairs'],
  name: string,
  { name: field, text, unit }: SentNumber,
): readonly Violation[] {
  const value = parseDecimal(text)
  if (value === undefined) return [`${field} ${text} is no plain decimal`]
  const pair = pairNamed({ pairs }, name)
  if (pair === undefined)
    return [`${field} ${text} is for ${name === '' ? 'no pair' : name}, which Kraken does not list`]
  const tick = unit === 'price' ? fromExact(pair.tickSize) : lotTickOf(pair)
  return isMultipleOf(value, tick) ? [] : [`${field} ${text} is no multiple of the tick of ${pair.wsname}`]
}
