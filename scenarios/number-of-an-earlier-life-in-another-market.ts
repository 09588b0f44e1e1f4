import { broker, connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order in another market gets the number of one that an earlier life had filled', {
  why: `Numbers count from the clock's seconds, and whoever asks for more than one thing a second is ahead of them, so that a
        later life can give one twice. What bears the number of a live order and traded is no history of it in another
        market: a fill of one must not be told of the other.`,
  covers: ['ID-03'],
  market: 'UNI/USD',
  funds: { USD: '1000' },
  story: [
    connected,
    trader.buys('1 UNI at 4', { as: 'first' }),
    trader.buys('2 UNI at 4', { as: 'second' }),
    trader.buys('3 UNI at 5', { as: 'filled' }),
    seconds(0.1),
    stranger.sells('3 UNI at market'),
    seconds(0.1),
    broker.crashes,
    broker.restarts,
    seconds(1.5),
    trader.buys('0.1 ETH at 1000', { as: 'later', on: 'ETH/USD' }),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { first: 'open 1 UNI at 4', second: 'open 2 UNI at 4', later: 'open 0.1 ETH at 1000' },
    position: '3 UNI',
    openOnKraken: ['1 UNI at 4', '2 UNI at 4', '0.1 ETH at 1000'],
    fills: 1,
  },
  visits: ['order found live'],
})
