import { connected, scenario, settle, trader } from '../sim/scenario.ts'

export default scenario('orders that contradict themselves are refused here', {
  why: `What Kraken would refuse, or worse, read otherwise than it was meant, never leaves: the EMS hears at once what is
        wrong with its order.`,
  covers: ['ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'dated', timeInForce: 'gtd' }),
    trader.buys('1 XMR at 149.50', { as: 'undated', expiresInSeconds: 30 }),
    trader.buys('1 XMR at 149.50', { as: 'half a second', timeInForce: 'gtd', expiresInSeconds: 0.5 }),
    trader.buys('1 XMR at 149.50', { as: 'resting now', timeInForce: 'ioc', postOnly: true }),
    trader.buys('1 XMR at market', { as: 'at market', timeInForce: 'fok' }),
    trader.buys('1 XMR at 149.50', { as: 'in a second', deadlineSeconds: 1 }),
    settle,
  ],
  ending: {
    orders: {
      dated: 'refused by us: gtd needs expiresInSeconds',
      undated: 'refused by us: expiresInSeconds goes with gtd alone',
      'half a second': 'refused by us: expiresInSeconds is a whole number',
      'resting now': 'refused by us: a post-only order rests',
      'at market': 'refused by us: a market order has no time in force',
      'in a second': 'refused by us: deadlineSeconds is from 5 to 60',
    },
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 0,
  },
  visits: ['order refused'],
})
