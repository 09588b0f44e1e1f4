/** One event of a run is bent; the run is the same up to it, and what comes of it is judged by the oracle. */
import { expect, test } from 'vitest'
import story from '../../scenarios/edit-races-fill.ts'
import type { Outcome } from '../../sim/play/outcome.ts'
import { type PlayOptions, playBranches } from '../../sim/play/play.ts'
import { partingOf, readWhatIf } from '../../sim/play/what-if.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import type { Bend } from '../../sim/world/bend.ts'

const PATIENCE = 30_000
const named = { name: 'edit-races-fill', file: 'scenarios/edit-races-fill.ts', scenario: story }

function played(options: Partial<PlayOptions> = {}): Outcome {
  const one = playBranches(named, { seed: 1, path: '1', ...options }).next()
  if (one.done === true) throw new Error('there is such a branch')
  return one.value
}

const { trace } = played()
const lineOf = (like: (event: TraceEvent) => boolean): number => trace.findIndex(like) + 2
const editLine = lineOf((event) => event.kind === 'socket-send' && event.frame.includes('editOrder'))

function bendOf(words: string): Bend {
  const read = readWhatIf(words, trace)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

test('a lost reply is the answer that never comes, and the run parts from there', () => {
  const bend = bendOf(`at ${editLine}: lose reply`)
  expect(bend).toMatchObject({ event: { kind: 'socket-received' }, twist: { kind: 'lose' } })
  const bent = played({ bend })
  expect(bent.trace.slice(0, bend.place)).toEqual(trace.slice(0, bend.place))
  expect(bent.trace[bend.place]).toMatchObject({ kind: 'fault', text: 'what if this is lost' })
  expect(partingOf(trace, bent.trace, bend)).toMatchObject({
    line: bend.place + 3,
    then: { kind: 'note', name: 'edit lost to a fill' },
  })
  expect(bent.failures).toEqual([])
})

test('a frame of Kraken’s can come twice or late, a connection break, a request be lost, each at its very event', () => {
  const told = (words: string): string[] => {
    const bend = bendOf(words)
    const bent = played({ bend }).trace
    const place = bent.findIndex((event) => event.kind === 'fault' && event.text.startsWith('what if'))
    expect(bent.slice(0, place)).toEqual(trace.slice(0, place))
    return bent.slice(place, place + 3).map((event) => (event.kind === 'fault' ? event.text : event.kind))
  }
  const fill = lineOf((event) => event.kind === 'socket-received' && event.frame.includes('"ownTrades",{"sequence":2'))
  expect(told(`at ${fill}: duplicate`)).toEqual(['what if this comes twice', 'socket-received', 'file-written'])
  expect(told(`at ${fill}: delay 2.5 s`)[0]).toBe('what if this is late')
  expect(told(`at ${fill}: cut connection`)[0]).toBe('what if this is where the connection breaks')
  expect(told(`at ${editLine}: lose request`)[0]).toBe('what if this is lost')
  const call = lineOf((event) => event.kind === 'http-request' && event.path.includes('TradesHistory'))
  const lost = played({ bend: bendOf(`at ${call}: lose request`) }).trace
  expect(lost.find((event) => event.kind === 'http-failed')).toMatchObject({ reason: 'timeout' })
})

test(
  'whatever is bent while an edit races a fill, every claim of the oracle holds',
  () => {
    let bent = 0
    for (let line = editLine; line < editLine + 17; line += 1) {
      for (const twist of ['lose reply', 'duplicate', 'cut connection']) {
        const read = readWhatIf(`at ${line}: ${twist}`, trace)
        if (!read.ok) continue
        bent += 1
        const { failures, verdict } = played({ bend: read.value })
        const broken = failures.filter(({ claim }) => claim !== 'the ending')
        expect({ line, twist, broken, verdict }).toMatchObject({
          broken: [],
          verdict: expect.not.stringMatching(/unsettled|determ/) as string,
        })
      }
    }
    expect(bent).toBeGreaterThan(8)
  },
  PATIENCE,
)

test.each([
  ['lose reply', /^'at 41: lose reply' is a line and what befalls it/],
  ['at 99999: lose reply', /^there is no event at line 99999; the last is at \d+$/],
  ['at 2: lose reply', /^line 2 is a step, and only what is on a wire can be bent; the next message is at line \d+$/],
  [`at ${editLine}: duplicate`, /^only a frame of Kraken's comes twice, and line \d+ is a frame of the broker’s$/],
  [`at ${editLine}: explode`, /^'explode' is none of lose request, lose reply, delay 5 s, duplicate, cut connection$/],
  ['at 4: cut connection', /^a call over HTTP has no connection to cut/],
])('%s is refused with a sentence', (words, sentence) => {
  expect(readWhatIf(words, trace)).toMatchObject({ ok: false, error: expect.stringMatching(sentence) as string })
})
