import { broker, connected, either, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('after a restart every live order can be canceled', {
  why: `The same kinds of order survive the broker: plain, edited, half filled, placed by hand. In an emergency the first
        thing after a restart is to get out of everything. A cancel that hits the wrong one of two orders without a
        reference of ours, or none, leaves money at risk that the screen does not show.`,
  covers: ['NET-11', 'ID-03', 'ID-04', 'FILL-12'],
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
    web.buys('1 XMR at 139.00', { as: 'by hand too' }),
    broker.restarts,
    settle,
    trader.buys('1 XMR at 138.00', { as: 'new' }),
    settle,
    trader.cancels('by hand too'),
    settle,
    trader.cancels('half filled'),
    trader.cancels('plain'),
    trader.cancels('edited'),
    trader.cancels('by hand'),
    settle,
  ],
  ending: {
    orders: {
      'half filled': 'canceled after 0.5 XMR',
      plain: 'canceled',
      edited: 'canceled',
      'by hand': 'canceled',
      'by hand too': 'canceled',
      new: 'open 1 XMR at 138.00',
    },
    position: '0.5 XMR',
    ppu: '150.75',
    openOnKraken: ['1 XMR at 138.00'],
    fills: 1,
  },
  visits: ['order found live'],
})
