/** The spread channel of WebSocket v1: the best bid and ask whenever one of them changes. Source: protocol 5.2. */
import { unixText } from '../../../../src/time.ts'
import { longPriceText, volumeText } from '../../market.ts'
import type { PairTape } from '../../tape/tape.ts'
import type { Json } from '../../wire.ts'
import type { Channel1 } from './channel.ts'

export const SPREAD: Channel1 = {
  name: 'spread',
  what: 'The best bid and ask with their volumes: at once, then whenever one of them changes.',
  offset: 5,
  open: (tape) => ({
    snapshot: () => [spreadOf(tape)],
    update: ({ isBestChanged }) => (isBestChanged ? [spreadOf(tape)] : undefined),
  }),
}

function spreadOf({ market, best }: PairTape): Json {
  const { at, bid, ask } = best()
  return [
    longPriceText(market, bid?.price ?? 0n),
    longPriceText(market, ask?.price ?? 0n),
    unixText(at),
    volumeText(market, bid?.volume ?? 0n),
    volumeText(market, ask?.volume ?? 0n),
  ]
}
