/** The judge asks each invariant at its time, reports each violation once, and knows what it never saw. */
import { describe, expect, test } from 'vitest'
import { always, inTheEnd } from '../../sim/oracle/invariant.ts'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
import type { Evidence } from '../../sim/oracle/evidence.ts'
import { type Broken, beginAll } from '../../sim/oracle/judge.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import type { Instant } from '../../src/time.ts'
import type { RunBuilder } from './run-builder.ts'
import { all, bought, canceled, edited, empty, foundAfterEdit, restarted, resting, transferred } from './runs.ts'

const whole: readonly (readonly [string, () => RunBuilder])[] = [
  ['an order rests', resting],
  ['an order is filled', bought],
  ['an order is canceled', canceled],
  ['an order is edited', edited],
  ['a broker crashes and the next one finds the order', restarted],
  ['coins come and go', transferred],
]

test.each(whole)('every invariant holds when %s', (_story, story) => {
  const judge = beginAll(INVARIANTS)
  const evidence = story().evidence()
  expect(judge.look(evidence)).toEqual([])
  expect(judge.end(evidence)).toEqual([])
})

test.each([...whole, ['a partly filled order is edited', foundAfterEdit] as const])(
  'looking after every event finds what one look in the end finds, when %s',
  (_story, story) => {
    const evidence = story().tellsFill('A', 'T1').tellsFill('A', 'T1').evidence()
    const atOnce = beginAll(INVARIANTS)
    const found = atOnce.end(evidence)
    expect(found).not.toEqual([])

    const stepwise = beginAll(INVARIANTS)
    const trace: TraceEvent[] = []
    const seen = evidence.trace.flatMap((event) => {
      trace.push(event)
      return stepwise.look({ ...asOf(evidence, event.at), trace })
    })
    const ending = stepwise.end({ ...evidence, trace })
    expect(sorted([...seen, ...ending])).toEqual(sorted(found))
    expect(stepwise.unlooked()).toEqual(atOnce.unlooked())
  },
)

const sorted = (broken: readonly Broken[]) => broken.map(({ claim, sentence }) => `${claim}: ${sentence}`).toSorted()

/** What had happened at Kraken by then. */
function asOf(evidence: Evidence, now: Instant): Evidence {
  const { truth } = evidence
  const orders = new Map([...truth.orders].filter(([, order]) => order.openedAt <= now))
  const trades = truth.trades.filter(({ at }) => at <= now)
  return { ...evidence, now, truth: { ...truth, orders, trades } }
}

describe('asking', () => {
  const evidence = empty().evidence()
  const late = inTheEnd('it ends well', () => ({ looked: true, violations: ['it did not'] }))
  const twice = always('it is well', () => () => ({ looked: true, violations: ['it is not'] }))
  const blind = always('it is seen', () => () => ({ looked: false, violations: [] }))

  test('what is for the end is asked in the end', () => {
    const judge = beginAll([late])
    expect(judge.look(evidence)).toEqual([])
    expect(judge.unlooked()).toEqual(['it ends well'])
    expect(judge.end(evidence)).toEqual([{ claim: 'it ends well', sentence: 'it did not' }])
    expect(judge.unlooked()).toEqual([])
  })

  test('a violation is reported once in a run, and again in the next', () => {
    const broken = [{ claim: 'it is well', sentence: 'it is not' }]
    const judge = beginAll([twice])
    expect(judge.look(evidence)).toEqual(broken)
    expect(judge.look(evidence)).toEqual([])
    expect(judge.end(evidence)).toEqual([])
    expect(beginAll([twice]).look(evidence)).toEqual(broken)
  })

  test('what had nothing to judge is named', () => {
    const judge = beginAll([twice, blind])
    judge.end(evidence)
    expect(judge.unlooked()).toEqual(['it is seen'])
  })
})

test('on a day of trading, the claims that saw nothing are those about what did not happen', () => {
  const judge = beginAll(INVARIANTS)
  judge.end(bought().evidence())
  expect(judge.unlooked()).toEqual([
    'no more connections are tried than Cloudflare bears',
    'nothing is sent on a line that died half a minute ago',
    'no line is gone on with after a frame of a feed was lost',
    'no request names a dead txid after the broker was told of its end',
    'no frame of WebSocket v2 names a market by its old name',
    'no private call leaves while the key is locked out',
    'no cancel is given up the first time that the counter is full',
    'no broker gives up over an error that passes',
    'an order that would have crossed and may not is told refused',
    'an order whose edit Kraken refused is not canceled for that',
    'no request is refused twice',
    "every live order of the trader's account is known to the trader",
    'a dialog has at most one live order',
    'whoever ends as asked leaves in pps.toml what was told',
    'what others have in pps.toml stays as it is',
    'positions of an older layout do not stay beside those of today',
  ])
})

test('a trade that nobody was told of is found by several', () => {
  const judge = beginAll(INVARIANTS)
  const broken = judge.end(bought().at(5).trade('T2', all('O2', '1')).evidence())
  expect([...new Set(broken.map(({ claim }) => claim))]).toEqual([
    'what an order executed is the sum of its trades',
    'every fill is told',
    'the ledger file holds every trade and transfer verbatim, and nothing else',
    'told positions equal the exact recomputation',
    'pps.toml equals the exact recomputation to the last digit',
  ])
})
