/** The exchange as one of two books: commands go in as frames of WebSocket v2, and come out as what became true. */
import { createHmac, createHash } from 'node:crypto'
import { present } from '../../src/assert.ts'
import { httpId, socketId } from '../../src/ids.ts'
import { type Instant, after, instant, micros } from '../../src/time.ts'
import { type Exchange, createExchange } from '../exchange/exchange.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Quirks } from '../exchange/quirks.ts'
import type { PairChange, Universe } from '../exchange/universe/universe.ts'
import type { Command, Match } from '../ladder/command.ts'
import type { TruthTrade } from '../truth.ts'

export type Account = { readonly name: string; readonly funds: Readonly<Record<string, string>> }

export type Setting = {
  readonly universe: Universe
  /** The pair's key. */
  readonly pair: string
  /** What of the pair is otherwise than in the universe. */
  readonly change?: PairChange
  readonly accounts: readonly Account[]
  readonly quirks?: Partial<Quirks>
}

export type Told = {
  readonly refusal: string | undefined
  readonly matches: readonly Match[]
  /** Both sides of each match, the maker's first. */
  readonly trades: readonly TruthTrade[]
}

export interface First {
  readonly exchange: Exchange
  carryOut(command: Command): Told
  /** The published book order by order, as `Level3` tells it. */
  level3(): { readonly bids: readonly ShownOrder[]; readonly asks: readonly ShownOrder[] }
  /** The number of the command that made an order. */
  numberOf(txid: string): number
}

export type ShownOrder = { readonly number: number; readonly price: string; readonly volume: string }

type Answer = { readonly error?: string; readonly result?: { readonly order_id?: string } }

const BEGIN = instant(1_700_000_000_000_000)
/** Below the 900 seconds of a token even for a million commands. */
const STEP = micros(500)
const SECRET = Buffer.from('both books').toString('base64')

export function createFirst({ universe, pair, change, accounts, quirks }: Setting): First {
  const exchange = createExchange({
    universe,
    accounts: accounts.map(({ name, funds }) => ({
      name,
      keys: [{ key: `key of ${name}`, secret: SECRET }],
      tier: 'unlimited',
      funds,
    })),
    /** The second book knows one tier. */
    quirks: { wholeNumbersInV2: 'take', feesByVolume: 'first-tier', ...quirks },
  })
  let now: Instant = BEGIN
  let nonce = 0
  const txids = new Map<number, string>()
  const numbers = new Map<string, number>()

  const handle = (input: Parameters<Exchange['handle']>[1]) => {
    now = after(now, STEP)
    return exchange.handle(now, input)
  }

  function operate(command: OperatorCommand): string | undefined {
    const answer = handle({ kind: 'operator-commanded', command }).find(({ kind }) => kind === 'operator-answered')
    return answer?.kind === 'operator-answered' && !answer.ok ? answer.error : undefined
  }

  function call(account: string, method: string, params: Readonly<Record<string, string>>): unknown {
    const path = `/0/private/${method}`
    nonce += 1
    const body = new URLSearchParams({ nonce: String(nonce), ...params }).toString()
    const digest = createHash('sha256').update(`${nonce}${body}`).digest()
    const sign = createHmac('sha512', Buffer.from(SECRET, 'base64')).update(path).update(digest).digest('base64')
    const headers = { 'API-Key': `key of ${account}`, 'API-Sign': sign }
    const effects = handle({ kind: 'http-requested', id: httpId(nonce), method: 'POST', path, headers, body })
    const answer = effects.find(({ kind }) => kind === 'http-respond')
    return answer?.kind === 'http-respond' ? (JSON.parse(answer.body) as { result?: unknown }).result : undefined
  }

  if (change !== undefined) operate({ kind: 'change-pair', pair, fields: change })
  const sockets = new Map(accounts.map(({ name }, place) => [name, open(name, place)]))
  const { pair: symbol } = call(accounts[0]?.name ?? '', 'Level3', { pair }) as { readonly pair: string }

  function open(account: string, place: number) {
    const socket = socketId(place)
    handle({ kind: 'socket-opened', socket, url: 'wss://ws-auth.kraken.com/v2' })
    const { token } = call(account, 'GetWebSocketsToken', {}) as { readonly token: string }
    return { socket, token }
  }

  /** The members of `params` as JSON texts, since a number is written as it stands. */
  function ask(account: string, method: string, params: Readonly<Record<string, string | undefined>>): Answer {
    const { socket, token } = present(sockets.get(account), `${account} has a socket`)
    const members = Object.entries({ token: quoted(token), ...params })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `"${name}":${value}`)
    const frame = `{"method":"${method}","params":{${members.join(',')}}}`
    const answer = handle({ kind: 'socket-received', socket, frame }).find(({ kind }) => kind === 'socket-send')
    return answer?.kind === 'socket-send' ? (JSON.parse(answer.frame) as Answer) : {}
  }

  function send(command: Command): Answer {
    switch (command.kind) {
      case 'place':
        return ask(command.account, 'add_order', {
          symbol: quoted(symbol),
          side: quoted(command.side),
          order_type: quoted(command.price === undefined ? 'market' : 'limit'),
          order_qty: command.volume,
          limit_price: command.price,
          post_only: command.postOnly ? 'true' : undefined,
          fee_preference: quoted(command.feeIn),
        })
      case 'cancel':
        return ask(command.account, 'cancel_order', { order_id: `[${quoted(txidOf(command.order))}]` })
      case 'cancel-all':
        return ask(command.account, 'cancel_all', {})
      case 'amend':
        return ask(command.account, 'amend_order', {
          order_id: quoted(txidOf(command.order)),
          order_qty: command.volume,
          limit_price: command.price,
          post_only: command.postOnly ? 'true' : undefined,
        })
      case 'edit':
        return ask(command.account, 'edit_order', {
          order_id: quoted(txidOf(command.order)),
          symbol: quoted(symbol),
          order_qty: command.volume,
          limit_price: command.price,
          post_only: command.postOnly ? 'true' : undefined,
        })
      case 'deposit': {
        const error = operate(command)
        return error === undefined ? {} : { error }
      }
    }
  }

  const txidOf = (number: number): string => txids.get(number) ?? 'of no order'
  const numberOf = (txid: string): number => present(numbers.get(txid), `${txid} is an order of a command`)

  return {
    exchange,
    numberOf,
    carryOut(command) {
      const from = exchange.truth.trades.length
      const { error, result } = send(command)
      const isBirth = command.kind === 'place' || command.kind === 'edit'
      if (isBirth && result?.order_id !== undefined) {
        txids.set(command.number, result.order_id)
        numbers.set(result.order_id, command.number)
      }
      const trades = exchange.truth.trades.slice(from)
      const matches = trades.flatMap((trade, place): readonly Match[] => {
        const taker = trades[place + 1]
        if (!trade.maker || taker === undefined) return []
        const { price, volume } = trade
        return [{ maker: numberOf(trade.txid), taker: numberOf(taker.txid), price: price.units, lots: volume.units }]
      })
      return { refusal: error, matches, trades }
    },
    level3() {
      type Row = { readonly order_id: string; readonly price: string; readonly qty: string }
      const told = call(accounts[0]?.name ?? '', 'Level3', { pair, depth: '0' }) as Record<'bids' | 'asks', Row[]>
      const shown = (rows: readonly Row[]) =>
        rows.map(({ order_id: txid, price, qty }) => ({ number: numberOf(txid), price, volume: qty }))
      return { bids: shown(told.bids), asks: shown(told.asks) }
    },
  }
}

const quoted = (text: string): string => `"${text}"`
