/** `at 41: lose reply`: one event of a run, and what if it had gone otherwise. */
import { type Result, fail, ok } from '../../src/result.ts'
import { seconds } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'
import { type Bend, type Bendable, type Twist, WHAT_IF } from '../world/bend.ts'

/** In the words of whoever asks. */
export const TWISTS = ['lose request', 'lose reply', 'delay 5 s', 'duplicate', 'cut connection'] as const

/** The head of a trace is the first line of its file. */
const FIRST_EVENT_LINE = 2

/** `line`: of the file, as a report and a replay name it. Fails with a sentence. */
export function readWhatIf(words: string, trace: readonly TraceEvent[]): Result<Bend, string> {
  const [, said, twist = ''] = /^\s*at\s+(\d{1,9})\s*:\s*(.*?)\s*$/i.exec(words) ?? []
  if (said === undefined) return fail(`'at 41: lose reply' is a line and what befalls it; '${words}' is not`)
  const line = Number(said)
  const place = line - FIRST_EVENT_LINE
  const event = trace[place]
  if (event === undefined) return fail(`there is no event at line ${line}; the last is at ${trace.length + 1}`)
  if (!isBendable(event)) {
    const next = trace.findIndex((other, index) => index > place && isBendable(other))
    const where = next === -1 ? '' : `; the next message is at line ${next + FIRST_EVENT_LINE}`
    return fail(`line ${line} is a ${event.kind}, and only what is on a wire can be bent${where}`)
  }
  const delay = /^delay (\d{1,4}(?:\.\d{1,6})?) ?s$/.exec(twist)?.[1]
  if (delay !== undefined) return ok({ place, event, twist: { kind: 'delay', by: seconds(Number(delay)) } })
  switch (twist) {
    case 'lose request':
      return isUp(event)
        ? ok({ place, event, twist: { kind: 'lose' } })
        : fail(`line ${line} is no request but what Kraken said; ask for 'lose reply' there`)
    case 'lose reply':
      return losingReply({ line, place, event }, trace)
    case 'duplicate':
      return event.kind === 'socket-received'
        ? ok({ place, event, twist: { kind: 'duplicate' } })
        : fail(`only a frame of Kraken's comes twice, and line ${line} is ${NAMES[event.kind]}`)
    case 'cut connection':
      return event.kind === 'socket-send' || event.kind === 'socket-received'
        ? ok({ place, event, twist: { kind: 'cut' } })
        : fail(`a call over HTTP has no connection to cut; ask for 'lose request' or 'lose reply' at line ${line}`)
    default:
      return fail(`'${twist}' is none of ${TWISTS.join(', ')}`)
  }
}

const NAMES: Readonly<Record<Bendable['kind'], string>> = {
  'socket-send': 'a frame of the broker’s',
  'socket-received': 'a frame of Kraken’s',
  'http-request': 'a call',
  'http-answered': 'an answer',
}

const isBendable = (event: TraceEvent): event is TraceEvent & Bendable => Object.hasOwn(NAMES, event.kind)
const isUp = ({ kind }: Bendable): boolean => kind === 'socket-send' || kind === 'http-request'

type Placed = { readonly line: number; readonly place: number; readonly event: Bendable }

/** Of a request, the answer to it is lost; of an answer, itself. */
function losingReply({ line, place, event }: Placed, trace: readonly TraceEvent[]): Result<Bend, string> {
  const lost: Twist = { kind: 'lose' }
  if (!isUp(event)) return ok({ place, event, twist: lost })
  const answers = (other: TraceEvent): boolean => {
    if (event.kind === 'http-request') return other.kind === 'http-answered' && other.id === event.id
    const asked = event.kind === 'socket-send' ? requestId(event.frame) : undefined
    return (
      event.kind === 'socket-send' &&
      other.kind === 'socket-received' &&
      other.socket === event.socket &&
      asked !== undefined &&
      requestId(other.frame) === asked
    )
  }
  const answered = trace.findIndex((other, index) => index > place && answers(other))
  const answer = trace[answered]
  return answer !== undefined && isBendable(answer)
    ? ok({ place: answered, event: answer, twist: lost })
    : fail(`nothing in the run answers line ${line}, so no reply can be lost`)
}

/** A client's own number of a request, in either dialect. */
const requestId = (frame: string): string | undefined => /"req_?id":(\d+)/.exec(frame)?.[1]

export type Parting = {
  /** Of the file then; of what follows the bend. */
  readonly line: number
  readonly then: TraceEvent | undefined
  readonly now: TraceEvent | undefined
}

/** The first event after the bend that is not what it was; undefined where all came out alike. */
export function partingOf(
  then: readonly TraceEvent[],
  now: readonly TraceEvent[],
  { place, twist }: Bend,
): Parting | undefined {
  const struck = now.findIndex((event) => event.kind === 'fault' && event.text.startsWith(WHAT_IF))
  // What was bent is as it was, or is the bend itself.
  const rest = [...now.slice(0, struck), ...now.slice(struck + 1)]
  const isGone = twist.kind !== 'duplicate' && rest.length > 0 && !same(then[place], rest[place])
  const before = isGone ? [...then.slice(0, place), ...then.slice(place + 1)] : then
  for (let index = place; index < Math.max(before.length, rest.length); index += 1) {
    if (same(before[index], rest[index])) continue
    return { line: index + FIRST_EVENT_LINE + (isGone ? 1 : 0), then: before[index], now: rest[index] }
  }
  return undefined
}

const same = (one: TraceEvent | undefined, other: TraceEvent | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
