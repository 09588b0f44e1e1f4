import { connected, error, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the token is refused after a reconnect', {
  why: `Tokens die while a client is away. A subscription that is refused for that reason must lead to a new token and
        another try, and every later request must carry the new one. Otherwise the broker looks connected and hears of
        nothing while its orders are filled.`,
  covers: ['NET-01', 'NET-03'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.answers('subscribe', error('ESession:Invalid session'), { times: 2 }),
    kraken.cutsTheSocket({ outageSeconds: 2 }),
    seconds(1),
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.60' }),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.5 XMR at 149.60' },
    position: '0.5 XMR',
    ppu: '150.2475',
    openOnKraken: ['1.5 XMR at 149.60'],
    fills: 1,
  },
  under: {
    v2: { visits: ['socket lost', 'reconnected', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['socket lost', 'reconnected', 'order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled after 0.5 XMR' }, openOnKraken: 'nothing' },
      visits: ['socket lost', 'reconnected', 'edit blocked'],
    },
  },
  visits: ['socket lost', 'reconnected', 'edit replaced the order'],
})
