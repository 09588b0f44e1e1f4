import { agreed, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the session is void in the middle of the day', {
  why: `Kraken forgets its sessions in an upgrade. The feeds go on, so everything looks well, and every request is refused
        with "invalid session" until somebody fetches a new token. What was asked for and refused for that reason alone
        was certainly not done: a cancel and an edit are said again, a new order is told refused.`,
  covers: ['NET-05', 'NONCE-04', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 140.00', { as: 'other' }),
    settle,
    kraken.forgetsTokens,
    either(
      trader.cancels('bid'),
      [trader.edits('bid', { price: '149.60' }), trader.cancels('other')],
      trader.buys('1 XMR at 130.00', { as: 'refused' }),
      [trader.edits('bid', { price: '149.60' }), trader.cancels('bid')],
    ),
    stranger.sells('0.5 XMR at market'),
    agreed(),
    trader.cancels('bid'),
    trader.cancels('other'),
    settle,
  ],
  ending: { position: { oneOf: ['0.5 XMR', 'nothing'] }, openOnKraken: 'nothing' },
  visits: ['session refused', 'reconnected'],
})
