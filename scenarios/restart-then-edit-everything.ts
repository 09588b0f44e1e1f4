import { broker, connected, either, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

/** In the order of the edits, each of which makes a new order. */
const ANEW = [
  '1 XMR at 140.10',
  '0.01 XBT at 25000.1',
  '1 XMR at 148.60',
  '1.25 XMR at 150.10',
  '1 XMR at 149.10',
] as const

export default scenario('after a restart every live order can be edited', {
  why: `Five orders live on while the broker is away: one plain, one edited, one half filled and two placed by hand, which
        carry no reference of ours. A restart must show each of them once, with what it has already done, and each
        must obey. Orders mistaken for one another get each other's prices.`,
  covers: ['NET-11', 'ID-03', 'ID-04', 'FILL-12', 'SYM-07'],
  market: 'XMR/EUR',
  funds: { EUR: '5000' },
  story: [
    connected,
    trader.buys('2 XMR at 150.00', { as: 'half filled' }),
    trader.buys('1 XMR at 149.00', { as: 'plain' }),
    trader.buys('1 XMR at 148.00', { as: 'edited' }),
    settle,
    trader.edits('edited', { price: '148.50' }),
    stranger.sells('0.5 XMR at market'),
    web.buys('1 XMR at 140.00', { as: 'by hand' }),
    settle,
    either(broker.stops, broker.crashes),
    web.buys('0.01 XBT at 25000.0', { as: 'by hand elsewhere', on: 'XBT/EUR' }),
    broker.restarts,
    settle,
    stranger.sells('0.25 XMR at market'),
    settle,
    trader.edits('by hand', { price: '140.10' }),
    trader.edits('by hand elsewhere', { price: '25000.1' }),
    trader.edits('edited', { price: '148.60' }),
    trader.edits('half filled', { price: '150.10' }),
    trader.edits('plain', { price: '149.10' }),
    settle,
  ],
  ending: {
    orders: {
      'half filled': 'open 1.25 XMR at 150.10',
      plain: 'open 1 XMR at 149.10',
      edited: 'open 1 XMR at 148.60',
      'by hand': 'open 1 XMR at 140.10',
      'by hand elsewhere': 'open 0.01 XBT at 25000.1',
    },
    position: '0.75 XMR',
    ppu: '150.75',
    openOnKraken: ANEW,
  },
  under: {
    v2: {
      ending: {
        openOnKraken: [
          '1.25 XMR at 150.10',
          '1 XMR at 149.10',
          '1 XMR at 148.60',
          '1 XMR at 140.10',
          '0.01 XBT at 25000.1',
        ],
      },
      visits: ['order found live', 'edit amended the order'],
    },
    'cancel-and-submit': {
      ending: { openOnKraken: ANEW },
      visits: ['order found live', 'order canceled to be sent anew'],
    },
    block: {
      doesNotApply: 'an order whose edit was blocked has ended, and its oid is nobody’s after the restart',
    },
  },
  visits: ['order found live', 'edit replaced the order'],
})
