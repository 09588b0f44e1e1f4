import { agreed, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('what was missed is not in REST yet', {
  why: `An order ends while the line is down, and REST, which would say how, is a minute behind: it still shows the order
        open, or does not show the trades. To conclude from that view is to conclude wrongly: the order is neither open
        nor canceled unfilled, and a request whose outcome is unknown was not "never received".`,
  covers: ['RACE-16', 'RACE-17', 'RACE-21', 'ERR-02', 'NET-01', 'NET-07'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'filled away' }),
    trader.buys('2 XMR at 149.00', { as: 'partly' }),
    settle,
    seconds(70),
    kraken.restLags(55),
    either(
      [kraken.cutsAfter('addOrder', { outageSeconds: 3 }), trader.buys('1 XMR at 145.00', { as: 'unknown' })],
      [kraken.cutsAfter('cancelOrder', { outageSeconds: 3 }), trader.cancels('partly')],
      [kraken.cutsAfter('editOrder', { outageSeconds: 3 }), trader.edits('partly', { price: '148.00' })],
      [kraken.losesReplyTo('addOrder'), kraken.cutsTheSocket({ outageSeconds: 3 })],
    ),
    seconds(1),
    stranger.sells('1 XMR at market'),
    agreed({ restBehindSeconds: 60 }),
    trader.cancels('partly'),
    settle,
  ],
  ending: {
    orders: { 'filled away': 'filled 1 XMR', partly: 'canceled' },
    position: '1 XMR',
    fills: 1,
  },
  visits: ['socket lost', 'outcome found'],
})
