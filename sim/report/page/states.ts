/** How orders, positions and files stand after each row that changes them. */
import { unreachable } from '../../../src/assert.ts'
import type { EmsEvent, BrokerdCancel, BrokerdOrder } from '../../../src/ems.ts'
import { type Fraction, add, decimalText, negate, parseDecimal, zero } from '../../oracle/fraction.ts'
import { STRANGER } from '../../play/cast.ts'
import { amount, terms } from '../words.ts'
import type { Orders } from './orders.ts'
import type { OrderState, Page, Told } from './shape.ts'

type States = Pick<Page, 'orderStates' | 'positions' | 'traded' | 'files'>
type Mutable<Value> = Value extends readonly (infer Item)[] ? Item[] : never

export function statesOf(told: readonly Told[], orders: Orders, bodies: readonly (number | undefined)[]): States {
  const orderStates: Mutable<Page['orderStates']> = []
  const positions: Mutable<Page['positions']> = []
  const traded: Mutable<Page['traded']> = []
  const files: Mutable<Page['files']> = []
  const known = new Map<number, OrderState>()
  const nets = new Map<string, Fraction>()
  for (const [place, { event, row }] of told.entries()) {
    const change = (id: string, to: (before: OrderState) => OrderState): void => {
      const order = orders.find(id)
      if (order === undefined) return
      const state = to(known.get(order) ?? UNKNOWN)
      known.set(order, state)
      orderStates.push({ row, order, ...state })
    }
    switch (event.kind) {
      case 'ems-requested':
        // A wish for everything is told of each order as it ends.
        if (event.request.kind === 'BrokerdCancelAll') break
        change(`oid:${event.request.oid}`, afterRequest(event.request))
        break
      case 'ems-event': {
        const said = event.event
        if (said.kind === 'BrokerdPosition') {
          positions.push({ row, symbol: said.symbol, size: amount(said.size), ppu: said.ppu })
        } else if (said.kind !== 'BrokerdReady') {
          const id = 'oid' in said ? `oid:${said.oid}` : 'txid' in said ? `txid:${said.txid}` : undefined
          if (id !== undefined) change(id, (before) => afterEvent(before, said))
        }
        break
      }
      case 'trade': {
        if (event.account === STRANGER) break
        const volume = parseDecimal(event.volume) ?? zero
        const signed = event.side === 'buy' ? volume : negate(volume)
        const net = add(nets.get(event.pair) ?? zero, signed)
        nets.set(event.pair, net)
        traded.push({ row, pair: event.pair, net: decimalText(net) })
        change(`txid:${event.txid}`, (before) => ({
          ...before,
          side: before.side === '' ? event.side : before.side,
          executed: sumText(before.executed, event.volume),
        }))
        break
      }
      case 'file-written':
      case 'file-found': {
        const body = bodies[place]
        if (body !== undefined) files.push({ row, file: event.file, body })
        break
      }
      case 'broker-started':
      case 'broker-ended':
      case 'stop-requested':
      case 'http-request':
      case 'http-answered':
      case 'http-failed':
      case 'socket-open':
      case 'socket-opened':
      case 'socket-send':
      case 'socket-received':
      case 'socket-closed':
      case 'note':
      case 'step':
      case 'kraken-heard':
      case 'fault':
      case 'kraken-diary':
        break
      default:
        unreachable(event)
    }
  }
  return { orderStates, positions, traded, files }
}

const UNKNOWN: OrderState = {
  status: 'at Kraken',
  side: '',
  symbol: '',
  size: '',
  filled: '0',
  told: '0',
  executed: '0',
}

const afterRequest =
  (request: BrokerdOrder | BrokerdCancel) =>
  (before: OrderState): OrderState => {
    if (request.kind === 'BrokerdCancel') return { ...before, wish: 'cancel' }
    const wished = terms(request)
    if (before.size !== '') return { ...before, wish: wished }
    const { action: side, symbol, size, price } = request
    return { ...before, status: 'asked', side, symbol, size, ...(price === undefined ? {} : { price }) }
  }

function afterEvent(
  before: OrderState,
  said: Exclude<EmsEvent, { kind: 'BrokerdPosition' | 'BrokerdReady' }>,
): OrderState {
  switch (said.kind) {
    case 'BrokerdOrderAck':
      return before.status === 'asked' ? { ...before, status: 'acknowledged' } : before
    case 'BrokerdStatus': {
      const { status, size, filled, price, reason } = said
      const { side, symbol, told, executed, wish } = before
      const isOver = status === 'closed' || status === 'canceled' || status === 'expired' || status === 'error'
      const isGranted = wish === undefined || isOver || wish === terms(said)
      return {
        status,
        side,
        symbol,
        size: amount(size),
        filled: amount(filled),
        told,
        executed,
        ...(price === undefined ? {} : { price }),
        ...(isGranted ? {} : { wish }),
        ...(reason === undefined ? {} : { reason }),
      }
    }
    case 'BrokerdFill': {
      const { symbol, action, size } = said
      const told = sumText(before.told, size)
      return before.size === '' ? { ...before, symbol, side: action, told } : { ...before, told }
    }
    case 'BrokerdError': {
      const { wish, ...rest } = before
      const isWhole = said.request === 'order'
      return { ...rest, ...(isWhole ? { status: 'refused' } : {}), reason: `${said.request} refused: ${said.reason}` }
    }
    case 'Status': {
      const { action: side, symbol, size, filled, price } = said
      const found = { ...before, status: 'found', side, symbol, size: amount(size), filled: amount(filled) }
      return price === undefined ? found : { ...found, price }
    }
    default:
      return unreachable(said)
  }
}

const sumText = (one: string, other: string): string =>
  decimalText(add(parseDecimal(one) ?? zero, parseDecimal(other) ?? zero))
