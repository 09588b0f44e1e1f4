/** Holds what Kraken says now against what was recorded, and keeps the first difference. */
import type { HttpId } from '../../../src/ids.ts'
import { type Instant, since } from '../../../src/time.ts'
import type { Reply } from '../../edge/kraken-side.ts'
import type { Recorded, RecordedLine } from './recorded.ts'
import { Correlation } from './secrets.ts'

export type Difference = {
  /** Of the file, from 1: where it stands; where something should that was not recorded, after which. */
  readonly line: number
  /** `socket 2, executions` or `call 3, POST /0/private/AddOrder`. */
  readonly place: string
  readonly sentence: string
  /** Without secrets, which are numbered; undefined where there is nothing. */
  readonly recorded: string | undefined
  readonly now: string | undefined
}

/** What compares, as a replay uses it. */
export type Judge = {
  readonly correlation: Pick<Correlation, 'saidNow' | 'blotted'>
  readonly compared: number
  readonly underWay: number
  readonly difference: Difference | undefined
  /** Kinds of frames that were recorded, and that there was no occasion to say. */
  readonly unheard: readonly string[]
  readonly frame: (line: RecordedLine, text: string) => void
  readonly answer: (id: HttpId, reply: Reply) => void
  /** The client left, or its connection broke. */
  readonly ended: (line: RecordedLine) => void
  /** The recording is over. */
  readonly end: () => void
}

type Surplus = { readonly at: Instant; readonly place: string; readonly line: number; readonly text: string }

export class Comparison implements Judge {
  readonly unheard = []
  readonly correlation = new Correlation()
  readonly #recorded: Recorded
  readonly #now: () => Instant
  readonly #grace: number | undefined
  readonly #next = new Map<RecordedLine, number>()
  /** Said now and not recorded; it may have been on its way when the connection ended. */
  readonly #surplus = new Map<RecordedLine | HttpId, Surplus>()
  readonly #answered = new Set<HttpId>()
  #compared = 0
  #underWay = 0
  #difference: Difference | undefined

  /** `grace`: what may be on its way for so long at an end, in microseconds; for ever where it is undefined. */
  constructor(recorded: Recorded, { now, grace }: { readonly now: () => Instant; readonly grace: number | undefined }) {
    this.#recorded = recorded
    this.#now = now
    this.#grace = grace
  }

  get compared(): number {
    return this.#compared
  }

  get underWay(): number {
    return this.#underWay
  }

  get difference(): Difference | undefined {
    return this.#difference
  }

  frame(line: RecordedLine, text: string): void {
    if (this.#difference !== undefined) return
    const place = this.#next.get(line) ?? 0
    this.#next.set(line, place + 1)
    const heard = line.heard[place]
    const where = `socket ${line.socket} (${line.url})`
    if (heard === undefined) {
      this.#addSurplus(line, { place: `${where}, ${channelOf(text)}`, line: line.heard.at(-1)?.line ?? 1, text })
      return
    }
    this.#compare(heard.event.frame, text, {
      line: heard.line,
      place: `${where}, ${channelOf(heard.event.frame)}`,
    })
  }

  answer(id: HttpId, { status, contentType, body }: Reply): void {
    if (this.#difference !== undefined) return
    const call = this.#recorded.calls.get(id)
    if (call === undefined || call.failed !== undefined) return
    const { method, path } = call.asked.event
    const place = `call ${id}, ${method} ${path.replace(/\?.*$/s, '')}`
    const text = contentType === 'application/zip' ? Buffer.from(body, 'latin1').toString('base64') : body
    this.#answered.add(id)
    if (call.answered === undefined) return this.#addSurplus(id, { place, line: call.asked.line, text })
    const { line, event } = call.answered
    this.#compare(`${event.status} ${event.body}`, `${status} ${text}`, { line, place })
  }

  ended(line: RecordedLine): void {
    this.#judge(line)
  }

  end(): void {
    for (const key of [...this.#surplus.keys()]) this.#judge(key)
    const missing: Difference[] = []
    const sentence = 'Kraken does not say this any more'
    for (const line of this.#recorded.lines.values()) {
      const heard = line.heard[this.#next.get(line) ?? 0]
      if (heard === undefined) continue
      const place = `socket ${line.socket} (${line.url}), ${channelOf(heard.event.frame)}`
      missing.push({ line: heard.line, place, sentence, recorded: heard.event.frame, now: undefined })
    }
    for (const { event } of this.#recorded.diary) {
      if (event.heard !== 'call') continue
      const call = this.#recorded.calls.get(event.id as HttpId)
      if (call?.answered === undefined || this.#answered.has(event.id as HttpId)) continue
      const { method, path } = call.asked.event
      const place = `call ${event.id}, ${method} ${path.replace(/\?.*$/s, '')}`
      const { status, body } = call.answered.event
      missing.push({ line: call.answered.line, place, sentence, recorded: `${status} ${body}`, now: undefined })
    }
    const [first] = missing.sort((one, other) => one.line - other.line)
    this.#difference ??= first
  }

  // ---- inside

  #compare(then: string, text: string, of: { readonly line: number; readonly place: string }): void {
    this.#compared += 1
    const { recorded, now } = this.correlation.blotted({ recorded: then, now: text })
    if (recorded === now) return
    const from = [...recorded].findIndex((letter, index) => letter !== now[index])
    const sentence = `Kraken says otherwise from character ${(from === -1 ? recorded.length : from) + 1} on`
    this.#difference = { ...of, sentence, recorded, now }
  }

  #addSurplus(key: RecordedLine | HttpId, surplus: Omit<Surplus, 'at'>): void {
    this.#underWay += 1
    if (!this.#surplus.has(key)) this.#surplus.set(key, { ...surplus, at: this.#now() })
  }

  #judge(key: RecordedLine | HttpId): void {
    const surplus = this.#surplus.get(key)
    this.#surplus.delete(key)
    if (surplus === undefined || this.#grace === undefined) return
    const { at, line, place, text } = surplus
    if (since({ from: at, to: this.#now() }) <= this.#grace) return
    const sentence = 'after this line Kraken says something that was not recorded'
    this.#difference ??= { line, place, sentence, recorded: undefined, now: text }
  }
}

/** As Kraken calls it, in whichever dialect. */
function channelOf(frame: string): string {
  const [, inV2] = /"(?:channel|method|event)":"(\w+)"/.exec(frame) ?? []
  const [, inV1] = /^\[.*[\]}],"([\w-]+)"/s.exec(frame) ?? []
  return inV1 ?? inV2 ?? 'no channel'
}
