import { connected, machine, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the power fails between the record of the fill that closes a position and its telling', {
  why: `The next start finds the fill in the ledger, and no position: whoever is told of open ones alone would keep the one
        that is closed. That pps.toml still has it says that its end may have been told to nobody.`,
  covers: ['POS-12', 'FILE-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(1),
    stranger.sells('2 XMR at market'),
    settle,
    trader.sells('2 XMR at 151', { as: 'ask' }),
    seconds(1),
    machine.losesPower({ of: 'syscalls', count: 3 }),
    stranger.buys('2 XMR at market'),
    seconds(10),
    settle,
  ],
  ending: { position: 'nothing', openOnKraken: 'nothing' },
  visits: ['positions written'],
})
