/** The adapter, told again what it was told, does again what it did; and what is altered by hand is named. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { configOf } from '../../sim/play/cast.ts'
import type { NamedScenario, Outcome } from '../../sim/play/outcome.ts'
import { playBranches } from '../../sim/play/play.ts'
import { type Replayed, replayAdapter } from '../../sim/replay/adapter.ts'
import type { Scenario } from '../../sim/scenario.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import { present } from '../../src/assert.ts'
import { createBroker } from '../../src/broker/broker.ts'
import { micros } from '../../src/time.ts'
import type { DialectName } from '../../src/kraken/dialects.ts'
import { ROOT } from '../tidy/scratch.ts'

const named = async (name: string): Promise<NamedScenario> => {
  const file = `scenarios/${name}.ts`
  const { default: story } = (await import(pathToFileURL(join(ROOT, file)).href)) as { default: Scenario }
  return { name, file, scenario: story }
}

function played(story: NamedScenario, dialect: DialectName): Outcome {
  const [first] = playBranches(story, { seed: 1, dialect, editPolicy: 'masquerade' })
  return present(first, 'a story has a branch')
}

function replayed(story: NamedScenario, outcome: Outcome, events = outcome.trace): Replayed {
  const config = configOf(story.scenario, outcome.way)
  const result = replayAdapter(events, { makeBroker: () => createBroker(config), lateness: micros(0) })
  if (!result.ok) throw new Error(result.error)
  return result.value
}

/** Lives of every kind: edits, cancels, restarts, outages, transfers. */
const STORIES = [
  'edit-races-fill',
  'both-halves-of-an-edit',
  'positions-on-exit',
  'fills-during-an-outage',
  'cut-again-while-catching-up',
  'fees-in-base-or-credits',
  // A timer that did nothing put off the next one.
  'calls-run-out',
  'locked-out',
]
const there = new Set(readdirSync(join(ROOT, 'scenarios')))

describe('a replay', () => {
  it.each(STORIES.flatMap((name) => (['v1', 'v2'] as const).map((dialect) => [name, dialect] as const)))(
    'of %s in %s finds no difference',
    async (name, dialect) => {
      expect(there).toContain(`${name}.ts`)
      const story = await named(name)
      const outcome = played(story, dialect)
      const { difference, compared, renewed } = replayed(story, outcome)
      expect(difference).toBeUndefined()
      expect(compared).toBeGreaterThan(15)
      // And its own account of it, replayed, has none either.
      expect(replayed(story, outcome, renewed).difference).toBeUndefined()
    },
  )

  it('names the first deed that an altered answer leads to, and by which line', async () => {
    const story = await named('edit-races-fill')
    const outcome = played(story, 'v1')
    const altered = outcome.trace.map((event): TraceEvent =>
      event.kind === 'socket-received'
        ? { ...event, frame: event.frame.replace('"price":"149.60000000","time"', '"price":"149.70000000","time"') }
        : event,
    )
    expect(altered).not.toEqual(outcome.trace)
    const { difference } = replayed(story, outcome, altered)
    const place = altered.findIndex((event) => event.kind === 'file-written' && event.text.includes('149.60000000'))
    expect(difference).toMatchObject({
      line: place + 2,
      sentence: 'the adapter says otherwise: text differs',
      recorded: { kind: 'file-written', file: 'ledger' },
      now: { kind: 'file-written', file: 'ledger' },
    })
  })

  it('names a deed that is missing, and one that was not there', async () => {
    const story = await named('edit-races-fill')
    const outcome = played(story, 'v1')
    const place = outcome.trace.findIndex((event) => event.kind === 'ems-event' && event.event.kind === 'BrokerdFill')
    const without = outcome.trace.toSpliced(place, 1)
    expect(replayed(story, outcome, without).difference?.now).toMatchObject({ event: { kind: 'BrokerdFill' } })
    const twice = outcome.trace.toSpliced(place, 0, present(outcome.trace[place], 'it is there'))
    expect(replayed(story, outcome, twice).difference?.recorded).toMatchObject({ event: { kind: 'BrokerdFill' } })
  })

  it('that is taken over is what the adapter does now', async () => {
    const story = await named('edit-races-fill')
    const outcome = played(story, 'v1')
    const noisy = outcome.trace.filter((event) => event.kind !== 'note')
    const { difference, renewed } = replayed(story, outcome, noisy)
    expect(difference?.now?.kind).toBe('note')
    expect(replayed(story, outcome, renewed).difference).toBeUndefined()
    const notes = (events: readonly TraceEvent[]): number => events.filter(({ kind }) => kind === 'note').length
    expect(notes(renewed)).toBe(notes(outcome.trace))
  })

  it('needs something that an adapter did', () => {
    expect(
      replayAdapter([], {
        makeBroker: () => {
          throw new Error('nobody starts one')
        },
        lateness: micros(0),
      }),
    ).toEqual({
      ok: false,
      error: 'it tells of nothing that an adapter did',
    })
  })
})
