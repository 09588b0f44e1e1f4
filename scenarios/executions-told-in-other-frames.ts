import { agreed, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

const many = Array.from({ length: 60 }, () => [stranger.sells('0.02 XMR at market'), seconds(0.02)]).flat()

export default scenario('how things stand is told in one frame or in several', {
  why: `Whether WebSocket v2 lists the open orders and the last trades in one frame or in two is not established, nor
        whether an order that ends one lot short is restated first. After an outage in which more was traded than the
        list holds, every fill counts once, and what comes after it is told at once.`,
  covers: ['NET-02', 'NET-05', 'FILL-04', 'FILL-09'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    either([], kraken.decides({ snapshotsOfExecutions: 'apart' })),
    either([], kraken.decides({ dustOnExecutions: 'restated-first' })),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 149.00', { as: 'lower' }),
    settle,
    seconds(70),
    either([], kraken.restLags(60)),
    kraken.cutsTheSocket({ outageSeconds: 3 }),
    many,
    agreed({ restBehindSeconds: 60 }),
    stranger.sells('0.3 XMR at market'),
    seconds(1),
    // One lot short of the rest.
    stranger.sells('0.49999999 XMR at market'),
    seconds(1),
    stranger.sells('0.5 XMR at market'),
    agreed({ restBehindSeconds: 60 }),
    trader.cancels('lower'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 1.99999999 XMR', lower: 'canceled after 0.5 XMR' },
    position: '2.49999999 XMR',
    openOnKraken: 'nothing',
  },
  under: { v1: { doesNotApply: 'what is left open here is about a channel of v2' } },
  visits: ['socket lost', 'reconnected', 'trade found by backfill', 'order amended elsewhere'],
})
