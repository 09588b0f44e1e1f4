import { connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order is answered after patience has run out', {
  why: `For eight seconds not a word comes, while the order rests or is even filled. Silence is not a refusal: an order
        sent again now would be a second one. Asked about it, Kraken tells of the order, and then the old messages come
        after all and must not bring back to life what has ended.`,
  covers: ['RACE-16', 'RACE-19', 'RACE-21', 'ERR-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either([], [stranger.sells('2 XMR at 149.50')]),
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(8),
    kraken.releases,
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: { orders: { bid: 'filled 2 XMR' }, position: '2 XMR', openOnKraken: 'nothing', fills: 1 },
  visits: ['outcome unknown', 'outcome found', 'fill already told'],
})
