import { broker, connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order gets the number of an earlier life, whose order was filled a moment ago', {
  why: `Numbers count from the clock's seconds, and whoever asks for more than one thing a second is ahead of them. A life
        that begins at once gives them a second time; the line is lost before Kraken hears of it, and what Kraken lists under the
        number is the other order, filled already.`,
  covers: ['ID-03'],
  market: 'UNI/USD',
  funds: { USD: '1000', UNI: '10' },
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
    trader.sells('3 UNI at 9', { as: 'later' }),
    kraken.cutsTheSocket({ outageSeconds: 0 }),
    seconds(30),
    settle,
  ],
  ending: {
    orders: { first: 'open 1 UNI at 4', second: 'open 2 UNI at 4', later: 'refused by us: it never reached Kraken' },
    position: '13 UNI',
    openOnKraken: ['1 UNI at 4', '2 UNI at 4'],
    fills: 1,
  },
  visits: ['order found live'],
})
