/** Every public endpoint. */
import type { PublicEndpoints } from '../registry.ts'
import { depth, groupedBook } from './depth.ts'
import { ohlc } from './ohlc.ts'
import { assetPairs, assets, systemStatus, time } from './reference.ts'
import { ticker } from './ticker.ts'
import { spread, trades } from './trades.ts'

export const PUBLIC: PublicEndpoints = {
  Time: { what: 'The clock.', params: '', answer: time },
  SystemStatus: { what: 'The mode of the exchange.', params: '', answer: systemStatus },
  Assets: {
    what: 'Assets with their decimals.',
    params: 'asset, aclass, assetVersion',
    answer: assets,
  },
  AssetPairs: {
    what: 'Pairs with their decimals, minimums and fees.',
    params: 'pair, info, aclass_base, country_code, execution_venue, assetVersion',
    answer: assetPairs,
  },
  Ticker: {
    what: 'Best offers, last trade, and figures of today and of 24 hours.',
    params: 'pair, asset_class, assetVersion',
    answer: ticker,
  },
  OHLC: {
    what: 'Up to 720 candles and the running one.',
    params: 'pair, interval, since',
    isCountedByPair: true,
    answer: ohlc,
  },
  Depth: { what: 'The best levels of each side.', params: 'pair, count', answer: depth },
  GroupedBook: { what: 'The same with levels joined.', params: 'pair, grouping, depth', answer: groupedBook },
  Trades: {
    what: 'Executions, a page at a time; the last 10,000 of a pair are known.',
    params: 'pair, since, count',
    isCountedByPair: true,
    answer: trades,
  },
  Spread: { what: 'The last 200 changes of the best prices.', params: 'pair, since', answer: spread },
}
