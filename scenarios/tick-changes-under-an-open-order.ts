import { broker, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the tick and the minimum of a market change under an open order', {
  why: `Kraken changes the numbers of its markets while orders are open; within eight months 122 of 154 pairs had another
        minimum. An order stays as it was placed, an edit off the new tick is refused and leaves it so, and a position
        bought in old ticks is the same position, whether the broker restarts or not.`,
  covers: ['PREC-01', 'SCH-01', 'RACE-12'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.57', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    either(
      [
        kraken.changes('XMR/EUR', { tick_size: '0.05', ordermin: '0.4' }),
        trader.edits('bid', { price: '149.58' }),
        settle,
      ],
      [
        broker.stops,
        settle,
        kraken.changes('XMR/EUR', { tick_size: '0.05', ordermin: '0.4' }),
        broker.restarts,
        settle,
      ],
    ),
    trader.edits('bid', { price: '149.65' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
    trader.buys('0.3 XMR at 149.65', { as: 'too small' }),
    trader.buys('1 XMR at 149.66', { as: 'off the tick' }),
    settle,
  ],
  ending: {
    orders: {
      'too small': 'refused by us: size 0.3 is below the minimum 0.4',
      'off the tick': 'refused by us: price 149.66 is not a multiple of the tick size 0.05',
    },
    position: '1 XMR',
    openOnKraken: ['1 XMR at 149.65'],
    fills: 2,
  },
  under: {
    'cancel-and-submit': {
      ending: {
        openOnKraken: { oneOf: ['nothing', ['1 XMR at 149.65']] },
        position: { oneOf: ['1 XMR', '0.5 XMR'] },
        fills: { oneOf: [1, 2] },
      },
    },
    block: { doesNotApply: 'the edit would cancel the order that the story is about' },
  },
  visits: ['positions written'],
})
