import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a post-only order that would trade at once', {
  why: `Kraken takes such an order in, gives it an id and throws it out again a moment later. To the trader that is a
        refusal with a reason, not a cancel somebody asked for: a strategy that mistakes the two either never quotes
        again or quotes in a hot loop.`,
  covers: ['RACE-20', 'FILL-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('1 XMR at 149.50'),
    trader.buys('1 XMR at 149.50', { as: 'would cross', postOnly: true }),
    trader.buys('1 XMR at 149.49', { as: 'rests', postOnly: true }),
    settle,
  ],
  ending: {
    orders: { 'would cross': 'refused by kraken: Post only order', rests: 'open 1 XMR at 149.49' },
    position: 'nothing',
    openOnKraken: ['1 XMR at 149.49'],
    fills: 0,
  },
  visits: ['ready'],
})
