import { broker, either, error, kraken, scenario, seconds, settle, silence, status, trader } from '../sim/scenario.ts'

const page = '<html><body>520: web server is returning an unknown error</body></html>'

export default scenario('Kraken fails while assets and pairs are loading', {
  why: `Without assets and pairs nobody knows how finely a market trades. A server error there must neither end the
        start nor leave half a table to trade with, and an order that comes too early must be refused in words, not
        lost. Later the same order has to work.`,
  covers: ['ERR-03', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(
      kraken.answers('Assets', error('EService:Unavailable'), { times: 2 }),
      kraken.answers('Assets', status(520, page), { times: 2 }),
      kraken.answers('Assets', silence, { times: 2 }),
      kraken.answers('AssetPairs', error('EService:Busy'), { times: 2 }),
      kraken.answers('AssetPairs', status(520, page), { times: 2 }),
      kraken.answers('AssetPairs', silence, { times: 2 }),
    ),
    broker.starts,
    seconds(0.5),
    trader.buys('2 XMR at 149.50', { as: 'early' }),
    settle,
    trader.buys('2 XMR at 149.50', { as: 'later' }),
    settle,
  ],
  ending: {
    orders: { early: 'refused by us: not ready: loading', later: 'open 2 XMR at 149.50' },
    position: 'nothing',
    openOnKraken: ['2 XMR at 149.50'],
  },
  visits: ['question asked again', 'ready'],
})
