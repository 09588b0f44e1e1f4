/** Why a run failed, for its page: where it was lost, and the nearest run that passes beside it. */
import { since } from '../../../src/time.ts'
import type { Decision, Why } from '../../hunt/why.ts'
import type { TraceFile } from '../../trace-file.ts'
import { delayOf } from '../../world/delays.ts'
import { type Laid, layPage } from './model.ts'
import type { Beside, Page, PageFate, PageNearest, Side } from './shape.ts'

/** Rows shown from before two runs part. */
const COMMON_ROWS = 3
/** Of each run, from there on: what they came to stands elsewhere. */
const MOST_ROWS = 40

/** `passing`: the trace of the nearest run that passes, where there is one. */
export function pageWithFate(
  trace: TraceFile,
  why: Why,
  passing: TraceFile | undefined,
): Page & { readonly fate: PageFate } {
  const laid = layPage(trace)
  return { ...laid.page, fate: fateOf(laid, why, { trace, passing }) }
}

function fateOf(
  laid: Laid,
  { failing, shares, inevitable, nearest, continuations }: Why,
  { trace, passing }: { readonly trace: TraceFile; readonly passing: TraceFile | undefined },
): PageFate {
  const sinceStart = (at: typeof failing.startedAt): number => since({ from: failing.startedAt, to: at })
  const points = shares.map(({ at, played, passed }) => ({ at: sinceStart(at), played, passed }))
  const beside =
    nearest === undefined || passing === undefined
      ? {}
      : { nearest: nearestOf({ laid, trace }, { laid: layPage(passing), trace: passing }, nearest.common) }
  if (inevitable.kind === 'from the start') {
    const [{ passed } = { passed: 0 }] = shares
    return {
      sentence: `No luck saves it: ${countedOf(passed, continuations)} runs of this story pass, whatever chance does from the start.`,
      shares: points,
      ...beside,
    }
  }
  const { decision, before, after } = inevitable
  const row = laid.rowFrom(isOfStory(decision) ? decision.events : decision.events - 1)
  const says = decisionText(decision)
  return {
    sentence: `Lost at ${secondsOf(sinceStart(decision.at))}, when ${says}: until then ${countedOf(before.passed, before.played)} runs with other luck still passed, and from then on ${countedOf(after.passed, after.played)}.`,
    moment: { at: sinceStart(decision.at), says, ...(row === undefined ? {} : { row }) },
    shares: points,
    ...beside,
  }
}

const countedOf = (part: number, whole: number): string => `${part === 0 ? 'none' : part} of ${whole}`
const secondsOf = (micros: number): string => `${(micros / 1_000_000).toFixed(3)} s`

const isOfStory = ({ label }: Decision): boolean => label.startsWith('story/')

/** What chance decided: `race 1 went in order 2 of 2`, `a message on ws/ack was to take 37 ms`. */
export function decisionText(decision: Decision): string {
  const { label, pick, count } = decision
  const delay = delayOf(decision)
  if (delay !== undefined) return `a message on ${delay.place} was to take ${delay.by / 1000} ms`
  const [, kind = '', number = ''] = label.split('/')
  const which = `${pick + 1} of ${count}`
  switch (kind) {
    case 'race':
      return `race ${number} went in order ${which}`
    case 'either':
      return `fork ${number} took way ${which}`
    case 'release':
      return `release ${number} let channel ${which} go first`
    default:
      return `${label} was ${which}`
  }
}

// ---- the nearest run that passes

type One = { readonly laid: Laid; readonly trace: TraceFile }

function nearestOf(failing: One, passing: One, common: number): PageNearest {
  const [mine, its] = [rowsOf(failing.laid.page), rowsOf(passing.laid.page)]
  const parting = mine.findIndex((side, place) => !isSame(side, its[place]) || side.at !== its[place]?.at)
  const same = parting === -1 ? mine.length : parting
  const from = Math.max(0, same - COMMON_ROWS)
  const [left, right] = [mine.slice(same), its.slice(same)]
  const [one, other] = [eventText(failing, common), eventText(passing, common)]
  return {
    sentence: `The nearest run that passes is the same for ${common} of ${failing.trace.events.length} events.`,
    failing: one,
    passing: other,
    lines: [
      ...mine.slice(from, same).map((side) => ({ failing: side, passing: side })),
      ...besides(left.slice(0, MOST_ROWS), right.slice(0, MOST_ROWS)),
    ],
    leftOut: { failing: Math.max(0, left.length - MOST_ROWS), passing: Math.max(0, right.length - MOST_ROWS) },
  }
}

/** What the lanes show at first. */
const rowsOf = (page: Page): readonly Side[] =>
  page.rows.flatMap(({ at, lane, text, tone, routine, kind }, row) => {
    if (routine === true || kind === 'failure') return []
    const { title = '', tenants } = page.lanes[lane] ?? {}
    return [{ at, lane: tenants?.findLast((one) => one.row <= row)?.name ?? title, text, tone, row }]
  })

const isSame = (one: Side, other: Side | undefined): boolean => one.text === other?.text && one.lane === other.lane

function eventText({ laid, trace }: One, place: number): string {
  const event = trace.events[place]
  if (event === undefined) return 'the end'
  const row = laid.rowOf(place)
  const shown = row === undefined ? undefined : laid.page.rows[row]
  const said = shown?.text ?? (event.kind === 'step' ? event.text : event.kind)
  const lane = shown === undefined ? '' : `${laid.page.lanes[shown.lane]?.title ?? ''}: `
  return `${secondsOf(event.at - trace.head.startedAt)}, ${lane}${said}`
}

/** As many rows as possible beside their equals, in the order of both runs. */
function besides(failing: readonly Side[], passing: readonly Side[]): readonly Beside[] {
  const width = passing.length + 1
  const longest: number[] = new Array((failing.length + 1) * width).fill(0) as number[]
  const at = (one: number, other: number): number => longest[one * width + other] ?? 0
  for (let one = failing.length - 1; one >= 0; one -= 1) {
    for (let other = passing.length - 1; other >= 0; other -= 1) {
      const mine = failing[one]
      longest[one * width + other] =
        mine !== undefined && isSame(mine, passing[other])
          ? at(one + 1, other + 1) + 1
          : Math.max(at(one + 1, other), at(one, other + 1))
    }
  }
  const lines: Beside[] = []
  let [one, other] = [0, 0]
  while (one < failing.length || other < passing.length) {
    const [mine, its] = [failing[one], passing[other]]
    if (mine !== undefined && its !== undefined && isSame(mine, its)) {
      lines.push({ failing: mine, passing: its })
      one += 1
      other += 1
    } else if (mine !== undefined && (its === undefined || at(one + 1, other) >= at(one, other + 1))) {
      lines.push({ failing: mine })
      one += 1
    } else if (its !== undefined) {
      lines.push({ passing: its })
      other += 1
    }
  }
  return lines
}
