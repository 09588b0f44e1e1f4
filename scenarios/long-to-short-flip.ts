import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a sale larger than the position turns it around', {
  why: `Holding 0.01 bought in this market, the trader sells 0.03 of the coins in the account. The part beyond zero opens
        a short position at the sale's own price, and a fee makes a short entry cheaper, not dearer. Averaging the old
        price in, or adding the fee, misstates where the trade breaks even.`,
  covers: ['POS-06', 'POS-07'],
  market: 'XBT/USDT',
  funds: { XBT: '1', USDT: '10000' },
  story: [
    connected,
    stranger.sells('0.01 XBT at 60000.0'),
    trader.buys('0.01 XBT at 60000.0', { as: 'entry' }),
    settle,
    stranger.buys('0.03 XBT at 61000.0'),
    trader.sells('0.03 XBT at 61000.0', { as: 'flip' }),
    settle,
  ],
  ending: {
    orders: { entry: 'filled 0.01 XBT', flip: 'filled 0.03 XBT' },
    position: '-0.02 XBT',
    ppu: '60268',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['positions written', 'balances agree'],
})
