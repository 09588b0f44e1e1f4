/** Brings a story's weather into a world. */
import { unreachable } from '../../src/assert.ts'
import { seconds } from '../../src/time.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Weather } from '../scenario.ts'
import { ALWAYS } from '../world/faults.ts'
import type { World } from '../world/world.ts'
import { TRADER } from './cast.ts'

export function brew(world: World, weather: Weather): void {
  switch (weather.kind) {
    case 'lose':
      if (weather.hole || weather.on === 'ack' || weather.on === 'control') {
        world.addFault({ kind: 'drop', pipe: `ws/${weather.on}`, times: weather.frames, after: weather.after })
      } else command(world, { ...lapse(weather.on, weather), does: 'lose', behind: 0 })
      return
    case 'repeat':
      if (weather.sameNumber) {
        world.addFault({ kind: 'duplicate', pipe: `ws/${weather.on}`, times: weather.frames, after: weather.after })
      } else command(world, { ...lapse(weather.on, weather), does: 'repeat', behind: weather.behind })
      return
    case 'delay': {
      const pipe = weather.on === 'REST' ? 'http/down' : (`ws/${weather.on}` as const)
      world.addFault({ kind: 'delay', pipe, by: seconds(weather.seconds), times: ALWAYS })
      return
    }
    case 'mute':
      world.mute(weather.on, weather.after)
      return
    case 'half-open':
      world.leaveSocketsDead()
      return
    case 'rest-lag':
      command(world, { kind: 'lag', by: seconds(weather.seconds) })
      return
    case 'forget-tokens':
      command(world, { kind: 'forget-tokens' })
      return
    case 'drift':
      world.drift(weather)
      return
    default:
      unreachable(weather)
  }
}

/** An operator's command that Kraken has no reason to refuse. */
const command = (world: World, does: OperatorCommand): void => void world.command(does)

const lapse = (
  on: 'openOrders' | 'ownTrades',
  { after, frames }: { readonly after: number; readonly frames: number },
) =>
  ({ kind: 'lapse', account: TRADER, of: on === 'openOrders' ? 'orders' : 'trades', after, notices: frames }) as const
