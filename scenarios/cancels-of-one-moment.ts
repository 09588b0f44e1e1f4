import {
  connected,
  kraken,
  oneOf,
  race,
  scenario,
  seconds,
  settle,
  stranger,
  together,
  trader,
} from '../sim/scenario.ts'

export default scenario('many cancels of one moment leave as one', {
  why: `Three orders are canceled at once and leave as one request, which Kraken answers three times under one number and,
        in v1, without saying whose answer it is. One of them is filled meanwhile: its cancel alone is refused, and
        neither may the fill be taken for a cancel nor a canceled order be called alive.`,
  covers: ['RACE-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'best' }),
    trader.buys('1 XMR at 149.40', { as: 'second' }),
    trader.buys('1 XMR at 149.30', { as: 'third' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(
      together(trader.cancels('best'), trader.cancels('second'), trader.cancels('third')),
      stranger.sells('2 XMR at market'),
    ),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { best: oneOf('canceled', 'filled 2 XMR'), second: 'canceled', third: 'canceled' },
    position: oneOf('nothing', '2 XMR'),
    openOnKraken: 'nothing',
    fills: { oneOf: [0, 1] },
  },
  visits: ['cancels sent together', 'cancel lost to a fill'],
})
