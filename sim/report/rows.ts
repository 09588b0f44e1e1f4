/** Says each event of a run in the words of the lane it belongs to, and picks those worth a line. */
import { unreachable } from '../../src/assert.ts'
import type { BrokerdOrder } from '../../src/ems.ts'
import type { HttpId, Oid } from '../../src/ids.ts'
import type { Instant } from '../../src/time.ts'
import { seconds } from '../../src/time.ts'
import { STRANGER } from '../play/cast.ts'
import type { Scenario } from '../scenario.ts'
import type { TraceEvent } from '../trace.ts'
import { readFrame, restErrors } from './frames.ts'
import { fillText } from './reading.ts'
import type { Names } from './names.ts'
import { eventText, requestText } from './trader.ts'

export type Lane = 'trader' | 'wire' | 'kraken'
export type Row = {
  readonly at: Instant
  readonly lane: Lane
  readonly text: string
  readonly routine: boolean
  /** The race it is part of. */
  readonly race?: number
}

/** Routine traffic this near a failure may have to do with it, and is shown. */
const NEAR_FAILURE = seconds(0.05)

/** The rows of a run worth a line, in order. */
export function rowsOf(
  scenario: Scenario,
  trace: readonly TraceEvent[],
  options: { readonly names: Names; readonly failedAt: Instant | undefined },
): readonly Row[] {
  return tellingsOf(trace, { ...options, market: scenario.market }).flatMap((telling, index) => {
    const event = trace[index]
    if (telling === undefined || event === undefined || !telling.isShown) return []
    const { lane, routine, race } = telling
    return [{ at: event.at, lane, routine, text: telling.say(), ...(race === undefined ? {} : { race }) }]
  })
}

/** An event in words. */
export type Telling = {
  readonly lane: Lane
  readonly routine: boolean
  /** The short form; ids get their short names when it is asked for. */
  readonly say: () => string
}

/** One for each event; undefined for what says nothing, or what the event beside it says. */
export type PlacedTelling = Telling & { readonly race?: number; readonly isShown: boolean }

/**
 * Routine traffic is not shown, but around the failure, and for a failure that came before the broker was ready.
 * `market`: by wsname; only others are named.
 */
export function tellingsOf(
  trace: readonly TraceEvent[],
  { market, names, failedAt }: Story & { readonly failedAt: Instant | undefined },
): readonly (PlacedTelling | undefined)[] {
  const teller = beginTelling({ market, names })
  const races = raceOfEvents(trace)
  const neededBoot = failedAt !== undefined && !trace.some((event) => isReady(event) && event.at <= failedAt)
  const isNear = (at: Instant): boolean => failedAt !== undefined && Math.abs(at - failedAt) <= NEAR_FAILURE
  return trace.map((event, index) => {
    const told = isToldTwice(event, trace[index - 1], trace[index + 1]) ? undefined : teller(event)
    if (told === undefined) return undefined
    const race = races[index]
    const isRaceHeard = event.kind === 'kraken-heard' && race !== undefined
    const isShown = !told.routine || isRaceHeard || neededBoot || isNear(event.at)
    return { ...told, isShown, ...(race === undefined ? {} : { race }) }
  })
}

type Story = { readonly names: Names; readonly market: string }

/** Tells one event after the other; remembers what a later one has to be told by. */
function beginTelling(story: Story): (event: TraceEvent) => Telling | undefined {
  const { names } = story
  const wishes = new Map<Oid, BrokerdOrder>()
  const asked = new Map<HttpId, string>()
  const row = (lane: Lane, say: () => string): Telling => ({ lane, routine: false, say })
  const routine = (lane: Lane, say: () => string): Telling => ({ lane, routine: true, say })
  const frame = (text: string, arrow: '▶' | '◀'): Telling => {
    const reading = readFrame(text)
    return { lane: 'wire', routine: reading.routine, say: () => `${arrow} ${reading.say(names)}` }
  }

  return (event) => {
    switch (event.kind) {
      case 'step':
        return stepTelling(event.text)
      case 'broker-started':
        return row('wire', () => 'starts')
      case 'broker-ended':
        return row('wire', () =>
          event.how === 'crashed' ? 'crashes' : event.reason === undefined ? 'exits' : `gives up: ${event.reason}`,
        )
      case 'ems-requested': {
        const { request } = event
        const before = wishes.get(request.oid)
        if (request.kind === 'BrokerdOrder') wishes.set(request.oid, request)
        return row('trader', () => requestText(request, { ...story, before }))
      }
      case 'ems-event':
        return row('trader', () => eventText(event.event, story))
      case 'http-request':
        asked.set(event.id, event.path)
        return routine('wire', () => `▶ ${event.method} ${event.path}`)
      case 'http-answered': {
        const errors = restErrors(event.body)
        const what = `${event.status} ${asked.get(event.id) ?? ''}`.trimEnd()
        if (event.status === 200 && errors.length === 0) return routine('wire', () => `◀ ${what}`)
        return row('wire', () => `◀ ${what}: ${errors.join(', ')}`)
      }
      case 'http-failed':
        return row('wire', () => `◀ ${event.reason} ${asked.get(event.id) ?? ''}`.trimEnd())
      case 'socket-open':
        return routine('wire', () => `▶ opens socket ${event.socket}, ${event.url}`)
      case 'socket-opened':
        return routine('wire', () => `◀ socket ${event.socket} is open`)
      case 'socket-send':
        return frame(event.frame, '▶')
      case 'socket-received':
        return frame(event.frame, '◀')
      case 'socket-closed':
        return row('wire', () => `◀ socket ${event.socket} is closed, code ${event.code}`)
      case 'kraken-heard':
        return routine('kraken', () => heardText(event.what, names))
      case 'trade':
        // A match makes two trades, one a party; only the trader's are the story's.
        return event.account === STRANGER ? undefined : row('kraken', () => tradeText(event, names))
      case 'fault':
        return row('kraken', () => names.shorten(event.text))
      case 'note': {
        const detail = event.detail === undefined ? '' : `: ${event.detail}`
        const say = (): string => names.shorten(`· ${event.name}${detail}`)
        return ROUTINE_NOTES.has(event.name) ? routine('wire', say) : row('wire', say)
      }
      case 'file-found':
        return routine('wire', () => `finds another ${event.file} file`)
      case 'stop-requested':
        return routine('wire', () => 'is asked to stop')
      case 'kraken-diary':
        // Of use to a replay alone: what was heard is told as it came in.
        return undefined
      case 'file-written':
        return routine('wire', () => `writes the ${event.file} file`)
      default:
        return unreachable(event)
    }
  }
}

/** Notes every healthy run makes. */
const ROUTINE_NOTES: ReadonlySet<string> = new Set(['ready', 'positions written', 'balances agree'])

const isReady = (event: TraceEvent): boolean => event.kind === 'note' && event.name === 'ready'

/** A step whose deed is the very next event in words that say as much, or a fault that is the deed of the step before. */
function isToldTwice(event: TraceEvent, before: TraceEvent | undefined, next: TraceEvent | undefined): boolean {
  if (event.kind === 'fault') return before?.kind === 'step' && before.text.startsWith('kraken cuts')
  if (event.kind !== 'step' || next === undefined) return false
  return next.kind === 'ems-requested' || next.kind === 'broker-started' || next.kind === 'broker-ended'
}

/** Steps begin with who does them: `trader edits bid to 149.60`. Steps that only let time pass show in the times. */
function stepTelling(text: string): Telling | undefined {
  const [who = '', ...deed] = text.split(' ')
  if (who === 'settle' || text.endsWith(' seconds pass')) return undefined
  const lane = who === 'trader' ? 'trader' : who === 'broker' ? 'wire' : 'kraken'
  return { lane, routine: who === 'heal', say: () => (lane === 'kraken' ? text : deed.join(' ')) }
}

type Kind<Name extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Name }>

const tradeText = (event: Kind<'trade'>, names: Names): string =>
  fillText({
    trade: names.trade(event.tradeId),
    order: names.order(event.txid),
    size: event.volume,
    price: event.price,
  })

const heardText = (what: string, names: Names): string =>
  `hears ${what.startsWith('/') ? what : readFrame(what).title(names)}`

/**
 * The race each event is part of, by its place in the trace: from a race's first step until Kraken has heard the last.
 * Nothing Kraken says about a race arrives before that, so the first arrival after the last step ends it.
 */
function raceOfEvents(trace: readonly TraceEvent[]): readonly (number | undefined)[] {
  const races: (number | undefined)[] = []
  for (const [first, event] of trace.entries()) {
    if (event.kind !== 'step' || event.race === undefined || races[first] !== undefined) continue
    const { race } = event
    const lastStep = trace.findLastIndex((other) => other.kind === 'step' && other.race === race)
    const arrival = trace.findIndex((other, index) => index > lastStep && isArrival(other))
    const span = trace.slice(0, arrival === -1 ? trace.length : arrival)
    const end = Math.max(lastStep, span.findLastIndex(isHeard))
    for (let index = first; index <= end; index += 1) races[index] = race
  }
  return races
}

const isHeard = (event: TraceEvent): boolean => event.kind === 'kraken-heard' || event.kind === 'trade'

const isArrival = (event: TraceEvent): boolean =>
  (event.kind === 'socket-received' && !readFrame(event.frame).routine) ||
  event.kind === 'http-answered' ||
  event.kind === 'http-failed' ||
  event.kind === 'socket-closed'
