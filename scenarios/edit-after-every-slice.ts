import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order is edited after every slice', {
  why: `Each edit makes a new order that knows nothing of what earlier ones bought. Asked for the whole size again, or for
        what is left counted twice, Kraken works for too much or too little. The trader asked for 2 XMR in all, at
        whatever price was in force when each slice came.`,
  covers: ['FILL-13', 'RACE-01', 'RACE-06', 'FILL-03'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.60' }),
    settle,
    stranger.sells('0.3 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.70' }),
    settle,
    trader.edits('bid', { size: '1.5 XMR' }),
    settle,
    trader.edits('bid', { size: '2 XMR' }),
    settle,
    stranger.sells('0.2 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.80' }),
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.433425',
    openOnKraken: 'nothing',
    fills: 4,
  },
  under: {
    v2: { visits: ['edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled after 0.5 XMR' }, position: '0.5 XMR', ppu: '150.2475', fills: 1 },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit replaced the order'],
})
