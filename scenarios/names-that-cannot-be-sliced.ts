import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('pairs whose names cannot be cut in the middle', {
  why: `Not every pair is three letters and three letters, and some assets begin like others: USD, USDT, USDC. Cutting
        names by position sends an order to a market that does not exist, and looking for "the dollar pair" by its
        beginning books bitcoin that came in as a deposit against the tether.`,
  covers: ['SYM-01', 'SYM-02', 'SYM-03', 'BAL-05'],
  market: 'XDG/USD',
  funds: { USD: '1000', USDT: '1000', EUR: '1000', XBT: '0.5' },
  story: [
    connected,
    trader.buys('1000 XDG at 0.1000001', { as: 'coin' }),
    trader.buys('20 USDT at 1.00010', { as: 'tether', on: 'USDT/USD' }),
    trader.buys('20 USDC at 1.0001', { as: 'dollar coin', on: 'USDC/USDT' }),
    trader.buys('1 LINK at 10.00001', { as: 'link', on: 'LINK/USD' }),
    trader.buys('0.002 XBT at 50000.1', { as: 'bitcoin', on: 'XBT/USDT' }),
    settle,
    stranger.sells('1000 XDG at market', { on: 'XDG/USD' }),
    stranger.sells('20 USDT at market', { on: 'USDT/USD' }),
    stranger.sells('20 USDC at market', { on: 'USDC/USDT' }),
    settle,
    trader.edits('link', { price: '10.00002' }),
    trader.edits('bitcoin', { price: '50000.2' }),
    settle,
  ],
  ending: {
    orders: {
      coin: 'filled 1000 XDG',
      tether: 'filled 20 USDT',
      'dollar coin': 'filled 20 USDC',
      link: 'open 1 LINK at 10.00002',
      bitcoin: 'open 0.002 XBT at 50000.2',
    },
    position: '1000 XDG',
    positions: {
      'USDC/USDT': '20 USDC',
      'XBT/USD': '0.5 XBT',
      'XBT/USDT': 'nothing',
      'LINK/USD': 'nothing',
    },
    openOnKraken: ['1 LINK at 10.00002', '0.002 XBT at 50000.2'],
    fills: 3,
  },
  under: { block: { ending: { orders: { link: 'canceled', bitcoin: 'canceled' }, openOnKraken: 'nothing' } } },
  visits: ['transfer booked', 'balances agree'],
})
