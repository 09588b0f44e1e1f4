/** Brings trouble upon Kraken, in a simulated world or at a real port: the weather, and what its door does. */
import { unreachable } from '../../src/assert.ts'
import { type Micros, seconds } from '../../src/time.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Answer, Drift, HeldChannel, Weather, WsRequest } from '../scenario.ts'
import { ALWAYS, type Fault } from './faults.ts'

export type Trouble =
  | Weather
  /** So many such requests get this answer, and are not carried out. */
  | { readonly kind: 'answer'; readonly request: string; readonly with: Answer; readonly times: number }
  | { readonly kind: 'lose-reply'; readonly request: WsRequest }
  /** At once, or around the next such request. For the outage, no new connection is accepted. */
  | {
      readonly kind: 'cut'
      readonly when: 'now' | { readonly before: WsRequest } | { readonly after: WsRequest }
      readonly outageSeconds: number
    }

/** Whatever can be troubled. */
export type Troubled = {
  addFault(fault: Fault): void
  mute(channel: HeldChannel, after: number): void
  drift(drift: Drift): void
  leaveSocketsDead(): void
  cutSockets(outage: Micros): void
  command(command: OperatorCommand): unknown
}

/** `account`: whose notices are lost or told again. */
export function brew(at: Troubled, trouble: Trouble, account: string): void {
  switch (trouble.kind) {
    case 'lose':
      if (trouble.hole || trouble.on === 'ack' || trouble.on === 'control') {
        at.addFault({ kind: 'drop', pipe: `ws/${trouble.on}`, times: trouble.frames, after: trouble.after })
      } else at.command({ ...lapse(account, trouble.on, trouble), does: 'lose', behind: 0 })
      return
    case 'repeat':
      if (trouble.sameNumber) {
        at.addFault({ kind: 'duplicate', pipe: `ws/${trouble.on}`, times: trouble.frames, after: trouble.after })
      } else at.command({ ...lapse(account, trouble.on, trouble), does: 'repeat', behind: trouble.behind })
      return
    case 'delay': {
      const pipe = trouble.on === 'REST' ? 'http/down' : (`ws/${trouble.on}` as const)
      at.addFault({ kind: 'delay', pipe, by: seconds(trouble.seconds), times: ALWAYS })
      return
    }
    case 'mute':
      at.mute(trouble.on, trouble.after)
      return
    case 'half-open':
      at.leaveSocketsDead()
      return
    case 'rest-lag':
      at.command({ kind: 'lag', by: seconds(trouble.seconds) })
      return
    case 'forget-tokens':
      at.command({ kind: 'forget-tokens' })
      return
    case 'drift':
      at.drift(trouble)
      return
    case 'answer':
      at.addFault({ kind: 'answer', request: trouble.request, with: trouble.with, times: trouble.times })
      return
    case 'lose-reply':
      at.addFault({ kind: 'lose-reply', request: trouble.request, times: 1 })
      return
    case 'cut':
      cut(at, trouble)
      return
    default:
      unreachable(trouble)
  }
}

function cut(at: Troubled, { when, outageSeconds }: Extract<Trouble, { kind: 'cut' }>): void {
  const outage = seconds(outageSeconds)
  if (when === 'now') at.cutSockets(outage)
  else if ('before' in when) at.addFault({ kind: 'cut', when: 'before', request: when.before, outage, times: 1 })
  else at.addFault({ kind: 'cut', when: 'after', request: when.after, outage, times: 1 })
}

const lapse = (
  account: string,
  on: 'openOrders' | 'ownTrades',
  { after, frames }: { readonly after: number; readonly frames: number },
) => ({ kind: 'lapse', account, of: on === 'openOrders' ? 'orders' : 'trades', after, notices: frames }) as const
