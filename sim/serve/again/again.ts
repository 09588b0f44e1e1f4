/**
 * Lets a fake Kraken hear again, in virtual time, what the clients of another said, and compares what it says with what was recorded:
 * byte for byte where a served one says how it was set and what it heard when, and by shape where it was Kraken itself.
 */
import { httpId, socketId } from '../../../src/ids.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Instant, seconds } from '../../../src/time.ts'
import type { Reply } from '../../edge/kraken-side.ts'
import type { TraceFile } from '../../trace-file.ts'
import { type Entrance, standBehind } from '../behind.ts'
import { type ControlParts, type Controlled, answerControl } from '../control.ts'
import { Pace } from '../pace.ts'
import { type Setting, type Tables, exchangeOf, keyNames, open, settingFrom } from '../setting.ts'
import { type Difference, type Judge, Comparison } from './comparison.ts'
import { type AgainLine, AgainLines } from './lines.ts'
import { type Placed, type Recorded, type RecordedCall, recordedIn } from './recorded.ts'
import { requestNow } from './request.ts'
import { Shapes } from './shapes.ts'
import { heardOf, settingFor } from './unkept.ts'
import type { Entry } from '../diary.ts'

export type Again = {
  readonly by: 'bytes' | 'shapes'
  /** How many answers and frames were compared. */
  readonly compared: number
  /** What left Kraken at the very end of a connection, or of the recording, and did not arrive before it. */
  readonly underWay: number
  /** Kinds of frames that were recorded, and that the fake one had no occasion to say. */
  readonly unheard: readonly string[]
  readonly difference: Difference | undefined
}

/** What Kraken said within this before a connection, or the recording, came to its end may have been on its way. By its own clock. */
const GRACE_SECONDS = 2

/** Fails with a sentence where the recording does not say enough; a difference is no failure. */
export function replayClients(trace: TraceFile, tables: Tables): Result<Again, string> {
  const { head, events } = trace
  const recorded = recordedIn(events)
  if (!recorded.ok) return recorded
  const areNoncesBlotted = head.kind === 'recording' && head.blotted.some((what) => what.includes('nonces'))
  const endsAt = recorded.value.endedAt
  if (isOfAnother(trace, recorded.value)) {
    const diary = heardOf(events, recorded.value)
    const [first] = diary
    if (first === undefined) return fail('no client said anything in it')
    const setting = settingFor(recorded.value, { universe: tables.universe, at: first.event.at })
    const parts = { recorded: { ...recorded.value, diary }, areNoncesBlotted, endsAt, by: 'shapes' as const }
    return new Replay(setting, parts, () => new Shapes(recorded.value)).play()
  }
  const settings = head.kind === 'recording' ? head.settings : undefined
  const setting = settingFrom(settings, tables)
  if (!setting.ok) return setting
  if ((settings?.['heardBefore'] ?? '0') !== '0') {
    return fail(
      "clients had spoken to Kraken before it began, and what they said is not in it; start 'wavetank serve' anew, and 'wavetank record' before any client",
    )
  }
  const speed = Number(settings?.['speed'])
  const grace = Number.isNaN(speed) ? undefined : seconds(GRACE_SECONDS * Math.max(1, speed))
  const parts = {
    ...{ recorded: recorded.value, areNoncesBlotted, by: 'bytes' as const },
    // A Kraken's own recording has its own times throughout; another's says in the diary when something was sent.
    endsAt: settings?.['heardBefore'] === undefined ? endsAt : undefined,
  }
  return new Replay(setting.value, parts, (now) => new Comparison(recorded.value, { now, grace })).play()
}

/** Nobody says how that Kraken was set, and it kept no diary: it was no fake one. */
const isOfAnother = ({ head }: TraceFile, { diary }: Recorded): boolean =>
  head.kind === 'recording' && head.settings?.['universe'] === undefined && diary.length === 0

type Parts = {
  readonly recorded: Recorded
  readonly areNoncesBlotted: boolean
  readonly endsAt: Instant | undefined
  readonly by: Again['by']
}

class Replay {
  readonly #parts: Parts
  readonly #keys: ReadonlyMap<string, string>
  readonly #pace: Pace
  readonly #comparison: Judge
  readonly #lines: AgainLines
  readonly #entrance: Entrance<AgainLine>
  readonly #kraken: Controlled
  readonly #control: ControlParts
  #opened = 0
  #nonce = 0

  constructor(setting: Setting, parts: Parts, judge: (now: () => Instant) => Judge) {
    this.#parts = parts
    this.#keys = new Map([...keyNames(setting.accounts)].map(([key, name]) => [name, key]))
    const pace = new Pace({ speed: 'held', begin: setting.startedAt, caughtUp: () => Promise.resolve() })
    this.#pace = pace
    const comparison = judge(() => pace.now)
    this.#comparison = comparison
    this.#lines = new AgainLines({
      sent: (line, frame) => comparison.frame(line.recorded, frame),
      closed: (line) => this.#entrance.closed(line, 0),
    })
    const { kraken, entrance } = standBehind<AgainLine>({
      exchange: exchangeOf(setting),
      pace,
      sockets: this.#lines,
      calls: { respond: (id, reply) => comparison.answer(id, reply) },
      record: () => undefined,
    })
    this.#entrance = entrance
    this.#kraken = { ...kraken, rest: '', ws: '' }
    const market = open(kraken, setting, () => undefined)
    const [{ name: account } = { name: '' }] = setting.accounts
    this.#control = { account, market: () => market, stop: () => undefined }
  }

  play(): Result<Again, string> {
    const { recorded, endsAt, by } = this.#parts
    for (const entry of recorded.diary) {
      this.#pace.advanceTo(entry.event.at)
      const heard = this.#hear(entry)
      if (!heard.ok) return heard
      if (this.#comparison.difference !== undefined) break
    }
    if (this.#comparison.difference === undefined) {
      if (endsAt !== undefined) this.#pace.advanceTo(endsAt)
      this.#comparison.end()
    }
    const { compared, underWay, unheard, difference } = this.#comparison
    if (compared === 0 && difference === undefined) {
      return fail('no client was answered in it while Kraken told when it heard what')
    }
    return ok({ by, compared, underWay, unheard, difference })
  }

  #hear({ line, event: entry }: Placed<Entry>): Result<void, string> {
    const { calls, lines } = this.#parts.recorded
    switch (entry.heard) {
      case 'nothing':
        return ok(undefined)
      case 'somebody else':
        return fail(
          `line ${line}: a client that was not recorded spoke to Kraken, and what it said is not known; record all of them`,
        )
      case 'call': {
        const call = calls.get(httpId(entry.id))
        if (call === undefined)
          return fail(`line ${line}: Kraken heard call ${entry.id}, which is not in the recording`)
        this.#ask(call, entry)
        return ok(undefined)
      }
      case 'operator':
        this.#operate(entry)
        return ok(undefined)
      case 'open': {
        const known = lines.get(socketId(entry.id))
        if (known === undefined)
          return fail(`line ${line}: Kraken heard socket ${entry.id}, which is not in the recording`)
        const opened = this.#lines.open({ socket: socketId((this.#opened += 1)), recorded: known })
        this.#pace.hear(() => this.#entrance.opened(opened))
        return ok(undefined)
      }
      case 'frame': {
        const open = this.#lines.of(entry.id)
        const said = open?.recorded.said[open.heardSoFar]
        if (open === undefined) return ok(undefined)
        if (said === undefined) {
          return fail(`line ${line}: Kraken heard a frame on socket ${entry.id} that is not in the recording`)
        }
        open.heardSoFar += 1
        const frame = this.#comparison.correlation.saidNow(said.event.frame)
        this.#comparison.correlation.blotted({ recorded: said.event.frame, now: frame })
        this.#pace.hear(() => this.#entrance.received(open, frame))
        return ok(undefined)
      }
      case 'close': {
        const open = this.#lines.of(entry.id)
        if (open === undefined) return ok(undefined)
        this.#lines.forget(open)
        this.#pace.hear(() => this.#entrance.closed(open, 0))
        this.#comparison.ended(open.recorded)
        return ok(undefined)
      }
    }
  }

  #ask(call: RecordedCall, { id, as }: Extract<Entry, { heard: 'call' }>): void {
    const nonce = this.#parts.areNoncesBlotted ? String((this.#nonce += 1)) : undefined
    const asked = requestNow(call, {
      correlation: this.#comparison.correlation,
      key: as === undefined ? undefined : this.#keys.get(as),
      nonce,
    })
    this.#pace.hear(() => this.#entrance.asked({ ...asked, id: httpId(id), address: 'client' }))
  }

  #operate({ id, method, path, body }: Extract<Entry, { heard: 'operator' }>): void {
    const headers = { 'content-type': 'application/json' }
    const call = { id: httpId(id ?? 0), method, path, headers, body }
    let reply: Reply | undefined
    this.#pace.hear(() => (reply = answerControl(this.#kraken, this.#control, call)))
    // Where it is to be found is another matter.
    const isOverview = /^\/wavetank\/?$/.test(path)
    if (id !== undefined && reply !== undefined && !isOverview) this.#comparison.answer(httpId(id), reply)
  }
}
