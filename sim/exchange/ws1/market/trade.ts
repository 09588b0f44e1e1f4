/** The trade channel of WebSocket v1: executions as they happen. Source: protocol 5.2. */
import { unixText } from '../../../../src/time.ts'
import { type Market, longPriceText, volumeText } from '../../market.ts'
import type { Print } from '../../tape/prints.ts'
import type { Json } from '../../wire.ts'
import type { Channel1 } from './channel.ts'

export const TRADE: Channel1 = {
  name: 'trade',
  what: 'Executions, those of one moment in one frame.',
  offset: 1,
  open: ({ market }) => ({
    snapshot: () => undefined,
    update: ({ prints }) => (prints.length === 0 ? undefined : [prints.map((print) => rowOf(market, print))]),
  }),
}

const rowOf = (market: Market, { price, volume, at, side, isMarket }: Print): Json => [
  longPriceText(market, price),
  volumeText(market, volume),
  unixText(at),
  side === 'buy' ? 'b' : 's',
  isMarket ? 'm' : 'l',
  '',
]
