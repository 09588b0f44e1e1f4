import { account, connected, kraken, error, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a balance that the records do not explain is told and stops nobody', {
  why: `An open order holds what it may need, and that is still the trader's: the balances agree with it and without it.
        When Kraken states something else than its own ledger adds up to, a person has to know, and the next order goes
        out all the same; an audit that blocks trading is worse than what it found. A poll that fails proves nothing.`,
  covers: ['BAL-04', 'BAL-11'],
  market: 'XBT/EUR',
  funds: { EUR: '100000', XBT: '1' },
  story: [
    connected,
    trader.sells('0.5 XBT at 30000', { as: 'ask' }),
    settle,
    seconds(61),
    kraken.answers('OpenOrders', error('EAPI:Rate limit exceeded'), { times: 2 }),
    account.isMisstated('0.1 XBT'),
    seconds(61),
    trader.buys('1 XBT at 20000', { as: 'bid' }),
    settle,
    stranger.sells('1 XBT at market'),
    settle,
    account.isMisstated('0 XBT'),
    seconds(61),
    settle,
  ],
  ending: {
    orders: { ask: 'open 0.5 XBT at 30000', bid: 'filled 1 XBT' },
    position: '2 XBT',
    openOnKraken: ['0.5 XBT at 30000'],
    fills: 1,
  },
  visits: ['balances differ', 'balances agree'],
})
