import { connected, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('Kraken takes cancels only, and then everything again', {
  why: `After maintenance Kraken lets people out before it lets them in. A refused order then is no broken symbol and no
        reason to stop; a cancel has to go through, because it is the one thing that still protects the trader. And an order
        is not canceled for another one that would not be taken.`,
  covers: ['ERR-07', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'old' }),
    trader.buys('1 XMR at 149.00', { as: 'kept' }),
    settle,
    kraken.goes('cancel_only'),
    trader.buys('1 XMR at 149.40', { as: 'too early' }),
    seconds(1),
    trader.edits('kept', { price: '149.10' }),
    trader.cancels('old'),
    settle,
    kraken.goes('online'),
    trader.buys('1 XMR at 149.30', { as: 'new' }),
    settle,
  ],
  ending: {
    orders: {
      old: 'canceled',
      kept: 'open 1 XMR at 149.00',
      'too early': 'refused by kraken: EService:Market in cancel_only mode',
      new: 'open 1 XMR at 149.30',
    },
    position: 'nothing',
    openOnKraken: ['1 XMR at 149.00', '1 XMR at 149.30'],
    fills: 0,
  },
  under: {
    block: { ending: { orders: { kept: 'canceled' }, openOnKraken: ['1 XMR at 149.30'] }, visits: ['edit blocked'] },
  },
  visits: ['service mode'],
})
