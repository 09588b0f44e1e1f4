import { account, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('another program uses the same API key', {
  why: `Nonces have to rise, and a second program on the key raises them behind the broker's back: each spoils the other's
        calls, and Kraken locks out whoever keeps offering bad nonces. The broker may try a few times, then has to say
        what is wrong and ask seldom; what it does over its socket goes on meanwhile.`,
  covers: ['NONCE-05', 'NONCE-03', 'ERR-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      // A little ahead: the broker's next try is good again.
      account.isUsedElsewhere({ aheadSeconds: 20 }),
      // It keeps at it for a while.
      [
        account.isUsedElsewhere({ aheadSeconds: 30 }),
        seconds(40),
        account.isUsedElsewhere({ aheadSeconds: 90, calls: 3 }),
        seconds(60),
        account.isUsedElsewhere({ aheadSeconds: 60 }),
      ],
      // In nanoseconds instead of ours, for example: not to be outdone for an hour.
      account.isUsedElsewhere({ aheadSeconds: 3600 }),
    ),
    seconds(60),
    stranger.sells('1 XMR at market'),
    trader.cancels('bid'),
    trader.buys('1 XMR at 140.00', { as: 'other' }),
    seconds(4000),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR', other: 'open 1 XMR at 140.00' },
    position: '1 XMR',
    openOnKraken: ['1 XMR at 140.00'],
    fills: 1,
  },
  visits: ['question asked again', 'key used elsewhere'],
})
