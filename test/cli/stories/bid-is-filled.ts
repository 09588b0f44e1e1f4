import { connected, scenario, settle, stranger, trader } from '../../../sim/scenario.ts'

// eslint-disable-next-line no-restricted-syntax -- the command takes stories from any folder, and this is one for its test
export default scenario('a bid is filled', {
  why: 'A story small enough to play in a test of the command.',
  covers: ['FILL-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [connected, trader.buys('2 XMR at 149.50', { as: 'bid' }), settle, stranger.sells('2 XMR at market'), settle],
  ending: { orders: { bid: 'filled 2 XMR' }, position: '2 XMR' },
  visits: ['ready'],
})
