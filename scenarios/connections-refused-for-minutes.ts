import {
  agreed,
  connected,
  either,
  error,
  heal,
  kraken,
  scenario,
  seconds,
  settle,
  stranger,
  trader,
} from '../sim/scenario.ts'

export default scenario('nobody answers for ten minutes', {
  why: `Kraken refuses every connection, or takes it and refuses the subscription. Trying again at once, from several
        places at a time, brings nothing, and a block at Cloudflare on top. The tries come further and further apart,
        one at a time, and when the door opens everything that was missed is made up for.`,
  covers: ['NET-12', 'NET-01', 'NET-06'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(kraken.cutsTheSocket({ outageSeconds: 600 }), [
      kraken.answers('subscribe', error('EService:Unavailable'), { times: 2000 }),
      kraken.cutsTheSocket({ outageSeconds: 0 }),
    ]),
    stranger.sells('0.5 XMR at market'),
    seconds(600),
    heal,
    agreed(),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.5 XMR' },
    position: '0.5 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['socket lost', 'reconnected', 'question asked again'],
})
