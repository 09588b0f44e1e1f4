/** Says in the trader's words what an order-management system asked and was told. */
import { unreachable } from '../../src/assert.ts'
import type { BrokerdError, BrokerdFill, BrokerdOrder, BrokerdStatus, EmsEvent, EmsRequest } from '../../src/ems.ts'
import type { Names } from './names.ts'
import { amount, price, terms } from './words.ts'

type Told = {
  readonly names: Names
  /** The story's market, by wsname: only other markets are named. */
  readonly market: string
}

/** `before` is the last request for the same order: an edit is told by what it changes. */
export function requestText(
  request: EmsRequest,
  { names, market, before }: Told & { readonly before: BrokerdOrder | undefined },
): string {
  const name = names.wish(request.oid)
  switch (request.kind) {
    case 'BrokerdOrder': {
      if (before !== undefined) return `edits ${name} to ${changed(before, request)}`
      return `${request.action}s ${name} ${terms(request)}${elsewhere(request.symbol, market)}${manner(request)}`
    }
    case 'BrokerdCancel':
      return `cancels ${name}`
    case 'BrokerdCancelAll':
      return 'cancels everything'
    default:
      return unreachable(request)
  }
}

export function eventText(event: EmsEvent, { names, market }: Told): string {
  switch (event.kind) {
    case 'BrokerdOrderAck':
      return `${names.wish(event.oid)} acknowledged`
    case 'BrokerdStatus':
      return `${names.wish(event.oid)} ${statusText(event)}`
    case 'BrokerdFill':
      return `${filled(event, names)} filled ${terms(event)}${elsewhere(event.symbol, market)}`
    case 'BrokerdError':
      return `${names.wish(event.oid)} ${refusedText(event)}`
    case 'BrokerdPosition': {
      const ppu = event.ppu === '0' ? '' : `, ppu ${price(event.ppu)}`
      return `position ${amount(event.size)}${elsewhere(event.symbol, market)}${ppu}`
    }
    case 'BrokerdReady':
      return 'orders are taken'
    case 'Status':
      return `${names.wish(event.oid)} found open, ${amount(event.remaining)} of ${terms(event)}`
    default:
      return unreachable(event)
  }
}

const manner = ({ postOnly, reduceOnly, timeInForce, expiresInSeconds }: BrokerdOrder): string =>
  [
    ...(postOnly === true ? ['post only'] : []),
    ...(reduceOnly === true ? ['reduce only'] : []),
    ...(timeInForce === undefined ? [] : [timeInForce]),
    ...(expiresInSeconds === undefined ? [] : [`for ${expiresInSeconds} s`]),
  ]
    .map((word) => `, ${word}`)
    .join('')

function changed(before: BrokerdOrder, now: BrokerdOrder): string {
  const samePrice = before.price === now.price
  if (before.size === now.size && now.price !== undefined && !samePrice) return price(now.price)
  return before.size !== now.size && samePrice ? `size ${amount(now.size)}` : terms(now)
}

function statusText(event: BrokerdStatus): string {
  const reason = event.reason === undefined ? '' : `: ${event.reason}`
  switch (event.status) {
    case 'pending':
    case 'open':
      return `${event.status}, ${amount(event.remaining)} of ${terms(event)}${reason}`
    case 'closed':
    case 'canceled':
    case 'expired':
    case 'error':
      return `${event.status}, ${amount(event.filled)} of ${amount(event.size)} filled${reason}`
    default:
      return unreachable(event.status)
  }
}

const refusedText = (event: BrokerdError): string => {
  const what = event.request === 'order' ? '' : `${event.request} `
  return `${what}refused by ${event.by}: ${event.reason}`
}

const filled = (fill: BrokerdFill, names: Names): string =>
  fill.oid === undefined ? names.order(fill.txid) : names.wish(fill.oid)

const elsewhere = (symbol: string, market: string): string =>
  symbolKey(symbol) === symbolKey(market) ? '' : ` ${symbol}`

/** `XMR/EUR`, `xmr/eur` and `xmreur.kraken` are one market. */
const symbolKey = (symbol: string): string =>
  symbol
    .toLowerCase()
    .replace(/\.kraken$/, '')
    .replace('/', '')
