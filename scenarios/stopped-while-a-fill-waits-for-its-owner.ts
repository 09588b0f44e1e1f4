import { agreed, broker, connected, kraken, scenario, seconds, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('the broker is stopped while a fill waits for its owner', {
  why: `As long as the fate of an order is unknown, a fill of an order that nobody here knows may be its own, and is not told
        yet; but it stands in the ledger. A broker that ends before the doubt does leaves it behind booked and untold, and
        the next one takes it for told.`,
  covers: ['RACE-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.cutsBefore('addOrder', { outageSeconds: 1 }),
    trader.buys('1 XMR at 140.00', { as: 'never arrives' }),
    web.buys('2 XMR at 149.50'),
    stranger.sells('2 XMR at market'),
    seconds(10),
    broker.stops,
    settle,
    broker.restarts,
    agreed(),
  ],
  ending: { position: '2 XMR', openOnKraken: 'nothing', fills: 1 },
  visits: ['socket lost', 'fill of an order no dialog knows'],
})
