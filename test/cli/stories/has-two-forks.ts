import { connected, either, scenario, settle, stranger, trader } from '../../../sim/scenario.ts'

// eslint-disable-next-line no-restricted-syntax -- the command takes stories from any folder, and this is one for its test
export default scenario('two forks, and one of them has to go well', {
  why: 'Either fork can still save it; when the second has gone wrong too, nothing can.',
  covers: [],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(stranger.sells('2 XMR at market'), stranger.sells('1 XMR at market')),
    settle,
    either(stranger.sells('1 XMR at market'), settle),
    settle,
  ],
  ending: { position: '2 XMR' },
  visits: [],
})
