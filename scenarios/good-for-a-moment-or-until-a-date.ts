import { connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('orders that end by themselves', {
  why: `An order that is immediate or cancel keeps what it could get and is gone; fill or kill takes all or nothing; one that
        is good till a date expires while nobody does anything. None of these ends is asked for, and a broker that knows
        only "filled" and "canceled by us" leaves them open for ever.`,
  covers: ['FILL-06', 'FILL-09'],
  market: 'XMR/EUR',
  funds: { EUR: '10000' },
  story: [
    connected,
    stranger.sells('1 XMR at 149.60'),
    trader.buys('2 XMR at 149.60', { as: 'immediate', timeInForce: 'ioc' }),
    settle,
    stranger.sells('1 XMR at 149.70'),
    trader.buys('2 XMR at 149.70', { as: 'all of it', timeInForce: 'fok' }),
    settle,
    trader.buys('1 XMR at 149.70', { as: 'just enough', timeInForce: 'fok' }),
    trader.buys('2 XMR at 149.50', { as: 'dated', timeInForce: 'gtd', expiresInSeconds: 30 }),
    settle,
    trader.edits('immediate', { price: '149.80' }),
    stranger.sells('1 XMR at market'),
    seconds(40),
    settle,
  ],
  ending: {
    orders: {
      immediate: 'canceled after 1 XMR',
      'all of it': 'canceled',
      'just enough': 'filled 1 XMR',
    },
    position: '3 XMR',
    openOnKraken: 'nothing',
    fills: 3,
  },
  visits: ['order expired'],
})
