import { connected, kraken, scenario, seconds, settle, stranger, web } from '../sim/scenario.ts'

export default scenario('a fill arrives for an order the broker never placed', {
  why: `Somebody buys by hand on Kraken's page, and the trade may be heard before the order. The coins are the account's
        all the same, so they belong in the position; a lookup that finds no such order must not stop everything else.`,
  covers: ['ID-05', 'RACE-08', 'POS-12'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('1 XMR at 149.50'),
    kraken.holdsBack('openOrders', 'ownTrades'),
    web.buys('1 XMR at market', { as: 'by hand' }),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: { position: '1 XMR', ppu: '150.696', openOnKraken: 'nothing', fills: 1 },
  under: { v2: { visits: ['order found live'] } },
  visits: ['fill of an order no dialog knows'],
})
