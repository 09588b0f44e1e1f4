import { agreed, broker, connected, either, kraken, scenario, settle, stranger, web } from '../sim/scenario.ts'

export default scenario('an amount of money is spent at market', {
  why: `With "viqc" the volume of an order is euros, and what it executed is coins. Compared with one another the order has
        300 to buy, bought 2 of them, and never ends; its size belongs in the unit in which it is filled.`,
  covers: ['FILL-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('1 XMR at 149.50'),
    stranger.sells('5 XMR at 150.00'),
    either(
      [web.spends('300 EUR', { as: 'spree' }), settle],
      [kraken.cutsTheSocket({ outageSeconds: 5 }), web.spends('300 EUR', { as: 'spree' }), agreed()],
      [web.spends('300 EUR', { as: 'spree' }), broker.crashes, broker.restarts, settle],
    ),
    settle,
  ],
  ending: { position: '2.00333333 XMR', openOnKraken: 'nothing' },
  visits: ['order found live'],
})
