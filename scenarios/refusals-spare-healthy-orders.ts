import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('refused orders leave the healthy one alone', {
  why: `A price off the tick, a size too fine, too small an order, and one the account cannot pay: each is answered once,
        with the reason, by whoever knows it first. None may stay pending for ever, and none may take the good order
        next to it down.`,
  covers: ['ERR-08', 'ID-06', 'PREC-01', 'PREC-05'],
  market: 'XMR/EUR',
  funds: { EUR: '500' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'healthy' }),
    settle,
    trader.buys('1 XMR at 149.505', { as: 'off tick' }),
    trader.buys('1.000000001 XMR at 149.50', { as: 'too fine' }),
    trader.sells('0.001 XMR at 500.00', { as: 'too small' }),
    trader.buys('0.02 XMR at 10.00', { as: 'too cheap' }),
    trader.buys('10 XMR at 149.50', { as: 'too dear' }),
    trader.sells('1 XMR at 149.60', { as: 'not owned' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
  ],
  ending: {
    orders: {
      healthy: 'filled 1 XMR',
      'off tick': 'refused by us: price 149.505 is not a multiple of the tick size 0.01',
      'too fine': 'refused by us: size 1.000000001 is not a multiple of the lot size 0.00000001',
      'too small': 'refused by us: size 0.001 is below the minimum 0.015',
      'too cheap': 'refused by us: cost 0.2 is below the minimum 0.45',
      'too dear': 'refused by kraken: EOrder:Insufficient funds',
      'not owned': 'refused by kraken: EOrder:Insufficient funds',
    },
    position: '1 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['ready'],
})
