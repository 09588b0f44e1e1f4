/** How a public channel of WebSocket v1 is declared, and the frames it tells. Source: protocol 5.2. */
import type { Feed } from '../../audience.ts'
import type { MarketChannel } from '../../port.ts'
import type { MarketChange, PairTape } from '../../tape/tape.ts'
import { type Json, type JsonObject, printJson } from '../../wire.ts'

/** What else a subscription says, each number one of those that are taken. */
export type Option = {
  readonly name: 'depth' | 'interval'
  readonly taken: readonly number[]
  readonly standard: number
  readonly notWhole: string
  readonly notTaken: string
}

export type Channel1 = {
  readonly name: MarketChannel
  /** For the documentation. */
  readonly what: string
  /** How far the deprecated number of its frames is from the first of the pair. */
  readonly offset: number
  readonly option?: Option
  open(tape: PairTape, setting: number): Payloads
}

/** What its frames hold between the number and the names. */
export type Payloads = {
  snapshot(at: Parameters<Feed['snapshot']>[0]): readonly Json[] | undefined
  update(change: MarketChange, at: Parameters<Feed['update']>[0]): readonly Json[] | undefined
}

/** `book-10`, `ohlc-5`, `ticker`. */
export const channelNameOf = ({ name, option }: Channel1, setting: number): string =>
  option === undefined ? name : `${name}-${setting}`

export const subscriptionOf = ({ name, option }: Channel1, setting: number): JsonObject =>
  option === undefined ? { name } : option.name === 'depth' ? { depth: setting, name } : { interval: setting, name }

/**
 * The deprecated number of a channel. That those of a pair lie together, 16 apart from the next pair's, and each
 * channel's at the same place, is seen in captures of April 2021.
 */
export const channelIdOf = (channel: Channel1, place: number): number => 16 * (place + 1) + channel.offset

export function feedOf(
  channel: Channel1,
  of: { readonly tape: PairTape; readonly id: number; readonly setting: number },
): Feed {
  const { tape, id, setting } = of
  const payloads = channel.open(tape, setting)
  const tail = [channelNameOf(channel, setting), tape.market.wsname]
  const framesOf = (parts: readonly Json[] | undefined): readonly string[] =>
    parts === undefined ? [] : [printJson([id, ...parts, ...tail])]
  return {
    snapshot: (at) => framesOf(payloads.snapshot(at)),
    update: (at, change) => framesOf(payloads.update(change, at)),
  }
}
