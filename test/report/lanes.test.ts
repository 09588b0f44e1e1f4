/** The lanes of a run, word for word. */
import { describe, expect, it } from 'vitest'
import { httpId, reqid } from '../../src/ids.ts'
import { coloured, plain } from '../../sim/report/colour.ts'
import { failureReport, storyReport, verdictReport } from '../../sim/report/lanes.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import {
  BID,
  ORDER,
  asked,
  at,
  boot,
  buys,
  editRacesFill,
  fill,
  heard,
  note,
  outcomeOf,
  received,
  sent,
  step,
  told,
  toldTwice,
  trade,
} from './made.ts'

const options = {
  palette: plain,
  again: 'npm run -s wavetank -- run edit-races-fill --path 1',
  trace: '.wavetank/edit-races-fill.1.jsonl',
}

const failedAt = (seconds: number, trace: readonly TraceEvent[]): readonly string[] =>
  failureReport(
    editRacesFill,
    outcomeOf(trace, { failures: [{ claim: 'a claim', sentence: 'it is false', at: at(seconds) }] }),
    options,
  )

const times = (count: number): readonly TraceEvent[] =>
  Array.from({ length: count }, (_, index) => note(index + 1, 'fill already told', `the ${index + 1}th`))

describe('the lanes of a failure', () => {
  it('tell what was claimed, why it is false and how it came about', () => {
    expect(failureReport(editRacesFill, toldTwice, options).join('\n')).toBe(
      `
✗ an edit races a fill                                         scenarios/edit-races-fill.ts, path 1
  no fill is told twice
  T1 was told at 1.160 and again at 1.900

      time  trader                   adapter ⇄ wire                                      kraken
     0.000                           starts
     0.412  buys bid 2 at 149.50
     0.412                           ▶ addOrder #1 XMR/EUR 2 at 149.50
     0.450                           ◀ addOrderStatus #1 O1
   ┌ 1.000  edits bid to 149.60
   │ 1.000                           ▶ editOrder #2 O1 to 149.60
   │ 1.020                                                                               stranger sells 2 XMR at market
   │ 1.020                                                                               T1 fills O1, 2 at 149.50
   └ 1.040                                                                               hears editOrder #2
     1.100                           ◀ openOrders O1 closed, 2 executed
     1.150                           ◀ editOrderStatus #2 refused: EOrder:Unknown order
     1.160  bid filled 2 at 149.50
   ✗ 1.900  bid filled 2 at 149.50
            oracle        adapter
  position  2 @ 149.885   4 @ 149.885
  T1        TCCCCC-CCCCC-CCCCCC
  again     npm run -s wavetank -- run edit-races-fill --path 1
  trace     .wavetank/edit-races-fill.1.jsonl
`.trim(),
    )
  })

  it('show routine traffic when the broker was not ready yet', () => {
    const report = failedAt(0.25, [...boot(0.1), note(0.3, 'ready')]).join('\n')
    expect(report).toContain('     0.100                           ▶ GET /0/public/Assets')
    expect(report).toContain('◀ 200 /0/public/Assets')
    expect(report).toContain('◀ heartbeat')
    expect(report).toContain('▶ subscribe openOrders')
    expect(report).toContain('◀ openOrders snapshot, empty')
  })

  it('show of the routine traffic of a running broker what came within 50 ms of the failure', () => {
    const beat = (time: number): TraceEvent => received(time, { event: 'heartbeat' })
    const shown = failedAt(5, [note(1, 'ready'), beat(4.949), beat(4.95), told(5, fill(5)), beat(5.05), beat(5.051)])
    expect(shown.filter((line) => line.includes('heartbeat')).map((line) => line.trim().split(' ')[0])).toEqual([
      '4.950',
      '5.050',
    ])
  })

  it('mark the moment of a failure that no event stands at', () => {
    expect(failedAt(9, [note(1, 'ready'), told(5, fill(5))])).toContain('   ✗ 9.000  found false')
  })

  it('mark the end for what was found at the end, not a heartbeat of that moment', () => {
    const beat = received(1000, { event: 'heartbeat' })
    const report = failedAt(1000, [note(1, 'ready'), beat, step(1000, 'trader cancels bid')])
    expect(report.filter((line) => line.includes('1000.000'))).toEqual([
      '     1000.000                           ◀ heartbeat',
      '   ✗ 1000.000  cancels bid',
      '   ✗ 1000.000  the run ends',
    ])
  })

  it('keep the rows that led to the failure when there are too many, and count the others', () => {
    const report = failedAt(70, [note(0.5, 'ready'), ...times(100)])
    const rows = report.filter((line) => line.includes('fill already told'))
    expect(rows).toHaveLength(60)
    expect(rows[0]).toContain('the 23th')
    expect(rows.at(-1)).toContain('the 82th')
    expect(report).toContain('     … 22 rows left out')
    expect(report).toContain('     … 18 rows left out')
  })

  it('cut text that does not fit its lane', () => {
    const [row = ''] = failedAt(2, [note(1, 'ready'), note(2, 'frame not understood', 'x'.repeat(200))]).filter(
      (line) => line.includes('xxx'),
    )
    expect(row.endsWith('x…')).toBe(true)
    expect(row.length).toBe(12 + 25 + 64)
  })

  it('name further failures, but not all of an echo', () => {
    const one = (count: number) => ({ claim: `claim ${count}`, sentence: `sentence ${count}`, at: at(1) })
    const report = failureReport(editRacesFill, outcomeOf([], { failures: [1, 2, 3, 4, 5, 6].map(one) }), options)
    expect(report.filter((line) => line.startsWith('  also'))).toEqual([
      '  also      claim 2: sentence 2',
      '  also      claim 3: sentence 3',
      '  also      claim 4: sentence 4',
      '  also      2 more',
    ])
  })

  it('label positions by symbol when there are several', () => {
    const report = storyReport(
      editRacesFill,
      outcomeOf([], {
        positions: [
          { symbol: 'xmreur.kraken', oracle: '2 @ 1', adapter: 'nothing' },
          { symbol: 'xbteur.kraken', oracle: 'nothing', adapter: '1 @ 2' },
        ],
      }),
      options,
    )
    expect(report).toContain('                 oracle        adapter')
    expect(report).toContain('  xmreur.kraken  2 @ 1         nothing')
    expect(report).toContain('  xbteur.kraken  nothing       1 @ 2')
  })

  it('are red where the failure is and nowhere else in the table', () => {
    const report = failureReport(editRacesFill, toldTwice, { ...options, palette: coloured })
    expect(report.filter((line) => line.startsWith('\u001b[31m'))).toHaveLength(2)
    expect(report).toContain('\u001b[31m   ✗ 1.900  bid filled 2 at 149.50\u001b[39m')
  })
})

describe('the lanes of a story that held', () => {
  const lines = (trace: readonly TraceEvent[]): readonly string[] =>
    storyReport(editRacesFill, outcomeOf(trace), options).slice(3, -2)

  it('leave out nothing but routine, however long it is', () => {
    expect(lines([...boot(0.1), ...times(100), step(200, 'settle'), step(201, '5 seconds pass')])).toHaveLength(100)
  })

  it('show what went wrong over HTTP', () => {
    const asks = boot(0.1).slice(0, 1)
    const answer = (status: number, body: string): TraceEvent => ({
      ...({ kind: 'http-answered', at: at(0.2) } as const),
      id: httpId(1),
      status,
      body,
    })
    expect(lines([...asks, answer(502, '<html>\n<b>Bad Gateway')])).toEqual([
      '     0.200                           ◀ 502 /0/public/Assets: <html> <b>Bad Gateway',
    ])
    expect(lines([...asks, answer(200, '{"error":["EService:Busy"]}')])).toEqual([
      '     0.200                           ◀ 200 /0/public/Assets: EService:Busy',
    ])
  })

  it('tell a deed once, though a step announces it', () => {
    const cut: TraceEvent = { kind: 'fault', at: at(1), text: 'every socket is cut' }
    expect(lines([step(1, 'kraken cuts the socket now, out for 5 s'), cut])).toHaveLength(1)
    expect(lines([step(1, 'trader buys 2 XMR at 149.50 as bid'), asked(1, buys)])).toEqual([
      '     1.000  buys bid 2 at 149.50',
    ])
    expect(lines([step(1, 'settle'), cut])).toHaveLength(1)
  })

  it('show the trades of the trader alone', () => {
    const trades = [trade(1, 'stranger', 'TZ', 'OZ'), trade(1, 'trader', 'TY', 'OY')]
    expect(lines(trades).map((line) => line.trim())).toEqual([expect.stringMatching(/T1 fills O1, 2 at 149.50$/)])
  })

  it('bracket one race apart from another', () => {
    const marks = lines([
      step(1, 'stranger sells 1 XMR at 150', 1),
      step(1.02, 'stranger sells 1 XMR at 151', 1),
      received(1.2, { event: 'editOrderStatus' }),
      step(2, 'stranger sells 1 XMR at 152', 2),
    ]).map((line) => line.slice(3, 4))
    expect(marks).toEqual(['┌', '└', ' ', '╶'])
  })

  it('show when Kraken hears a request only while it races', () => {
    const hears = (time: number): TraceEvent => heard(time, { event: 'editOrder', reqid: 8 })
    const arrival = received(1.1, { event: 'editOrderStatus', reqid: 8, status: 'ok' })
    const rows = lines([step(1, 'stranger sells 1 XMR at 150', 1), hears(1.04), arrival, hears(2)])
    expect(rows.map((row) => row.slice(3).trim())).toEqual([
      expect.stringMatching(/^┌ 1.000 .*stranger sells 1 XMR at 150$/),
      expect.stringMatching(/^└ 1.040 .*hears editOrder #1$/),
      expect.stringMatching(/^1.100 /),
    ])
  })

  it('number ids in the order in which a reader meets them', () => {
    const report = lines([
      received(1, [[{ [ORDER]: { status: 'open' } }], 'openOrders', { sequence: 1 }]),
      sent(2, { event: 'cancelOrder', reqid: 900, txid: ['OZZZZZ-AAAAA-AAAAAA', ORDER] }),
      told(3, { kind: 'BrokerdOrderAck', oid: BID, reqid: reqid(900), account: 'spot', time: at(3) }),
    ])
    expect(report.map((line) => line.slice(12).trim())).toEqual(['▶ cancelOrder #1 O1, O2', 'bid acknowledged'])
  })
})

describe('a story that no branch is to blame for', () => {
  it('is told by its reason', () => {
    expect(verdictReport(editRacesFill, 'unknown: no branch made the note "ready"', plain)).toEqual([
      '✗ an edit races a fill                                         scenarios/edit-races-fill.ts',
      '  unknown: no branch made the note "ready"',
    ])
  })
})
