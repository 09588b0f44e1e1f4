/**
 * Holds what the fake Kraken says against what another said, by shape: the kind of each answer and frame, the names in it and the kinds
 * of their values, and the words of errors. Ids, times, prices and amounts are another's, and how many frames a market makes is chance.
 */
import type { HttpId } from '../../../src/ids.ts'
import type { Reply } from '../../edge/kraken-side.ts'
import {
  type Difference as Drift,
  type Shape,
  differences,
  exact,
  isEmptyThere,
  parentOf,
  shapeOf,
} from '../shape/shape.ts'
import { kindOf } from '../shape/kinds.ts'
import { NOT_MODELLED } from '../shape/known.ts'
import type { Difference, Judge } from './comparison.ts'
import type { Placed, Recorded, RecordedLine } from './recorded.ts'
import { Twins } from './twins.ts'

type Frame = {
  readonly json: unknown
  readonly kind: string
  readonly answerTo: string | undefined
  readonly text: string
}
type Heard = Frame & { readonly line: number }

/** Of each kind, so many of ours are looked at: they have all the shapes there are. */
const MOST_OF_A_KIND = 200

export class Shapes implements Judge {
  readonly correlation = new Twins()
  readonly underWay = 0
  readonly #recorded: Recorded
  readonly #heard: ReadonlyMap<RecordedLine, readonly Heard[]>
  readonly #unanswered: Set<Heard>
  readonly #ours = new Map<RecordedLine, Map<string, Shape[]>>()
  readonly #unanswering = new Set<HttpId>()
  readonly #unheard = new Set<string>()
  readonly #found: Difference[] = []
  #compared = 0
  #isOver = false

  constructor(recorded: Recorded) {
    this.#recorded = recorded
    this.#heard = new Map(
      [...recorded.lines.values()].map((line) => [
        line,
        line.heard.map(({ line: number, event }) => ({ line: number, ...frameOf(event.frame) })),
      ]),
    )
    this.#unanswered = new Set([...this.#heard.values()].flat().filter(({ answerTo }) => answerTo !== undefined))
    for (const [id, { answered }] of recorded.calls) if (answered !== undefined) this.#unanswering.add(id)
  }

  get compared(): number {
    return this.#compared
  }

  /** Kinds of frames that the fake one had no occasion to say. */
  get unheard(): readonly string[] {
    return [...this.#unheard]
  }

  /** None before the end: what comes first in the file may be found last. */
  get difference(): Difference | undefined {
    return this.#isOver ? this.#found.toSorted((one, other) => one.line - other.line)[0] : undefined
  }

  frame(line: RecordedLine, text: string): void {
    const ours = frameOf(text)
    if (ours.answerTo === undefined) {
      const kinds = this.#ours.get(line) ?? new Map<string, Shape[]>()
      this.#ours.set(line, kinds)
      const shapes = kinds.get(ours.kind) ?? []
      kinds.set(ours.kind, shapes)
      if (shapes.length < MOST_OF_A_KIND) shapes.push(shapeOf(ours.json))
      return
    }
    const theirs = this.#heard.get(line)?.find((one) => this.#unanswered.has(one) && one.answerTo === ours.answerTo)
    if (theirs === undefined) return
    this.#unanswered.delete(theirs)
    this.correlation.learn(theirs.json, ours.json)
    this.#compared += 1
    const place = { line: theirs.line, place: `socket ${line.socket} (${line.url}), ${theirs.kind}` }
    const [theirWords, ourWords] = [wordsOf(theirs), wordsOf(ours)]
    if (theirWords !== ourWords) {
      this.#found.push({ ...place, sentence: ANSWERS_OTHERWISE, recorded: theirWords, now: ourWords })
    } else this.#compare(theirs.kind, [shapeOf(ours.json)], shapeOf(theirs.json), place)
  }

  answer(id: HttpId, reply: Reply): void {
    const call = this.#recorded.calls.get(id)
    if (call?.answered === undefined) return
    this.#unanswering.delete(id)
    this.#compared += 1
    const { line, event } = call.answered
    const place = placeOf(id, { line, event: call.asked.event })
    const [theirs, ours] = [read(event.body), read(reply.body)]
    const [theirWords, ourWords] = [errorsOf(event.status, theirs), errorsOf(reply.status, ours)]
    if (theirWords !== ourWords) {
      this.#found.push({ ...place, sentence: ANSWERS_OTHERWISE, recorded: theirWords, now: ourWords })
      return
    }
    // A file of an export is no JSON.
    if (theirs === undefined || ours === undefined) return
    this.correlation.learn(theirs, ours)
    const kind = `rest ${call.asked.event.path.replace(/^\/0\/(?:public|private)\/|\?.*$/gs, '')}`
    this.#compare(kind, [shapeOf(ours)], shapeOf(theirs), place)
  }

  ended(): void {
    // What was said until then is compared in the end.
  }

  end(): void {
    this.#isOver = true
    for (const id of this.#unanswering) {
      const call = this.#recorded.calls.get(id)
      if (call?.answered === undefined) continue
      const { line, event } = call.answered
      const place = placeOf(id, { line, event: call.asked.event })
      this.#found.push({ ...place, sentence: NOT_ANSWERED, recorded: `${event.status}`, now: undefined })
    }
    for (const [line, heard] of this.#heard) {
      for (const theirs of heard) {
        const place = { line: theirs.line, place: `socket ${line.socket} (${line.url}), ${theirs.kind}` }
        if (this.#unanswered.has(theirs)) {
          this.#found.push({ ...place, sentence: NOT_ANSWERED, recorded: theirs.text, now: undefined })
        }
        if (theirs.answerTo !== undefined || theirs.kind.endsWith('heartbeat')) continue
        const ours = this.#ours.get(line)?.get(theirs.kind)
        if (ours === undefined) this.#unheard.add(theirs.kind)
        else {
          this.#compared += 1
          this.#compare(theirs.kind, ours, shapeOf(theirs.json), place)
        }
      }
    }
  }

  // ---- inside

  #compare(kind: string, ours: readonly Shape[], theirs: Shape, place: Pick<Difference, 'line' | 'place'>): void {
    const [drift] = differences(ours, theirs, { isSameMarket: false }).filter((one) => isDrift(kind, one, ours))
    if (drift === undefined) return
    const sentence = `the shape differs at ${drift.path === '' ? 'the whole' : drift.path.replace(/^\./, '')}`
    this.#found.push({ ...place, sentence, recorded: drift.theirs, now: drift.ours })
  }
}

const ANSWERS_OTHERWISE = 'Kraken answers otherwise'
const NOT_ANSWERED = 'the fake Kraken does not answer this'

const ARE_NUMBERS = /^(?:number [.\w]+|seconds)(?: or (?:number [.\w]+|seconds))*$/

/** Decimals are those of a market; null says nothing of what else could stand there, and neither does an empty list. */
function isDrift(kind: string, { path, what, theirs, ours }: Drift, shapes: readonly Shape[]): boolean {
  // A number of ten digits looks like a time and need not be one.
  if (what === 'kind' && [theirs, ours].every((one) => one !== undefined && ARE_NUMBERS.test(one))) return false
  if (what === 'decimals' || [theirs, ours].some((one) => one?.split(' or ').includes('null') === true)) return false
  if (NOT_MODELLED.some((known) => known.of.test(kind) && known.path.test(path) && known.what.includes(what)))
    return false
  const parent = parentOf(path)
  return what !== 'missing' || shapes.some((shape) => shape.has(parent) && !isEmptyThere(shape, parent))
}

const read = (text: string): unknown => {
  try {
    return exact(text)
  } catch {
    return undefined
  }
}

type Members = Readonly<Record<string, unknown>>
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function frameOf(text: string): Frame {
  const json = read(text)
  return { json, kind: kindOf(json) ?? 'unknown', answerTo: answerTo(json), text }
}

/** Which request it answers; undefined where it answers none. */
function answerTo(json: unknown): string | undefined {
  if (!isMembers(json)) return undefined
  const { event, method, reqid, req_id: number = reqid, pair, subscription, result } = json
  const name = typeof event === 'string' ? event : method
  if (typeof name !== 'string' || ['heartbeat', 'systemStatus'].includes(name)) return undefined
  // One request to subscribe is answered once for each pair and channel.
  const { name: channel, ...about } = isMembers(subscription) ? subscription : isMembers(result) ? result : {}
  return JSON.stringify([name, number, pair, channel ?? about['channel'], about['symbol']])
}

/** Of a refusal, without the numbers in it. */
const wordsOf = ({ kind, json }: Frame): string => {
  const { errorMessage, error = errorMessage } = isMembers(json) ? json : {}
  return typeof error === 'string' ? `${kind}: ${withoutNumbers(error)}` : kind
}

function errorsOf(status: number, json: unknown): string {
  const errors = isMembers(json) && Array.isArray(json['error']) ? json['error'] : []
  return [String(status), ...errors.map((error) => withoutNumbers(String(error)))].join(' ')
}

const withoutNumbers = (words: string): string => words.replaceAll(/#?\d+(?:\.\d+)?/g, 'n')

const placeOf = (
  id: HttpId,
  { line, event: { method, path } }: Placed<{ readonly method: string; readonly path: string }>,
): Pick<Difference, 'line' | 'place'> => ({ line, place: `call ${id}, ${method} ${path.replace(/\?.*$/s, '')}` })
