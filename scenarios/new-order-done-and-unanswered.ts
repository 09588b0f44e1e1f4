import { connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('Kraken takes an order and its answer is lost', {
  why: `The order is in the book, or already filled, and the only word about it never comes. To call that a failure, or
        to send the order once more, is how one order for 2 XMR becomes two. What became of it has to be found out
        first, also when it is no longer among the open ones.`,
  covers: ['ERR-01', 'ERR-02', 'RACE-16', 'RACE-21', 'NET-07'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either([], [stranger.sells('0.5 XMR at 149.50')], [stranger.sells('2 XMR at 149.50')]),
    either(kraken.losesReplyTo('addOrder'), kraken.cutsAfter('addOrder', { outageSeconds: 3 })),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: { orders: { bid: 'filled 2 XMR' }, position: '2 XMR', openOnKraken: 'nothing' },
  visits: ['update before the acknowledgement', 'socket lost', 'outcome found'],
})
