import { connected, either, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

const NAMES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const everyOne = (what: (name: string) => ReturnType<typeof trader.cancels>) =>
  NAMES.flatMap((name) => [what(name), seconds(0.1)])

export default scenario('orders and young cancels fill the counter of the market', {
  why: `Kraken counts what is done in a market, and the cancel of an order a few seconds old costs as much as eight new ones.
        A broker that lets new orders take the last points cannot cancel any more, which is when it matters. New orders
        are refused while there is still room; a cancel that Kraken has no room for is sent again once there is.`,
  covers: ['ERR-06'],
  market: 'XMR/EUR',
  funds: { EUR: '10000' },
  tier: 'starter',
  story: [
    connected,
    either(kraken.decides({ cancelOverTheLimit: 'refuse' }), kraken.decides({ cancelOverTheLimit: 'take' })),
    everyOne((name) => trader.buys('1 XMR at 149.50', { as: name })),
    everyOne((name) => trader.cancels(name)),
    trader.buys('1 XMR at 149.40', { as: 'one too many' }),
    seconds(120),
    settle,
    trader.buys('1 XMR at 149.40', { as: 'last' }),
    settle,
    either([], [trader.edits('last', { price: '149.60' }), settle]),
  ].flat(),
  ending: {
    orders: {
      ...Object.fromEntries(NAMES.map((name) => [name, 'canceled' as const])),
      'one too many': 'refused by us: too much at once',
    },
    position: 'nothing',
    fills: 0,
  },
  under: { block: { doesNotApply: 'the last edit cancels, which is another story' } },
  visits: ['cancel waits for the counter', 'too much at once'],
})
