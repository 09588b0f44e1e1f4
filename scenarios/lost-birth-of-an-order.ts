import { agreed, connected, kraken, scenario, seconds, settle, trader, web } from '../sim/scenario.ts'

export default scenario('the birth of an order is never told', {
  why: `Both notices of a new order are lost without a trace: of one the broker sent, which is acknowledged and then
        seems to be pending for ever, and of one placed by hand, of which nobody hears at all. An order that works in
        the market and is on no screen cannot be canceled.`,
  covers: ['RACE-15', 'RACE-18', 'ID-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.forgetsToTell('openOrders', { frames: 4 }),
    trader.buys('1 XMR at 149.50', { as: 'sent' }),
    seconds(1),
    web.buys('1 XMR at 140.00', { as: 'by hand' }),
    agreed(),
    trader.cancels('by hand'),
    trader.cancels('sent'),
    settle,
  ],
  ending: {
    orders: { sent: 'canceled', 'by hand': 'canceled' },
    position: 'nothing',
    openOnKraken: 'nothing',
  },
  visits: ['missed by the feed', 'order found live'],
})
