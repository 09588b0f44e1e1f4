import { broker, connected, either, oneOf, scenario, settle, stranger, trader } from '../sim/scenario.ts'

/** Bought in these pieces, in the order given. */
const bought = ['0.1 XMR', '0.2 XMR', '0.12792 XMR'] as const
/** Sold in these, which come to exactly as much. */
const sold = ['0.3 XMR', '0.04264 XMR', '0.04264 XMR', '0.04264 XMR'] as const

export default scenario('many small trades come to exactly nothing', {
  why: `In binary fractions 0.1 and 0.2 are not 0.3, and three times 0.04264 is not 0.12792. The difference is smaller than
        any coin and still keeps a position open that is closed, with a price per unit blown up by a division through
        almost nothing, and into the next purchase.`,
  covers: ['POS-02', 'POS-03', 'FILE-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    bought.flatMap((amount) => [stranger.sells(`${amount} at 150.00`), trader.buys(`${amount} at market`), settle]),
    sold.flatMap((amount) => [stranger.buys(`${amount} at 151.00`), trader.sells(`${amount} at market`), settle]),
    either([], [stranger.sells('0.5 XMR at 149.00'), trader.buys('0.5 XMR at 149.00'), settle]),
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: { position: oneOf('nothing', '0.5 XMR'), ppu: oneOf('0', '150.192'), openOnKraken: 'nothing' },
  visits: ['positions written', 'balances agree'],
})
