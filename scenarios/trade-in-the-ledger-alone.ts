import { account, broker, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('rows of the ledger that no history of trades explains', {
  why: `Some trades are in the ledger and never in the history of trades, and one deed can be two, three or four rows of
        one reference, cancelling ones among them. Kept by reference, the last row hides the others; left out, balance
        and position never agree again.`,
  covers: ['BAL-10', 'BAL-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000', USD: '100' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    account.isBooked('trade', [
      { asset: 'EUR', amount: '-50' },
      { asset: 'USD', amount: '60' },
      { asset: 'USD', amount: '-60' },
      { asset: 'XMR', amount: '0.4', fee: '0.0001' },
    ]),
    either(
      seconds(200),
      [broker.stops, settle, seconds(120), broker.restarts, settle],
      [seconds(30), broker.crashes, broker.restarts, settle, seconds(200)],
    ),
    account.isBooked('receive', [{ asset: 'XMR', amount: '0.25' }]),
    account.isBooked('staking', [{ asset: 'XMR.F', amount: '0.0001' }]),
    seconds(65),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 1 XMR' },
    position: '1.65 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['trade in the ledger alone', 'transfer booked', 'balances agree'],
})
