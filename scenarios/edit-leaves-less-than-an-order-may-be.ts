import { connected, kraken, oneOf, race, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order that an edit made too large cannot be cut down', {
  why: `Where Kraken makes an edit's order for the whole size again, what is left of the wish can be less than an order may
        be. Who asks for it again and again is refused as often, and meanwhile the order buys too much. So it ends, and
        nobody hears of a refusal that he did not ask for.`,
  covers: ['FILL-13', 'ERR-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    kraken.decides({ editOfPartlyFilled: 'gross' }),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    race(trader.edits('bid', { size: '0.50001 XMR' }), stranger.sells('0.5 XMR at market')),
    settle,
  ],
  ending: {
    orders: { bid: oneOf('canceled after 0.5 XMR', 'open 0.00001 XMR at 149.50') },
    position: '0.5 XMR',
    fills: 1,
  },
  under: {
    v2: { doesNotApply: 'an order that is changed in place is never too large' },
    'cancel-and-submit': { doesNotApply: 'no edit is sent' },
    block: { doesNotApply: 'no edit is sent' },
  },
  visits: ['edit replaced the order', 'order too large ended'],
})
