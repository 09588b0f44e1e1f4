/** What befalls the line, Kraken and the disk in a hunted story. */
import { type Answer, type Step, account, clock, disk, error, heal, kraken, silence, status } from '../scenario.ts'
import type { Deed } from './draft.ts'
import { DRIFTS } from './drifts.ts'
import type { Luck } from './luck.ts'

const FEEDS = ['openOrders', 'ownTrades'] as const
const QUEUES = [...FEEDS, 'ack', 'control'] as const
const REQUESTS = ['addOrder', 'editOrder', 'cancelOrder'] as const
/** How far the nonces of another program are above the broker's; nobody who starts amid them is let in. */
export const RIVAL_LEADS_SECONDS = [0, 1, 20] as const
const PAGE = '<html><body>502 Bad Gateway</body></html>'

/** What REST says when it is unwell; none of it is about the key or the question. */
const UNWELL: readonly Answer[] = [
  error('EService:Unavailable'),
  error('EService:Busy'),
  error('EGeneral:Internal error'),
  error('EAPI:Rate limit exceeded'),
  status(502, PAGE),
  status(520, PAGE),
  silence,
]
const UNWELL_ON_SOCKETS: readonly Answer[] = [
  error('EService:Unavailable'),
  error('EGeneral:Internal error'),
  error('EOrder:Rate limit exceeded'),
  error('ESession:Invalid session'),
  silence,
]
const ENDPOINTS = [
  'OpenOrders',
  'ClosedOrders',
  'QueryOrders',
  'TradesHistory',
  'Ledgers',
  'Balance',
  'GetWebSocketsToken',
  'AssetPairs',
  'Assets',
]

const HELD = [['openOrders'], ['ownTrades'], ['ack'], ['executions'], ['openOrders', 'ownTrades']] as const

const which = (luck: Luck) => ({ after: luck.below('frames/after', 4), frames: 1 + luck.below('frames', 2) })
const outage = (luck: Luck): number => luck.one('outage', [0, 0, 0.5, 2, 8, 25])

type Fault = { readonly name: string; readonly weight: number; readonly draw: (luck: Luck) => readonly Step[] }

const WEATHER: readonly Fault[] = [
  {
    name: 'frames dropped',
    weight: 4,
    draw: (luck) => [kraken.dropsOnTheWire(luck.one('queue', QUEUES), which(luck))],
  },
  {
    name: 'notices forgotten',
    weight: 4,
    draw: (luck) => [kraken.forgetsToTell(luck.one('feed', FEEDS), which(luck))],
  },
  {
    name: 'frames doubled',
    weight: 3,
    draw: (luck) => [kraken.doublesOnTheWire(luck.one('feed', FEEDS), which(luck))],
  },
  {
    name: 'notices repeated',
    weight: 3,
    draw: (luck) => [
      kraken.tellsAgain(luck.one('feed', FEEDS), { ...which(luck), behind: luck.below('frames/behind', 4) }),
    ],
  },
  {
    name: 'delay',
    weight: 4,
    draw: (luck) => [
      kraken.delays(luck.one('queue/delayed', [...QUEUES, 'REST']), luck.one('delay', [0.2, 0.7, 2, 6, 11])),
    ],
  },
  {
    name: 'mute',
    weight: 3,
    draw: (luck) => [kraken.mutes(luck.one('queue/muted', QUEUES), { after: luck.below('muted/after', 3) })],
  },
  { name: 'half-open line', weight: 2, draw: () => [kraken.leavesTheLineDead] },
  { name: 'REST behind', weight: 2, draw: (luck) => [kraken.restLags(luck.one('lag', [3, 20, 60]))] },
  { name: 'tokens forgotten', weight: 2, draw: () => [kraken.forgetsTokens] },
  { name: 'cut', weight: 4, draw: (luck) => [kraken.cutsTheSocket({ outageSeconds: outage(luck) })] },
  {
    name: 'cut before the deed',
    weight: 3,
    draw: (luck) => [kraken.cutsBefore(luck.one('request', REQUESTS), { outageSeconds: outage(luck) })],
  },
  {
    name: 'cut after the deed',
    weight: 4,
    draw: (luck) => [kraken.cutsAfter(luck.one('request', REQUESTS), { outageSeconds: outage(luck) })],
  },
  { name: 'reply lost', weight: 4, draw: (luck) => [kraken.losesReplyTo(luck.one('request', REQUESTS))] },
  {
    name: 'socket unwell',
    weight: 4,
    draw: (luck) => [
      kraken.answers(luck.one('request/unwell', [...REQUESTS, 'subscribe']), luck.one('answer', UNWELL_ON_SOCKETS), {
        times: 1 + luck.below('answers', 3),
      }),
    ],
  },
  {
    name: 'REST unwell',
    weight: 4,
    draw: (luck) => [
      kraken.answers(luck.one('endpoint', ENDPOINTS), luck.one('answer/rest', UNWELL), {
        times: 1 + luck.below('answers', 3),
      }),
    ],
  },
  {
    name: 'mode',
    weight: 2,
    draw: (luck) => [
      kraken.goes(luck.one('mode', ['maintenance', 'cancel_only', 'post_only', 'limit_only', 'online'])),
    ],
  },
  { name: 'drift', weight: 2, draw: (luck) => luck.one('drift', DRIFTS) },
  {
    name: 'channels held back',
    weight: 3,
    draw: (luck) => [kraken.holdsBack(...luck.one('held', HELD))],
  },
  { name: 'channels released', weight: 3, draw: () => [kraken.releases] },
  // Set far ahead, it makes the broker believe that Kraken's counters have fallen: nothing could tell it otherwise.
  { name: 'clock set', weight: 1, draw: (luck) => [clock.steps(luck.one('clock/by', [-45, -3, -0.4, 0.3]))] },
  { name: 'clock coarse', weight: 1, draw: (luck) => [clock.ticksEvery(luck.one('clock/grain', [0.02, 0.5, 1]))] },
  {
    name: 'key used elsewhere',
    weight: 1,
    draw: (luck) => [
      account.isUsedElsewhere({
        calls: 1 + luck.below('rival', 3),
        aheadSeconds: luck.one('rival/ahead', RIVAL_LEADS_SECONDS),
      }),
    ],
  },
  { name: 'disk full', weight: 1, draw: () => [disk.isFull] },
  { name: 'heals', weight: 5, draw: () => [heal] },
]

const fromLuck = ({ name, weight, draw }: Fault): Deed => ({ name, weight, draw: ({ luck }) => draw(luck) })

export const FAULTS: readonly Deed[] = WEATHER.map(fromLuck)
