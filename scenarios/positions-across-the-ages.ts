import { type Step, broker, either, heal, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

const served = (...fields: readonly (readonly [string, Parameters<typeof kraken.drifts>[2]])[]): readonly Step[] =>
  fields.map(([field, becomes]) => kraken.drifts('AssetPairs', field, becomes))

/** What `AssetPairs` had not got yet. Source: the dumps and documents of these years. */
const OF_2013 = served(
  ['wsname', 'gone'],
  ['tick_size', 'gone'],
  ['ordermin', 'gone'],
  ['costmin', 'gone'],
  ['cost_decimals', 'gone'],
  ['status', 'gone'],
  ['leverage_buy', 'gone'],
  ['leverage_sell', 'gone'],
  ['leverage', { is: ['2', '3'] }],
  ['fees_maker', 'gone'],
)
const OF_2017 = served(
  ['wsname', 'gone'],
  ['tick_size', 'gone'],
  ['ordermin', 'gone'],
  ['costmin', 'gone'],
  ['cost_decimals', 'gone'],
)
const OF_2021 = served(['tick_size', 'gone'], ['costmin', 'gone'], ['cost_decimals', 'gone'], ['status', 'gone'])
const OF_2023 = served(['costmin', 'gone'], ['fees', { is: [] }], ['execution_venue', { is: 'international' }])

export default scenario('a position bought when markets were listed otherwise is continued today', {
  why: `Files are older than fields. A position stored when Kraken listed no tick sizes, no names for sockets, no minimums, has
        to be the same position after an upgrade and another trade, to the last digit.`,
  covers: ['SCH-01', 'FILE-07', 'POS-01'],
  market: 'XBT/JPY',
  funds: { JPY: '10000000' },
  story: [
    either(OF_2013, OF_2017, OF_2021, OF_2023),
    broker.starts,
    settle,
    trader.buys('0.01234567 XBT at 4200001', { as: 'then' }),
    settle,
    stranger.sells('0.01000001 XBT at market'),
    settle,
    broker.stops,
    settle,
    heal,
    broker.restarts,
    settle,
    stranger.sells('0.00234566 XBT at market'),
    settle,
    trader.buys('0.0333 XBT at 4300003', { as: 'now' }),
    settle,
    stranger.sells('0.0333 XBT at market'),
    settle,
  ],
  ending: {
    orders: { now: 'filled 0.0333 XBT' },
    position: '0.04564567 XBT',
    openOnKraken: 'nothing',
    files: { positions: ['price_tick_size = 1.0\nlot_tick_size = 0.00000001\n'] },
    fills: 3,
  },
  visits: ['tick size derived from pair decimals', 'positions written'],
})
