import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a market older than tick sizes trades in whole yen', {
  why: `Old markets were listed before there was a tick size, and this one has no decimals at all: its tick is 1, not 0
        and not some usual 0.01. Its three names all differ as well. A guessed tick sends orders that Kraken rejects,
        or rounds a position to nothing.`,
  covers: ['POS-01', 'PREC-01', 'SYM-03', 'SCH-01'],
  market: 'XBT/JPY',
  funds: { JPY: '10000000' },
  served: { XXBTZJPY: { tick_size: undefined } },
  story: [
    connected,
    stranger.sells('0.01 XBT at 4210000'),
    trader.buys('0.01 XBT at 4210000', { as: 'taken' }),
    trader.buys('0.01 XBT at 4200000', { as: 'whole yen' }),
    trader.buys('0.01 XBT at 4200000.5', { as: 'half a yen' }),
    trader.buys('0.01000000001 XBT at 4200000', { as: 'a thousandth of a lot' }),
    trader.buys('0.00001 XBT at 4200000', { as: 'too little' }),
    settle,
  ],
  ending: {
    orders: {
      taken: 'filled 0.01 XBT',
      'whole yen': 'open 0.01 XBT at 4200000',
      'half a yen': 'refused by us: price 4200000.5 is not a multiple of the tick size 1',
      'a thousandth of a lot': 'refused by us: size 0.01000000001 is not a multiple of the lot size 0.00000001',
      'too little': 'refused by us: size 0.00001 is below the minimum 0.00005',
    },
    position: '0.01 XBT',
    ppu: '4243680',
    openOnKraken: ['0.01 XBT at 4200000'],
    fills: 1,
  },
  visits: ['tick size derived from pair decimals'],
})
