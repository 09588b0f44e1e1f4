import { broker, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

const drifts = (...[field, becomes]: readonly [string, Parameters<typeof kraken.drifts>[2]]) =>
  kraken.drifts('AssetPairs', field, becomes)

export default scenario('the list of pairs changes its shape', {
  why: `Kraken has added, removed and emptied fields of its list of pairs time and again, and each time adapters did not
        start any more. What is new is left alone, what may be missing may be missing, and a pair that cannot be read
        does not take the other seven hundred with it.`,
  covers: ['SCH-01', 'SCH-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(
      drifts('execution_venue', { is: 'international' }),
      drifts('fees_maker', { is: [] }),
      drifts('fees', 'gone'),
      drifts('status', 'gone'),
      drifts('tick_size', { is: null }),
      drifts('costmin', { is: null }),
      drifts('costmin', 'gone'),
      drifts('ordermin', { is: null }),
      drifts('wsname', 'gone'),
      drifts('lot_decimals', 'a text'),
      drifts('leverage_buy', { is: null }),
      kraken.drifts('AssetPairs', 'lot_decimals', 'gone', { row: 'XXBTZEUR' }),
      kraken.drifts('AssetPairs', 'base', { is: null }, { row: 'XXBTZEUR' }),
      kraken.drifts('Assets', 'decimals', { is: null }, { row: 'XXBT' }),
      kraken.drifts('Assets', 'status', { is: 'deposit_only' }),
    ),
    broker.starts,
    settle,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.25 XMR at market'),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.25 XMR' },
    position: '0.25 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['ready', 'frame not understood'],
})
