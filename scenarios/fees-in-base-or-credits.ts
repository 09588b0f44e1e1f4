import { account, broker, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a fee is taken in the base asset or in credits', {
  why: `Kraken's record of a trade states its fee in the quote asset, whatever it was taken in. Taken in the base asset it
        makes what was bought smaller, and selling all of it fails for lack of funds; paid by credits it costs no money
        at all. Only the rows of the account's ledger show which it was.`,
  covers: ['BAL-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000', FEE: '100000' },
  story: [
    either(
      [account.paysFeesIn('base'), ...connected],
      [...connected, account.paysFeesIn('base')],
      [account.paysFeesIn('credits'), ...connected],
    ),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('2 XMR at market'),
    settle,
    seconds(65),
    either([], [broker.stops, settle, broker.restarts, settle], [broker.crashes, broker.restarts, settle]),
    trader.sells('1 XMR at 150', { as: 'ask' }),
    settle,
    stranger.buys('1 XMR at market'),
    seconds(65),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR', ask: 'filled 1 XMR' },
    position: { oneOf: ['0.9925 XMR', '1 XMR'] },
    ppu: '149.50',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['fee taken outside the quote', 'balances agree'],
})
