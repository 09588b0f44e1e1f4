/** What it costs to keep an event of the broker's border without its secrets. */
import type { BorderEvent } from '../../src/broker/border.ts'
import { Secrets } from '../../src/shell/secrets.ts'
import { playBranches } from '../../sim/play/play.ts'
import story from '../../scenarios/edit-races-partial-fill.ts'
import { type Figure, timedAlone } from '../figure.ts'

type Timed = BorderEvent & { readonly at: number }

const SIM_ALONE: ReadonlySet<string> = new Set(['step', 'kraken-heard', 'trade', 'fault'])
const KEY = 'KEYkeyKEYkey/+0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'
const EVENTS = 30_000

/** What a broker's recorder is given: frames by far the most, REST answers the longest. */
function eventsOf(): readonly Timed[] {
  const seen = [...playBranches({ name: 'recorded', file: '', scenario: story }, { seed: 1 })].flatMap(({ trace }) =>
    trace.filter((event): event is typeof event & Timed => !SIM_ALONE.has(event.kind)),
  )
  return Array.from({ length: EVENTS }, (_, place) => seen[place % seen.length]).filter((event) => event !== undefined)
}

let events: readonly Timed[] | undefined

export const blotting: Figure = {
  name: 'keeping an event of a recording without its secrets, beyond writing it as JSON',
  unit: 'µs an event',
  reference: 'the same events as plain JSON, in the same run',
  bar: { at: 'most', value: 1 },
  measure() {
    const made = (events ??= eventsOf())
    const secrets = new Secrets([KEY, `${KEY}${KEY}`], 'salt')
    let length = 0
    const plain = timedAlone(() => {
      for (const event of made) length += JSON.stringify(event).length
    })
    const blotted = timedAlone(() => {
      for (const event of made) length += secrets.line(event.at, event).length
    })
    const micros = (seconds: number): number => (seconds * 1e6) / made.length
    return {
      value: micros(blotted - plain),
      ratio: blotted / plain,
      note: `${micros(blotted).toFixed(1)} µs beside ${micros(plain).toFixed(1)} µs for JSON alone; ${Math.round(length / made.length / 2)} letters an event`,
    }
  },
}
