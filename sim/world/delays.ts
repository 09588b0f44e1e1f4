/** How long everything takes on its way: one pick for each message, in whole milliseconds within its place's range. */
import { type Instant, type Micros, after, micros } from '../../src/time.ts'
import type { Chance, Taken } from './chance.ts'
import type { Faults, Pipe, PipeVerdict } from '../edge/faults.ts'
import type { Recorder } from './recorder.ts'
import type { Timeline } from './timeline.ts'

/** The shortest and the longest delay of a place, in steps, both included. */
type Range = { readonly least: number; readonly most: number }

const STEP = micros(1000)
/** A frame on its way up an open connection: from a home line to a European data centre. */
const UPLINK: Range = { least: 5, most: 20 }
/** Kraken publishes within some milliseconds; the wide spread lets its channels overtake each other often. */
const CHANNEL: Range = { least: 5, most: 60 }
/** A request or a reply through Cloudflare, and the handshakes of a new connection. */
const HTTP: Range = { least: 20, most: 80 }

type Place = Pipe | 'ws/connect'
const RANGES: Readonly<Record<Place, Range>> = {
  'ws/connect': HTTP,
  'ws/uplink': UPLINK,
  'ws/control': CHANNEL,
  'ws/ack': CHANNEL,
  'ws/openOrders': CHANNEL,
  'ws/ownTrades': CHANNEL,
  'ws/executions': CHANNEL,
  'ws/balances': CHANNEL,
  'ws/market': CHANNEL,
  'http/up': HTTP,
  'http/down': HTTP,
}

/** How far apart the steps of a race reach Kraken: no uplink is slower, so nothing sent before a race arrives in it. */
export const RACE_SPACING = micros(UPLINK.most * STEP)

const PASS: PipeVerdict = { kind: 'pass' }

/** What becomes of one message in a pipe. */
export type Passage = { readonly by: Micros; readonly isLost: boolean; readonly isTwice: boolean }

/** The delay that a decision of chance stands for; undefined where it was about something else. */
export function delayOf({ label, pick }: Taken): { readonly place: string; readonly by: Micros } | undefined {
  const place = label.replace(/^delay\//, '')
  const range = new Map<string, Range>(Object.entries(RANGES)).get(place)
  return range === undefined || place === label ? undefined : { place, by: micros((range.least + pick) * STEP) }
}

export class Delays {
  readonly #timeline: Timeline
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #recorder: Recorder
  #race: { readonly until: Instant; readonly floor: Micros } | undefined

  constructor(parts: {
    readonly timeline: Timeline
    readonly chance: Chance
    readonly faults: Faults
    readonly recorder: Recorder
  }) {
    this.#timeline = parts.timeline
    this.#chance = parts.chance
    this.#faults = parts.faults
    this.#recorder = parts.recorder
  }

  /** Draws one delay; while a race is on, one long enough that its last step has reached Kraken before. */
  draw(place: Place): Micros {
    const { least, most } = RANGES[place]
    const drawn = micros((least + this.#chance.pick(`delay/${place}`, most - least + 1)) * STEP)
    const leadsDown = place !== 'ws/connect' && place !== 'ws/uplink' && place !== 'http/up'
    const race = this.#race
    return leadsDown && race !== undefined && this.#timeline.now <= race.until ? micros(drawn + race.floor) : drawn
  }

  /** Draws the delay of a message that enters a pipe and asks the faults what becomes of it, under all its `names`. */
  passage(pipe: Pipe, names: () => readonly Pipe[] = () => [pipe]): Passage {
    const by = this.draw(pipe)
    const verdict = this.#faults.any ? this.#faults.inPipe(names()) : PASS
    if (verdict.kind === 'pass') return { by, isLost: false, isTwice: false }
    this.#recorder.record({ kind: 'fault', text: `${verdict.kind} on ${pipe}` })
    return {
      by: verdict.kind === 'delay' ? micros(by + verdict.by) : by,
      isLost: verdict.kind === 'drop',
      isTwice: verdict.kind === 'duplicate',
    }
  }

  /** Begins a race of so many steps, which are to reach Kraken one spacing apart. */
  race(steps: number): void {
    const length = micros(Math.max(2, steps) * RACE_SPACING)
    this.#race = { until: after(this.#timeline.now, length), floor: length }
  }
}
