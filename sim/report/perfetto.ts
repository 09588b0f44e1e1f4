/** A trace as Chrome's trace events, which Perfetto and chrome://tracing open: a track a lane, a slice a message, a span an order. */
import type { OrderState, Page } from './page/shape.ts'

const PROCESS = 1
/** Things that happen at once have no length, and what has none is hard to hit. */
const INSTANT_MICROS = 200

export function perfettoText(page: Page): string {
  const { rows, lanes, arrows, channels, orders } = page
  const track = (lane: number): { readonly pid: number; readonly tid: number } => ({ pid: PROCESS, tid: lane + 1 })
  const kraken = lanes.length - 1
  const name = (name: string, value: string, tid = 0): object => ({
    ph: 'M',
    name,
    pid: PROCESS,
    tid,
    args: { name: value },
  })
  const names = [
    name('process_name', page.head.title),
    ...lanes.map(({ title }, lane) => name('thread_name', title, lane + 1)),
    ...lanes.map((_, lane) => ({
      ph: 'M',
      name: 'thread_sort_index',
      ...track(lane),
      args: { sort_index: lane },
    })),
  ]
  const slices = rows.map((row, number) => ({
    ph: 'X',
    name: row.claim ?? row.text,
    cat: channels[row.channel],
    ts: row.at,
    dur: INSTANT_MICROS,
    ...track(row.lane),
    args: {
      row: number,
      ...(row.claim === undefined ? {} : { sentence: row.text }),
      ...(row.body === undefined ? {} : { message: page.bodies[row.body]?.text }),
      ...(row.orders === undefined ? {} : { orders: row.orders.map((order) => orders[order]?.name) }),
    },
  }))
  // A flow needs a slice at both ends; what left Kraken at a time of its own has none there.
  const flows = arrows.flatMap((arrow, id) => {
    const [from, to] = [rows[arrow.from], rows[arrow.to]]
    if (from === undefined || to === undefined || arrow.from === arrow.to || arrow.leftAt !== undefined) return []
    const flow = { name: 'message', cat: 'message', id, pid: PROCESS }
    const [leaves, arrives] = arrow.heading === 'right' ? [arrow.lane, kraken] : [from.lane, arrow.lane]
    return [
      { ...flow, ph: 's', ts: from.at, tid: leaves + 1 },
      { ...flow, ph: 'f', bp: 'e', ts: to.at, tid: arrives + 1 },
    ]
  })
  return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents: [...names, ...slices, ...flows, ...lives(page)] })}\n`
}

const OVER: ReadonlySet<string> = new Set(['closed', 'canceled', 'expired', 'error', 'refused'])

/** Each order from when it was first asked for until it ended, or the run did. */
function lives({ orderStates, orders, rows, head }: Page): readonly object[] {
  const begun = new Map<number, { readonly at: number; last: OrderState; end: number | undefined }>()
  for (const state of orderStates) {
    const at = rows[state.row]?.at ?? 0
    const life = begun.get(state.order)
    if (life === undefined) begun.set(state.order, { at, last: state, end: OVER.has(state.status) ? at : undefined })
    else {
      life.last = state
      if (OVER.has(state.status)) life.end ??= at
    }
  }
  return [...begun].flatMap(([order, { at, last, end }]) => {
    const span = { cat: 'order', id: order, name: orders[order]?.name ?? '', pid: PROCESS, tid: 1 }
    return [
      { ...span, ph: 'b', ts: at, args: { side: last.side, size: last.size } },
      { ...span, ph: 'e', ts: end ?? head.lasted, args: { status: last.status, filled: last.filled } },
    ]
  })
}
