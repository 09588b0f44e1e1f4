import { agreed, connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('REST is a minute behind the feeds', {
  why: `Kraken's REST has been seen to show orders as they were a minute ago. What the feed has said is newer: an order
        that is filled does not come back to life because an older list still has it, and one that an older list does
        not have yet is not gone.`,
  covers: ['RACE-17', 'RACE-16', 'RACE-19'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'filled' }),
    trader.buys('2 XMR at 149.00', { as: 'partly' }),
    trader.buys('1 XMR at 140.00', { as: 'edited' }),
    settle,
    seconds(70),
    kraken.restLags(60),
    stranger.sells('1.5 XMR at market'),
    trader.edits('edited', { price: '141.00' }),
    trader.buys('1 XMR at 130.00', { as: 'new' }),
    seconds(40),
    trader.cancels('partly'),
    kraken.cutsTheSocket({ outageSeconds: 2 }),
    seconds(20),
    agreed({ restBehindSeconds: 60 }),
    trader.cancels('new'),
    settle,
  ],
  ending: {
    orders: {
      filled: 'filled 1 XMR',
      partly: 'canceled after 0.5 XMR',
      edited: 'open 1 XMR at 141.00',
      new: 'canceled',
    },
    position: '1.5 XMR',
    openOnKraken: ['1 XMR at 141.00'],
    fills: 2,
  },
  under: { block: { ending: { orders: { edited: 'canceled' }, openOnKraken: 'nothing' } } },
  visits: ['socket lost', 'reconnected'],
})
