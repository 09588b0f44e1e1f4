/** The trade channel of WebSocket v2: the last executions, then each as it happens. Source: protocol 6.5. */
import { type Market, priceText, volumeText } from '../../market.ts'
import type { Print } from '../../tape/prints.ts'
import { type JsonObject, jsonText } from '../../wire.ts'
import { rfcText } from '../rows.ts'
import { type Channel2, frameOf } from './channel.ts'

const SNAPSHOT_TRADES = 50

export const TRADE: Channel2 = {
  name: 'trade',
  what: 'The last 50 executions, oldest first; then executions, those of one moment in one frame.',
  open: ({ market, prints }) => ({
    snapshot: () => [
      frameOf(
        'trade',
        'snapshot',
        prints()
          .slice(-SNAPSHOT_TRADES)
          .map((print) => rowOf(market, print)),
      ),
    ],
    update: (_at, change) =>
      change.prints.length === 0
        ? []
        : [
            frameOf(
              'trade',
              'update',
              change.prints.map((print) => rowOf(market, print)),
            ),
          ],
  }),
}

const rowOf = (market: Market, { side, price, volume, isMarket, number, at }: Print): JsonObject => ({
  symbol: market.symbol,
  side,
  price: jsonText(priceText(market, price)),
  qty: jsonText(volumeText(market, volume)),
  ord_type: isMarket ? 'market' : 'limit',
  trade_id: number,
  timestamp: rfcText(at),
})
