import { agreed, broker, connected, machine, scenario, stranger, web } from '../sim/scenario.ts'

export default scenario('the broker gives up between booking a fill and telling it', {
  why: `A fill found at the start is booked at once, and told when its order is known. If the disk is full for the next record,
        the broker ends in between; whoever starts next finds the fill in the ledger and takes it for told, so it has to be
        told on the way out.`,
  covers: ['FILE-10', 'FILL-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    broker.stops,
    web.buys('2 XMR at 149.50', { as: 'bid' }),
    broker.restarts,
    machine.hasNoSpaceFor(2),
    stranger.sells('0.5 XMR at market'),
    agreed(),
  ],
  ending: {
    position: '0.5 XMR',
    openOnKraken: ['1.5 XMR at 149.50'],
    gaveUp: 'ledger cannot be written: ENOSPC',
    fills: 1,
  },
  visits: ['trade found by backfill', 'fill already told'],
})
