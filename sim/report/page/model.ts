/** What the page of a report shows, as plain data: all of it is read out of one trace or recording. */
import type { Instant } from '../../../src/time.ts'
import { since } from '../../../src/time.ts'
import type { TraceFile } from '../../trace-file.ts'
import type { TraceEvent } from '../../trace.ts'
import { beginNames } from '../names.ts'
import { tellingsOf } from '../rows.ts'
import { arrowsOf } from './arrows.ts'
import { bodiesOf } from './bodies.ts'
import { glances } from './glance.ts'
import { headOf } from './head.ts'
import { lanesOf } from './lanes.ts'
import { gatherOrders } from './orders.ts'
import { toneOf } from './tone.ts'
import type { Page, PageRow, Told } from './shape.ts'
import { statesOf } from './states.ts'

export const pageOf = (trace: TraceFile): Page => layPage(trace).page

/** A page, and where the events of its trace stand in it. */
export type Laid = {
  readonly page: Page
  /** The row of the event at this place of the trace; undefined where it has none of its own. */
  readonly rowOf: (event: number) => number | undefined
  /** The row of the first event from this place on that has one. */
  readonly rowFrom: (event: number) => number | undefined
}

export function layPage({ head, events, isTorn }: TraceFile): Laid {
  const isRun = head.kind === 'run'
  const failures = isRun ? [...head.failures].sort((one, other) => one.at - other.at) : []
  const failedAt = isRun ? head.failures[0]?.at : undefined
  const names = beginNames(isRun ? Object.entries(head.orders) : [])
  const tellings = tellingsOf(events, { names, market: isRun ? head.market : '', failedAt })
  // What is shown at first is said first, so that its short names are those of the report in the terminal.
  const said = new Map<number, string>()
  for (const shown of [true, false]) {
    for (const [index, telling] of tellings.entries()) {
      if (telling !== undefined && telling.isShown === shown) said.set(index, telling.say())
    }
  }

  const told: Told[] = []
  const tellingOf: number[] = []
  const failureRows: number[] = []
  let rowCount = 0
  const failuresBefore = (at: number): void => {
    for (let next = failures[failureRows.length]; next !== undefined && next.at < at;) {
      failureRows.push(rowCount++)
      next = failures[failureRows.length]
    }
  }
  for (const [index, event] of events.entries()) {
    if (!said.has(index)) continue
    failuresBefore(event.at)
    told.push({ event, row: rowCount++ })
    tellingOf.push(index)
  }
  failuresBefore(Infinity)

  const lanes = lanesOf(told)
  const looks = glances(told)
  const orders = gatherOrders(told, looks, names)
  const bodies = bodiesOf(told)
  const sinceStart = (at: Instant): number => since({ from: head.startedAt, to: at })
  const channels: string[] = []
  const channelNumber = (name: string): number => {
    const known = channels.indexOf(name)
    return known === -1 ? channels.push(name) - 1 : known
  }

  const rows: PageRow[] = []
  for (const [place, failure] of failures.entries()) {
    const row = failureRows[place] ?? rowCount
    rows[row] = {
      at: sinceStart(failure.at),
      lane: lanes.adapter,
      kind: 'failure',
      tone: 'bad',
      channel: channelNumber('violations'),
      text: names.shorten(failure.sentence),
      claim: failure.claim,
    }
  }
  for (const [place, { event, row }] of told.entries()) {
    const index = tellingOf[place] ?? 0
    const telling = tellings[index]
    const involved = orders.of[place] ?? []
    const body = bodies.of[place]
    rows[row] = {
      at: sinceStart(event.at),
      lane: lanes.of[place] ?? lanes.adapter,
      kind: event.kind,
      tone: toneOf(event),
      channel: channelNumber(looks[place]?.channel ?? event.kind),
      text: textInLane(said.get(index) ?? ''),
      ...(telling?.isShown === true || isOfNote(event, involved) ? {} : { routine: true as const }),
      ...(involved.length === 0 ? {} : { orders: involved }),
      ...(body === undefined ? {} : { body }),
      ...(telling?.race === undefined ? {} : { race: telling.race }),
    }
  }

  const page = {
    head: headOf(head, {
      failureRows,
      names,
      eventCount: events.length,
      lasted: isRun ? sinceStart(head.endedAt) : sinceStart(events.at(-1)?.at ?? head.startedAt),
      isTorn,
    }),
    startedAt: head.startedAt,
    lanes: lanes.lanes,
    channels,
    orders: orders.orders,
    rows,
    arrows: arrowsOf(told, lanes, sinceStart),
    bodies: bodies.bodies,
    ...statesOf(told, orders, bodies.of),
  }
  const rowAtPlace = (place: number): number | undefined => told[place]?.row
  return {
    page,
    rowOf: (event) => rowAtPlace(tellingOf.indexOf(event)),
    rowFrom: (event) => rowAtPlace(tellingOf.findIndex((one) => one >= event)),
  }
}

/** Beside what a report in a terminal shows: where the arrows of orders end, and what is durable. */
const isOfNote = ({ kind }: TraceEvent, involved: readonly number[]): boolean =>
  kind === 'file-written' || (kind === 'kraken-heard' && involved.length > 0)

/** Without what the lane says already: the arrow, which is drawn, whose deed a step at Kraken is, where REST lies. */
const textInLane = (text: string): string =>
  text
    .replace(/^(?:[▶◀·] |kraken )/, '')
    .replace(/^writes the (.*) file$/, '$1')
    .replace(/\/0\/(?:public|private)\//, '')
