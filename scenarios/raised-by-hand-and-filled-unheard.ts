import { agreed, connected, kraken, scenario, seconds, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('an order is raised on the web page and filled, and the line is dead', {
  why: `The account's owner doubles an order by hand and it is filled at once, while nothing comes through the socket. The
        history shows a trade larger than the order that the broker knows. Told as it stands, less than nothing would
        remain of it, and whoever subtracts it from a limit has one too many.`,
  covers: ['FILL-03'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    stranger.sells('5 XMR at 150.00'),
    connected,
    trader.buys('1 XMR at 149.00', { as: 'raised' }),
    settle,
    kraken.leavesTheLineDead,
    trader.buys('1 XMR at 140.00', { as: 'asked into the dead line' }),
    web.amends('raised', { price: '150.00', size: '2 XMR' }),
    seconds(20),
    agreed({ restBehindSeconds: 65 }),
    settle,
  ],
  ending: {
    orders: { raised: 'filled 2 XMR', 'asked into the dead line': 'refused by us: it never reached Kraken' },
    position: '2 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['trade found by backfill', 'outcome proven absent'],
})
