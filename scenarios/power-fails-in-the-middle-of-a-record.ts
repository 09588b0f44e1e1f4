import { connected, either, machine, scenario, settle, stranger, trader } from '../sim/scenario.ts'

/** The write of the ledger's head, of what the account was given, and of the fill: each between writing and syncing. */
const writes = [2, 6, 16]

export default scenario('the power fails in the middle of a record', {
  why: `A record that was being written when the power failed is there in part, or has its length and none of its bytes. Whoever
        goes on after it has a ledger that cannot be read ever again; whoever refuses to start waits for a person to mend
        it. Nobody has heard of that record yet and Kraken knows it, so what is left of it can go.`,
  covers: ['FILE-03', 'FILE-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(
      ...writes.flatMap((count) => [
        machine.losesPower({ of: 'syscalls', count }, { remains: 'half' }),
        machine.losesPower({ of: 'syscalls', count }, { remains: 'length' }),
      ]),
    ),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.5 XMR at 149.50' },
    position: '0.5 XMR',
    ppu: '150.2475',
    openOnKraken: ['1.5 XMR at 149.50'],
  },
  visits: ['torn record dropped'],
})
