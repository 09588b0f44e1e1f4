/**
 * What goes wrong inside Kraken before a feed numbers its frames: a notice lost or told again, so that no hole and no
 * repeated number shows it; and REST answering out of a view of orders and trades that is behind.
 */
import { type Micros, micros } from '../../src/time.ts'
import type { EngineEvent } from './engine-port.ts'
import type { Fill } from './orders.ts'

export type Lapse = {
  readonly account: string
  /** The notices of orders, or those of trades. */
  readonly of: 'orders' | 'trades'
  readonly does: 'lose' | 'repeat'
  /** How many notices pass before it strikes, and how many it strikes. */
  readonly after: number
  readonly notices: number
  /** How many further notices come between the first telling and the second; for `repeat`. */
  readonly behind: number
}

export interface Lapses {
  /** How far REST's view of orders and trades is behind. */
  restLag: Micros
  add(lapse: Lapse): void
  /** What is told in place of an event, in order: nothing, the event, or an old event behind it. */
  pass(event: EngineEvent): readonly EngineEvent[]
  /** Ends them all. */
  heal(): void
}

type InForce = { readonly lapse: Lapse; passes: number; left: number }
type Echo = { readonly event: EngineEvent; readonly lapse: Lapse; passes: number }

/** A fill is told twice over, by itself and consolidated; what befalls the one befalls the other. */
export function createLapses(): Lapses {
  let inForce: InForce[] = []
  let echoes: Echo[] = []
  const lost = new Set<Fill>()

  function strike(event: EngineEvent): Lapse | undefined {
    let struck: Lapse | undefined
    for (const one of inForce) {
      if (!concerns(one.lapse, event)) continue
      if (one.passes > 0) {
        one.passes -= 1
        continue
      }
      if (struck !== undefined || one.left === 0) continue
      one.left -= 1
      struck = one.lapse
    }
    inForce = inForce.filter(({ left }) => left > 0)
    return struck
  }

  function due(event: EngineEvent): readonly EngineEvent[] {
    const ready: EngineEvent[] = []
    for (const echo of echoes) {
      if (!concerns(echo.lapse, event)) continue
      echo.passes -= 1
      if (echo.passes < 0) ready.push(echo.event)
    }
    echoes = echoes.filter(({ passes }) => passes >= 0)
    return ready
  }

  const lapses: Lapses = {
    restLag: micros(0),
    add(lapse) {
      inForce.push({ lapse, passes: lapse.after, left: lapse.notices })
    },
    pass(event) {
      if (event.kind === 'trades-consolidated') return lost.has(event.row.first) ? [] : [event]
      if (inForce.length === 0 && echoes.length === 0) return [event]
      const struck = strike(event)
      if (struck?.does === 'lose') {
        if (event.kind === 'trade-executed') lost.add(event.fill)
        return []
      }
      if (struck !== undefined) echoes.push({ event, lapse: struck, passes: struck.behind })
      return [event, ...due(event)]
    },
    heal() {
      inForce = []
      echoes = []
      lapses.restLag = micros(0)
    },
  }
  return lapses
}

function concerns({ account, of }: Lapse, event: EngineEvent): boolean {
  if (event.kind === 'trades-consolidated') return false
  if (event.kind === 'trade-executed') return of === 'trades' && event.fill.order.account === account
  return of === 'orders' && event.order.account === account
}
