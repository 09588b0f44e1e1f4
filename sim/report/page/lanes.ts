/** The lanes of a page, and in which of them each row stands. */
import type { TraceEvent } from '../../trace.ts'
import type { PageLane, Told } from './shape.ts'

export type Lanes = {
  readonly lanes: readonly PageLane[]
  readonly adapter: number
  readonly rest: number
  /** Of each row told. */
  readonly of: readonly number[]
}

const TRADER = 0
const ADAPTER = 1
const DISK = 2
const REST = 3
const FIRST_CONNECTION = 4

/** A connection that is closed leaves its lane to the next, so that a night of reconnecting fits a screen. */
export function lanesOf(told: readonly Told[]): Lanes {
  const slots: { tenant: number | undefined; readonly tenants: Tenant[] }[] = []
  const slotOf = new Map<number, number>()
  const rentedBy = (socket: number, row: number, url: string): number => {
    const known = slotOf.get(socket)
    if (known !== undefined) return known
    const free = slots.findIndex(({ tenant }) => tenant === undefined)
    const slot = free === -1 ? slots.push({ tenant: undefined, tenants: [] }) - 1 : free
    const rented = slots[slot]
    if (rented !== undefined) {
      rented.tenant = socket
      rented.tenants.push({ row, name: `connection ${socket}`, url })
    }
    slotOf.set(socket, slot)
    return slot
  }
  const leave = (socket: number): void => {
    const slot = slots[slotOf.get(socket) ?? -1]
    if (slot?.tenant === socket) slot.tenant = undefined
    slotOf.delete(socket)
  }

  const kraken = -1
  const of = told.map(({ event, row }): number => {
    switch (event.kind) {
      case 'ems-requested':
      case 'ems-event':
        return TRADER
      case 'http-request':
      case 'http-answered':
      case 'http-failed':
        return REST
      case 'socket-open':
      case 'socket-opened':
      case 'socket-send':
      case 'socket-received':
        return FIRST_CONNECTION + rentedBy(event.socket, row, event.kind === 'socket-open' ? event.url : '')
      case 'socket-closed': {
        const lane = FIRST_CONNECTION + rentedBy(event.socket, row, '')
        leave(event.socket)
        return lane
      }
      case 'file-written':
      case 'file-found':
        return DISK
      case 'broker-ended':
        // Socket numbers begin anew with the next start.
        for (const socket of [...slotOf.keys()]) leave(socket)
        return ADAPTER
      case 'broker-started':
      case 'stop-requested':
      case 'note':
        return ADAPTER
      case 'step':
        return stepLane(event)
      case 'kraken-heard':
      case 'trade':
      case 'fault':
      case 'kraken-diary':
        return kraken
    }
  })
  const last = FIRST_CONNECTION + slots.length
  return {
    lanes: [
      { kind: 'trader', title: 'Trader' },
      { kind: 'adapter', title: 'Adapter' },
      { kind: 'disk', title: 'Disk' },
      { kind: 'rest', title: 'REST' },
      ...slots.map(({ tenants }): PageLane => ({ kind: 'connection', title: tenants[0]?.name ?? '', tenants })),
      { kind: 'kraken', title: 'Kraken' },
    ],
    adapter: ADAPTER,
    rest: REST,
    of: of.map((lane) => (lane === kraken ? last : lane)),
  }

  function stepLane({ text }: Extract<TraceEvent, { kind: 'step' }>): number {
    if (text.startsWith('trader ')) return TRADER
    return text.startsWith('broker ') ? ADAPTER : kraken
  }
}

type Tenant = { readonly row: number; readonly name: string; readonly url: string }
