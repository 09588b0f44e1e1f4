/** Queues of Kraken's that say nothing more on a connection, while everything else on it goes on. */
import type { Channel } from '../exchange/port.ts'
import type { HeldChannel } from '../scenario.ts'
import { CHANNELS_MEANT } from './channels.ts'

export class Mutes<Connection> {
  /** Invariant: `connection` is undefined until the first frame of the channel shows whom it strikes. */
  #inForce: { readonly channels: readonly Channel[]; passes: number; connection: Connection | undefined }[] = []

  /** On the connection that brings the next frame of the channel; `after` frames of it pass before. */
  add(channel: HeldChannel, after: number): void {
    this.#inForce.push({ channels: CHANNELS_MEANT[channel], passes: after, connection: undefined })
  }

  /** Whether a frame is swallowed. */
  strikes(connection: Connection, channel: Channel): boolean {
    const mute = this.#inForce.find(
      (one) => one.channels.includes(channel) && (one.connection === undefined || one.connection === connection),
    )
    if (mute === undefined) return false
    mute.connection = connection
    if (mute.passes === 0) return true
    mute.passes -= 1
    return false
  }

  heal(): void {
    this.#inForce = []
  }
}
