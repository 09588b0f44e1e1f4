import { connected, either, kraken, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('an order is spoken of before it is described', {
  why: `After the first notice of an order the feed tells only what changed: no pair, no price, no size. When that first
        notice is lost, or comes later than the rest, a change is all there is. It belongs to an order all the same.`,
  covers: ['RACE-15', 'RACE-09', 'ID-05', 'FILL-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.forgetsToTell('openOrders'),
    either([], kraken.delays('ack', 2), kraken.losesReplyTo('addOrder')),
    either(trader.buys('2 XMR at 149.50', { as: 'bid' }), [web.buys('2 XMR at 149.50', { as: 'bid' })]),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.5 XMR' },
    position: '0.5 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['order found live', 'update before the acknowledgement'],
})
