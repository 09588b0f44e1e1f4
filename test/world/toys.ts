/** A pair of tiny machines for trying the world by itself: a broker that passes everything on, a Kraken that answers. */
import type { BrokerEffect, BrokerInput } from '../../src/broker/port.ts'
import { httpId, oid, reqid, socketId, tradeId, txid, type SocketId } from '../../src/ids.ts'
import type { Machine } from '../../src/machine.ts'
import { type Instant, after, seconds } from '../../src/time.ts'
import type { ExchangeEffect, ExchangeInput } from '../../sim/exchange/port.ts'
import type { Truth, TruthOrder, TruthTrade } from '../../sim/truth.ts'
import { type Chance, seeded } from '../../sim/world/chance.ts'
import { World } from '../../sim/world/world.ts'

const URL = 'wss://ws-auth.kraken.com'

export type ToyBroker = Machine<BrokerInput, BrokerEffect> & { readonly heard: readonly BrokerInput[] }

/**
 * Opens a socket and asks for `Assets` at its start. Sends every request up as a frame of its oid, appends every frame
 * it receives but heartbeats to the ledger, and answers `extra` to inputs on top. Waits until its socket is open.
 */
export function toyBroker(extra: (input: BrokerInput, now: Instant) => readonly BrokerEffect[] = () => []): ToyBroker {
  const heard: BrokerInput[] = []
  let isOpen = false
  const usual = (input: BrokerInput, now: Instant): readonly BrokerEffect[] => {
    switch (input.kind) {
      case 'started':
        return [
          { kind: 'http-request', id: httpId(7), method: 'GET', path: '/0/public/Assets?x=1', headers: {}, body: '' },
          { kind: 'socket-open', socket: socketId(7), url: URL },
        ]
      case 'socket-opened':
        isOpen = true
        return []
      case 'ems-requested': {
        const event = input.request.kind === 'BrokerdOrder' ? 'addOrder' : 'cancelOrder'
        const frame = JSON.stringify({ event, reqid: 5, oid: input.request.oid })
        const ack = { oid: input.request.oid, reqid: reqid(5), account: 'spot', time: now }
        return [
          { kind: 'ems-event', event: { kind: 'BrokerdOrderAck', ...ack } },
          { kind: 'socket-send', socket: socketId(7), frame },
        ]
      }
      case 'socket-received':
        return isHeartbeat(input.frame) ? [] : [{ kind: 'file-append', file: 'ledger', text: `${input.frame}\n` }]
      case 'socket-closed':
        isOpen = false
        return []
      case 'stop-requested':
        return [{ kind: 'exited' }]
      case 'http-answered':
      case 'http-failed':
      case 'timer-fired':
      case 'file-failed':
        return []
    }
  }
  return {
    heard,
    handle(now, input) {
      heard.push(input)
      return [...usual(input, now), ...extra(input, now)]
    },
    pending: () => (isOpen ? undefined : 'its socket'),
  }
}

export type ToyExchange = Machine<ExchangeInput, ExchangeEffect> & {
  readonly truth: Truth
  /** What reached it, in order: `addOrder bid`, `/0/public/Assets?x=1`, `place stranger`. */
  readonly heard: readonly { readonly at: Instant; readonly what: string }[]
}

/** Acknowledges frames, tells the two feeds of each, beats every second, and makes a trade of every operator's order. */
export function toyExchange(
  options: { readonly refuses?: (what: string) => boolean; readonly speaks?: 'v1' | 'v2' } = {},
): ToyExchange {
  const heard: { at: Instant; what: string }[] = []
  const trades: TruthTrade[] = []
  const orders = new Map<TruthOrder['txid'], TruthOrder>()
  const open = new Set<SocketId>()
  const say = (channel: 'ack' | 'openOrders' | 'ownTrades', frame: string): readonly ExchangeEffect[] =>
    [...open].map((socket) => {
      const isOneFeed = options.speaks === 'v2' && channel !== 'ack'
      return { kind: 'socket-send', socket, channel: isOneFeed ? 'executions' : channel, frame }
    })
  const beat = (socket: SocketId, at: Instant): ExchangeEffect => ({
    kind: 'timer-set',
    timer: { kind: 'heartbeat', socket },
    at,
  })
  return {
    heard,
    truth: {
      trades,
      orders,
      entries: [],
      accounts: new Map(),
      assets: new Map(),
      pairs: PAIRS,
      rates: new Map(),
      best: () => ({}),
    },
    pending: () => undefined,
    handle(now, input) {
      const hear = (what: string): void => void heard.push({ at: now, what })
      switch (input.kind) {
        case 'http-requested':
          hear(input.path)
          return [{ kind: 'http-respond', id: input.id, status: 200, contentType: 'application/json', body: '{}' }]
        case 'socket-opened':
          open.add(input.socket)
          return [beat(input.socket, after(now, seconds(1)))]
        case 'socket-closed':
          hear('closed')
          open.delete(input.socket)
          return [{ kind: 'timer-stop', timer: { kind: 'heartbeat', socket: input.socket } }]
        case 'timer-fired':
          if (input.timer.kind === 'orders') return []
          return [
            { kind: 'socket-send', socket: input.timer.socket, channel: 'control', frame: HEARTBEAT },
            beat(input.timer.socket, after(now, seconds(1))),
          ]
        case 'socket-received': {
          const what = wordsOf(input.frame)
          hear(what)
          return [
            { kind: 'socket-send', socket: input.socket, channel: 'ack', frame: `ack of ${what}` },
            ...say('openOrders', `order of ${what}`),
            ...say('openOrders', `again of ${what}`),
          ]
        }
        case 'operator-commanded': {
          const { command } = input
          // The world heals its Kraken whenever it heals; nobody here is ill.
          if (command.kind === 'heal') return [{ kind: 'operator-answered', ok: true }]
          const what = `${command.kind} ${'account' in command ? command.account : 'mode' in command ? command.mode : ''}`
          hear(what)
          if (options.refuses?.(what) === true) return [{ kind: 'operator-answered', ok: false, error: 'EOrder:No' }]
          if (command.kind !== 'place') return [{ kind: 'operator-answered', ok: true }]
          const order = txid(`O${orders.size + 1}`)
          const terms = { account: command.account, pair: 'XXMRZEUR', side: command.side } as const
          const amounts = { price: { units: 1495n, scale: 1 }, volume: { units: 2n, scale: 0 } }
          orders.set(order, {
            ...terms,
            ...amounts,
            txid: order,
            orderType: 'limit',
            executed: { units: 0n, scale: 0 },
            status: 'open',
            userref: 0,
            openedAt: now,
          })
          const none = { units: 0n, scale: 0 }
          const free = { fee: none, feeAsset: 'ZEUR', statedFee: none }
          const bare = { cost: { units: 299n, scale: 0 }, ...free, maker: true }
          trades.push({ ...terms, ...amounts, ...bare, id: tradeId(`T${trades.length + 1}`), at: now, txid: order })
          return [{ kind: 'operator-answered', ok: true, txid: order }, ...say('ownTrades', `trade of ${order}`)]
        }
      }
    },
  }
}

export const HEARTBEAT = '{"event":"heartbeat"}'
export const isHeartbeat = (frame: string): boolean => frame === HEARTBEAT

/** `addOrder bid` of a toy broker's frame. */
function wordsOf(frame: string): string {
  const match = /"event":"(\w+)".*"oid":"([^"]*)"/.exec(frame)
  return match === null ? frame : `${match[1]} ${match[2]}`
}

const PAIRS: Truth['pairs'] = new Map([
  [
    'XXMRZEUR',
    {
      key: 'XXMRZEUR',
      altname: 'XMREUR',
      wsname: 'XMR/EUR',
      base: 'XXMR',
      quote: 'ZEUR',
      pairDecimals: 2,
      lotDecimals: 8,
      costDecimals: 5,
      tickSize: { units: 1n, scale: 2 },
      orderMin: { units: 1n, scale: 8 },
    },
  ],
])

export type Tank = {
  readonly world: World
  readonly exchange: ToyExchange
  /** The brokers started so far, oldest first. */
  readonly brokers: readonly ToyBroker[]
  readonly looks: () => number
}

/** A world with the two toys in it; the broker runs and its socket is open unless `asleep`. */
export function tank(
  options: {
    readonly chance?: Chance
    readonly extra?: (input: BrokerInput, now: Instant) => readonly BrokerEffect[]
    readonly asleep?: true
    readonly speaks?: 'v1' | 'v2'
  } = {},
): Tank {
  const exchange = toyExchange(options.speaks === undefined ? {} : { speaks: options.speaks })
  const brokers: ToyBroker[] = []
  let looks = 0
  const world = new World({
    chance: options.chance ?? seeded('1'),
    exchange,
    makeBroker: () => {
      const broker = toyBroker(options.extra)
      brokers.push(broker)
      return broker
    },
    hear: () => undefined,
    look: () => {
      looks += 1
    },
  })
  if (options.asleep === undefined) {
    world.startBroker()
    world.settle(after(world.now, seconds(30)))
  }
  return { world, exchange, brokers, looks: () => looks }
}

export const order = (name: string) =>
  ({
    kind: 'BrokerdOrder',
    oid: oid(name),
    account: 'spot',
    symbol: 'XMR/EUR',
    action: 'buy',
    orderType: 'limit',
    price: '149.50',
    size: '2',
  }) as const

/** The frames a broker was told, heartbeats left out. */
export const framesOf = (broker: ToyBroker | undefined): readonly string[] =>
  (broker?.heard ?? []).flatMap((input) =>
    input.kind === 'socket-received' && !isHeartbeat(input.frame) ? [input.frame] : [],
  )

export const kindsOf = (broker: ToyBroker | undefined): readonly string[] =>
  (broker?.heard ?? []).flatMap((input) =>
    input.kind === 'socket-received' && isHeartbeat(input.frame) ? [] : [input.kind],
  )
