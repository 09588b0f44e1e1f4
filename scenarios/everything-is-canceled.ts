import { connected, kraken, race, scenario, seconds, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('the trader cancels everything at once', {
  why: `One wish for all that is open: own orders, one that the web page made, one whose answer is still on its way and one
        that is being edited. None may be left over, and none that fills meanwhile may be told canceled.`,
  covers: ['RACE-14', 'RACE-12'],
  market: 'XMR/EUR',
  funds: { EUR: '10000' },
  story: [
    connected,
    trader.cancelsEverything,
    trader.buys('2 XMR at 149.50', { as: 'best' }),
    trader.buys('1 XMR at 149.40', { as: 'second' }),
    web.buys('1 XMR at 149.30', { as: 'of the web' }),
    settle,
    kraken.delays('ack', 1),
    trader.buys('1 XMR at 149.20', { as: 'on its way' }),
    trader.edits('second', { price: '149.45' }),
    race(trader.cancelsEverything, stranger.sells('2 XMR at market')),
    seconds(5),
    settle,
  ],
  ending: {
    orders: { 'of the web': 'canceled' },
    position: { oneOf: ['2 XMR', '1 XMR'] },
    openOnKraken: 'nothing',
  },
  under: { block: { visits: ['edit blocked', 'cancel lost to a fill'] } },
  visits: ['cancel waits for the edit', 'cancel lost to a fill'],
})
