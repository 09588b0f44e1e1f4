import { account, connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a permission is taken from the key while the broker trades', {
  why: `Transfers and fees are read from Kraken's ledger once a minute, and from then on they would be missing without a
        word. The broker ends, says which permission it needs, and what was told until then is on the disk.`,
  covers: ['FILE-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    account.forbids('query-ledger'),
    stranger.sells('0.5 XMR at market'),
    seconds(90),
  ],
  ending: {
    gaveUp: "the key lacks a permission: Ledgers: EGeneral:Permission denied; it needs 'Query ledger entries'",
    position: '0.5 XMR',
    openOnKraken: ['1.5 XMR at 149.50'],
    fills: 1,
  },
  visits: ['positions written'],
})
