/** Tells a story's weather in the story's words. */
import { unreachable } from '../../src/assert.ts'
import type { Becomes, Weather } from '../scenario.ts'

/** `kraken drops 1 frame on openOrders, after 2` */
export function weatherText(weather: Weather): string {
  switch (weather.kind) {
    case 'lose':
      return `kraken ${weather.hole ? 'drops' : 'forgets to tell'} ${framesText(weather)} on ${weather.on}`
    case 'repeat': {
      const behind = weather.behind === 0 ? '' : `, ${weather.behind} behind`
      return `kraken ${weather.sameNumber ? 'doubles' : 'tells again'} ${framesText(weather)} on ${weather.on}${behind}`
    }
    case 'delay':
      return `kraken delays ${weather.on} by ${weather.seconds} s`
    case 'mute':
      return `kraken mutes ${weather.on}${weather.after === 0 ? '' : ` after ${weather.after}`}`
    case 'half-open':
      return 'kraken leaves the line dead'
    case 'rest-lag':
      return `kraken's REST is ${weather.seconds} s behind`
    case 'forget-tokens':
      return 'kraken forgets the tokens'
    case 'drift': {
      const row = weather.row === undefined ? '' : ` of row ${weather.row}`
      return `kraken's ${weather.in} drifts: ${weather.field}${row} is ${becomesText(weather.becomes)}`
    }
    default:
      return unreachable(weather)
  }
}

const framesText = ({ frames, after }: { readonly frames: number; readonly after: number }): string =>
  `${frames} ${frames === 1 ? 'frame' : 'frames'}${after === 0 ? '' : ` after ${after}`}`

const becomesText = (becomes: Becomes): string => (typeof becomes === 'string' ? becomes : JSON.stringify(becomes.is))
