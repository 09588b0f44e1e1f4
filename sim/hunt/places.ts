/** The places that a hunt should reach at times: if it never does, it proves nothing about them. */
import { NOTE_NAMES, type NoteName } from '../../src/broker/notes.ts'
import type { TraceEvent } from '../trace.ts'
import type { Truth, TruthOrder } from '../truth.ts'

/** A run that is over, with what Kraken said in it: errors, and the reasons of endings. */
type Run = { readonly truth: Truth; readonly orders: readonly TruthOrder[]; readonly said: ReadonlySet<string> }
type Place = { readonly name: string; readonly isReached: (run: Run) => boolean }

const says = (error: string): Place => ({ name: `kraken: ${error}`, isReached: ({ said }) => said.has(error) })
const ends = (reason: string): Place => ({
  name: `kraken: an order ends, ${reason}`,
  isReached: ({ orders }) => orders.some((order) => order.reason === reason),
})

const AT_KRAKEN: readonly Place[] = [
  says('EOrder:Insufficient funds'),
  says('EOrder:Unknown order'),
  says('EOrder:Rate limit exceeded'),
  says('EOrder:Tick size check failed'),
  says('EAPI:Rate limit exceeded'),
  says('ESession:Invalid session'),
  says('EGeneral:Invalid arguments:volume'),
  says('EService:Unavailable'),
  says('EService:Market in cancel_only mode'),
  says('EService:Market in post_only mode'),
  says('EService:Market in limit_only mode'),
  ends('User requested'),
  ends('Order replaced'),
  ends('Post only order'),
  ends('Insignificant volume remaining'),
  {
    name: 'kraken: an edit replaces a partly filled order',
    isReached: ({ truth, orders }) =>
      orders.some(({ replaces }) => (truth.orders.get(replaces ?? NO_ORDER)?.executed.units ?? 0n) > 0n),
  },
  {
    name: 'kraken: an order is amended by hand',
    isReached: ({ orders }) => orders.some(({ amendedByHandAt }) => amendedByHandAt !== undefined),
  },
  {
    name: 'kraken: a partly filled order is canceled',
    isReached: ({ orders }) => orders.some(({ status, executed }) => status === 'canceled' && executed.units > 0n),
  },
  {
    name: 'kraken: an order takes in several executions of one instant',
    isReached: ({ truth, orders }) => orders.some(({ txid, openedAt }) => ofInstant(truth, txid, openedAt) > 1),
  },
  {
    name: 'kraken: a fee is taken in something else than the quote',
    isReached: ({ truth }) => truth.trades.some(({ pair, feeAsset }) => truth.pairs.get(pair)?.quote !== feeAsset),
  },
]

const MUST_NOTE: readonly NoteName[] = [
  'ready',
  'question asked again',
  'edit waits for the txid',
  'edit replaced the order',
  'edit amended the order',
  'order amended elsewhere',
  'edit refused',
  'edit blocked',
  'order canceled to be sent anew',
  'latest edit wins',
  'cancel waits for the txid',
  'update before the acknowledgement',
  'new half of an edit opened first',
  'ending waits for its fills',
  'fill before its order update',
  'fill already told',
  'fill of an order no dialog knows',
  'order found live',
  'outcome unknown',
  'outcome found',
  'outcome proven absent',
  'socket lost',
  'reconnected',
  'session refused',
  'sequence gap',
  'frame repeated',
  'missed by the feed',
  'order ended while away',
  'trade found by backfill',
  'transfer booked',
  'balances agree',
  'positions written',
  'frame not understood',
]

const NO_ORDER = '' as TruthOrder['txid']

const ofInstant = ({ trades }: Truth, id: TruthOrder['txid'], at: TruthOrder['openedAt']): number =>
  trades.filter((trade) => trade.txid === id && trade.at === at).length

/** In an order that stays: a journal speaks of them by their place here. */
export const PLACES: readonly string[] = [
  ...NOTE_NAMES.map((note) => `broker: ${note}`),
  ...AT_KRAKEN.map(({ name }) => name),
]

/** Those that each hundred seeds of rough weather reach once or more, so that a thousand miss none by bad luck. */
export const MUST_REACH: readonly string[] = [
  ...MUST_NOTE.map((note) => `broker: ${note}`),
  'kraken: EOrder:Insufficient funds',
  'kraken: EOrder:Unknown order',
  'kraken: EAPI:Rate limit exceeded',
  'kraken: ESession:Invalid session',
  'kraken: EService:Unavailable',
  'kraken: an order ends, User requested',
  'kraken: an order ends, Order replaced',
  'kraken: an order is amended by hand',
  'kraken: a partly filled order is canceled',
]

/** Whatever says no at Kraken, in whichever way it is told. */
const ERROR = /E(?:Order|API|Service|Session|General|Query):[^"\\]+/g

/** By their places in `PLACES`. */
export function placesReached(trace: readonly TraceEvent[], truth: Truth, account: string): readonly number[] {
  const noted = new Set<string>()
  const said = new Set<string>()
  for (const event of trace) {
    if (event.kind === 'note') noted.add(event.name)
    else if (event.kind === 'socket-received') for (const [error] of event.frame.matchAll(ERROR)) said.add(error)
    else if (event.kind === 'http-answered') for (const [error] of event.body.matchAll(ERROR)) said.add(error)
  }
  const orders = [...truth.orders.values()].filter((order) => order.account === account)
  const run = { truth, orders, said }
  return [
    ...NOTE_NAMES.flatMap((note, at) => (noted.has(note) ? [at] : [])),
    ...AT_KRAKEN.flatMap(({ isReached }, at) => (isReached(run) ? [NOTE_NAMES.length + at] : [])),
  ]
}
