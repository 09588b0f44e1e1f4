import { connected, kraken, scenario, seconds, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('an order is filled whole after it was made smaller, unheard', {
  why: `The web page makes an order smaller and Kraken loses the notice. The order is soon filled to the last lot of its new
        size, and a broker that holds on to the old one tells the trader that an order which is closed has something left.`,
  covers: ['FILL-06', 'RACE-18'],
  market: 'LTC/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('0.2 LTC at 100', { as: 'bid' }),
    settle,
    kraken.forgetsToTell('openOrders'),
    web.amends('bid', { size: '0.16 LTC' }),
    seconds(1),
    stranger.sells('0.16 LTC at market'),
    settle,
  ],
  ending: { orders: { bid: 'filled 0.16 LTC' }, position: '0.16 LTC', openOnKraken: 'nothing', fills: 1 },
  visits: ['ready'],
})
