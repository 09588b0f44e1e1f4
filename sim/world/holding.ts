/** In which orders frames that were held back can be let go. */
import { assert } from '../../src/assert.ts'
import type { Channel } from '../exchange/port.ts'

/**
 * The frames in an order that keeps each channel's own. `pick` says, of the channels that still hold a frame, counted
 * in the order in which they first held one, which is next.
 */
export function interleaved<Frame extends { readonly channel: Channel }>(
  frames: readonly Frame[],
  pick: (channels: number, names: readonly Channel[]) => number,
): readonly Frame[] {
  const channels = [...new Set(frames.map((frame) => frame.channel))]
  const left = channels.map((channel) => frames.filter((frame) => frame.channel === channel))
  const order: Frame[] = []
  while (left.length > 0) {
    const place = pick(left.length, [...channels])
    const next = left[place]?.shift()
    assert(next !== undefined, 'a pick names a channel that holds a frame')
    order.push(next)
    if (left[place]?.length !== 0) continue
    left.splice(place, 1)
    channels.splice(place, 1)
  }
  return order
}
