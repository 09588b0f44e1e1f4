/** The player, tried with toy machines: what each step does, when, and in which branches. */
import { describe, expect, test } from 'vitest'
import { seconds as span, since } from '../../src/time.ts'
import { oidOf } from '../../sim/play/trader.ts'
import type { Outcome } from '../../sim/play/outcome.ts'
import { playBranches } from '../../sim/play/play.ts'
import {
  type Step,
  broker,
  chain,
  connected,
  either,
  error,
  heal,
  kraken,
  race,
  seconds,
  settle,
  status,
  stranger,
  trader,
  web,
} from '../../sim/scenario.ts'
import { type ToyExchange, toyBroker, toyExchange } from '../world/toys.ts'
import { told } from './tell.ts'

type Steps = readonly (Step | readonly Step[])[]
type Played = Outcome & { readonly exchange: ToyExchange }

/** Every branch of a story with toys, each with the exchange of its first run. */
function play(
  story: Steps,
  options: { readonly refuses?: (what: string) => boolean; readonly until?: number } = {},
): readonly Played[] {
  const exchanges: ToyExchange[] = []
  const until = options.until === undefined ? {} : { until: options.until }
  const branches = playBranches(told(story), {
    ...until,
    seed: 1,
    broker: () => toyBroker(),
    exchange: () => {
      const exchange = toyExchange(options.refuses === undefined ? {} : { refuses: options.refuses })
      exchanges.push(exchange)
      return exchange
    },
    invariants: [],
  })
  return [...branches].map((outcome, branch) => {
    const exchange = exchanges[2 * branch]
    if (exchange === undefined) throw new Error('every branch has an exchange')
    return { ...outcome, exchange }
  })
}

const alone = (story: Steps, options: Parameters<typeof play>[1] = {}): Played => {
  const [outcome, ...others] = play(story, options)
  if (outcome === undefined || others.length > 0) throw new Error('the story has one branch')
  return outcome
}

const NAMES = ['a', 'b', 'bid']
const heardBy = (outcome: Played): readonly string[] =>
  outcome.exchange.heard
    .map(({ what }) => NAMES.reduce((text, name) => text.replace(oidOf(name), name), what))
    .filter((what) => /^(addOrder|cancelOrder|place|cancel|deposit|withdraw|go) /.test(what))

const stepsIn = (outcome: Outcome): readonly string[] =>
  outcome.trace.flatMap((event) => (event.kind === 'step' ? [event.text] : []))
const [buy, cancel, sell] = [
  trader.buys('2 XMR at 1', { as: 'a' }),
  trader.cancels('a'),
  stranger.sells('1 XMR at market'),
]

describe('races', () => {
  test('every permitted order reaches Kraken in one branch, 20 ms apart', () => {
    const branches = play([connected, race(buy, cancel, sell), settle])
    expect(branches.map(({ path }) => path)).toEqual(['0', '1', '2'])
    expect(branches.map(heardBy)).toEqual([
      ['addOrder a', 'cancelOrder a', 'place stranger'],
      ['addOrder a', 'place stranger', 'cancelOrder a'],
      ['place stranger', 'addOrder a', 'cancelOrder a'],
    ])
    for (const outcome of branches) {
      const times = outcome.exchange.heard.slice(-3).map(({ at }) => at)
      const begins = outcome.trace.find((event) => event.kind === 'step' && event.race === 1)?.at
      const first = outcome.trace.find(({ kind }) => kind === 'ems-requested')?.at
      expect(begins === undefined || first === undefined).toBe(false)
      const spans = times.map((at) => since({ from: first ?? at, to: at }))
      expect(spans).toEqual([20_000, 40_000, 60_000])
    }
  })

  test('nobody has heard of another’s deed when acting', () => {
    for (const outcome of play([connected, race(buy, sell, cancel), settle])) {
      const lastDeed = outcome.exchange.heard.at(-1)?.at ?? outcome.endedAt
      const told = outcome.trace.filter(
        (event) => event.kind === 'socket-received' && /of (addOrder|O1)/.test(event.frame),
      )
      expect(told.length).toBeGreaterThan(0)
      for (const { at } of told) expect(at).toBeGreaterThan(lastDeed)
    }
  })

  test('races and choices multiply, and a path tells them apart', () => {
    const branches = play([connected, either(seconds(1), [seconds(2), seconds(1)]), race(buy, sell), settle])
    expect(branches.map(({ path }) => path)).toEqual(['0.0', '0.1', '1.0', '1.1'])
    expect(stepsIn(branches[2] ?? alone([]))).toContain('2 seconds pass')
    expect(stepsIn(branches[1] ?? alone([]))).not.toContain('2 seconds pass')
  })

  test('a cancel that comes too late is what a race may be about, any other refusal is not', () => {
    const refuses = (what: string): boolean => what !== 'place stranger'
    const ask = stranger.sells('1 XMR at 2', { as: 'ask' })
    const verdicts = (step: Step) =>
      play([connected, ask, race(buy, step), settle], { refuses }).map(({ verdict }) => verdict)
    expect(verdicts(stranger.cancels('ask'))).toEqual(['passed', 'passed'])
    expect(verdicts(chain.deposits('1 XMR'))).toEqual(['failed', 'failed'])
  })
})

describe('time', () => {
  test('only settling and seconds take any', () => {
    const outcome = alone([
      connected,
      buy,
      cancel,
      sell,
      web.buys('1 XMR at 1'),
      chain.deposits('1 EUR'),
      seconds(3),
      settle,
    ])
    const times = outcome.trace.flatMap((event) =>
      event.kind === 'step' ? [since({ from: outcome.startedAt, to: event.at })] : [],
    )
    const [starts, settles, ...rest] = times
    expect([starts, settles]).toEqual([0, 0])
    const [first, ...others] = rest.map((at) => at - (rest[0] ?? 0))
    expect([first, ...others.slice(0, 6)]).toEqual([0, 0, 0, 0, 0, 0, span(3)])
  })

  test('a story that never comes to rest is unsettled, with what it waits for', () => {
    const { verdict, failures } = alone([kraken.cutsTheSocket({ outageSeconds: 5 }), connected])
    expect(verdict).toBe('unsettled')
    expect(failures).toMatchObject([
      { claim: 'the world comes to rest', sentence: 'not at rest after 180 seconds: the broker waits: its socket' },
    ])
  })

  test('until stops the play there, and no ending is judged', () => {
    const story = [connected, seconds(50), trader.cancels('nobody')]
    const { verdict, startedAt, endedAt } = alone(story, { until: 2.5 })
    expect([verdict, since({ from: startedAt, to: endedAt })]).toEqual(['passed', span(2.5)])
    expect(alone(story).verdict).toBe('failed')
    const settled = [connected, kraken.holdsBack('ack'), buy, settle]
    expect([alone(settled, { until: 9 }).verdict, alone(settled).verdict]).toEqual(['passed', 'unsettled'])
  })
})

describe('Kraken and the weather', () => {
  test('held frames are released in every order, one branch each', () => {
    const story = [connected, kraken.holdsBack('ack', 'openOrders'), buy, seconds(1), kraken.releases, settle]
    const orders = play(story).map((outcome) =>
      outcome.trace.flatMap((event) =>
        event.kind === 'socket-received' && event.frame.includes(' of ') ? [event.frame.split(' ')[0]] : [],
      ),
    )
    expect(orders).toEqual([
      ['ack', 'order', 'again'],
      ['order', 'ack', 'again'],
      ['order', 'again', 'ack'],
    ])
  })

  test('at the end of a story everything is healed, the mode too', () => {
    const outcome = alone([connected, kraken.goes('cancel_only'), kraken.holdsBack('ack'), buy])
    expect(heardBy(outcome)).toEqual(['go cancel_only', 'go online', 'addOrder a'])
    expect(outcome.verdict).toBe('passed')
    expect(outcome.files.ledger).toContain('ack of addOrder')
    expect(stepsIn(outcome).slice(-2)).toEqual(['heal', 'settle'])
    expect(heardBy(alone([connected, kraken.goes('post_only'), heal, settle]))).toEqual(['go post_only', 'go online'])
  })

  test('faults bite where the story says', () => {
    const text = (outcome: Outcome) => outcome.trace.flatMap((event) => (event.kind === 'fault' ? [event.text] : []))
    expect(text(alone([kraken.answers('Assets', error('EService:Busy'), { times: 1 }), connected]))).toEqual([
      'Assets is answered: EService:Busy',
    ])
    expect(text(alone([connected, kraken.losesReplyTo('addOrder'), buy, settle]))).toEqual([
      'the reply to addOrder is lost',
    ])
  })

  test('the broker ends as it is told, and its trader’s names outlive it', () => {
    const story = [
      connected,
      buy,
      settle,
      broker.crashes,
      broker.restarts,
      settle,
      cancel,
      settle,
      broker.stops,
      settle,
    ]
    const outcome = alone(story)
    const ends = outcome.trace.flatMap((event) => (event.kind === 'broker-ended' ? [event.how] : []))
    expect([outcome.verdict, ends, heardBy(outcome)]).toEqual([
      'passed',
      ['crashed', 'exited'],
      ['addOrder a', 'cancelOrder a'],
    ])
  })
})

const refused = 'Kraken refuses it: EOrder:No'
test.each<[Steps, string]>([
  [[buy], 'trader buys 2 XMR at 1 as a: no broker runs'],
  [[broker.crashes], 'broker crashes: no broker runs'],
  [[connected, broker.starts], 'broker starts: a broker runs already'],
  [[connected, cancel], 'trader cancels a: the trader knows no order a'],
  [[connected, buy, buy], 'trader buys 2 XMR at 1 as a: there is an order a already'],
  [[connected, trader.edits('bid', { price: '2' })], 'trader edits bid to 2: the trader knows no order bid'],
  [[connected, buy, trader.edits('a', { size: '2 XBT' })], 'trader edits a to 2 XBT: 2 XBT is no size in XMR/EUR'],
  [
    [connected, web.buys('1 XMR at 1', { as: 'b' }), trader.cancels('b')],
    'trader cancels b: no broker told the trader of b yet',
  ],
  [[stranger.cancels('b')], 'stranger cancels b: there is no order b of this account at Kraken'],
  [
    [web.buys('1 XMR at 1', { as: 'b' }), stranger.cancels('b')],
    'stranger cancels b: there is no order b of this account at Kraken',
  ],
  [[web.amends('b', { price: '2' })], 'web amends b to 2: there is no order b of this account at Kraken'],
  [
    [web.buys('1 XMR at 1', { as: 'b' }), web.amends('b', { size: '2 XBT' })],
    'web amends b to 2 XBT: 2 XBT is no size in XMR/EUR',
  ],
  [[stranger.buys('1 XBT at 1')], 'stranger buys 1 XBT at 1: XBT is not what XMR/EUR trades'],
  [[chain.deposits('1 DOT')], `chain deposits 1 DOT: ${refused}`],
  [[kraken.goes('post_only')], `kraken goes post_only: ${refused}`],
  [
    [kraken.answers('addOrder', status(520, ''), { times: 1 })],
    'kraken answers addOrder with status 520, 1 time: addOrder is asked over the socket, where nothing has an HTTP status',
  ],
  [
    [race(settle, sell)],
    'race of settle and stranger sells 1 XMR at market: a step that takes time or branches cannot race: settle',
  ],
  [[connected, race(cancel, sell)], 'trader cancels a: the trader knows no order a'],
])('a step that cannot be performed ends the story with a sentence: %#', (story, sentence) => {
  const refuses = (what: string): boolean => !what.startsWith('place')
  const { verdict, failures } = play(story, { refuses })[0] ?? alone([])
  expect(verdict).toBe('failed')
  expect(failures).toMatchObject([{ claim: 'every step of the story can be performed', sentence }])
})
