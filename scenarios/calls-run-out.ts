import {
  account,
  agreed,
  connected,
  either,
  kraken,
  scenario,
  seconds,
  settle,
  stranger,
  together,
  trader,
} from '../sim/scenario.ts'

export default scenario('more is to be asked than Kraken lets a small account ask', {
  why: `A starter's key may call fifteen times, and regains one call in three seconds; a look into the history is four. Five
        cancels of one moment are lost, the line breaks twice, a poll and a patrol come due. Whoever asks on regardless is
        refused, asks again, and never gets out of it; another program on the key takes calls that nobody here counted.`,
  covers: ['ERR-05', 'ERR-06'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  tier: 'starter',
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'first' }),
    trader.buys('1 XMR at 149.40', { as: 'second' }),
    trader.buys('1 XMR at 149.30', { as: 'third' }),
    settle,
    either([], account.isUsedElsewhere({ calls: 12, aheadSeconds: 0 })),
    kraken.answers('cancelOrder', { kind: 'silence' }, { times: 1 }),
    together(trader.cancels('first'), trader.cancels('second'), trader.cancels('third')),
    seconds(8),
    kraken.cutsTheSocket({ outageSeconds: 2 }),
    seconds(10),
    trader.buys('1 XMR at 149.20', { as: 'fourth' }),
    seconds(5),
    kraken.cutsTheSocket({ outageSeconds: 2 }),
    stranger.sells('0.5 XMR at market'),
    agreed({ withinSeconds: 120 }),
    trader.cancels('fourth'),
    settle,
  ],
  ending: {
    position: { oneOf: ['0.5 XMR', 'nothing'] },
    openOnKraken: 'nothing',
  },
  visits: ['call waits for the counter', 'outcome unknown', 'reconnected'],
})
