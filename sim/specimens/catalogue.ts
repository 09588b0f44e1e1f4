/** The specimens, in the order in which they were caught. */
import type { Specimen } from './specimens.ts'

export const SPECIMENS: readonly Specimen[] = [
  {
    id: 'cumulative-as-increment',
    bug: 'The executed volume of an order update, a total, is added to what was executed before.',
    covers: ['FILL-01'],
    file: 'src/broker/claims.ts',
    find: 'order.executed = largerOf(update.executed, order.executed)',
    replace: 'if (update.executed !== undefined) order.executed = order.executed.plus(update.executed) as Volume',
    scenarios: ['three-slices-as-maker'],
    caughtBy: 'no order is told more filled than Kraken executed',
  },
  {
    id: 'replaced-half-told-as-canceled',
    bug: 'The old order that an edit replaces is reported to the trader as a canceled one.',
    covers: ['RACE-06'],
    file: 'src/broker/tell.ts',
    find: "if (phase.kind === 'replacing') return wasReplaced(order)",
    replace: "if (phase.kind === 'replacing') return false",
    scenarios: ['both-halves-of-an-edit'],
    caughtBy: 'no order is told ended while it is open on Kraken',
  },
  {
    id: 'mapping-dropped-on-replacement',
    bug: 'The end of the old order takes the whole dialog with it, so that the new order is nobody’s.',
    covers: ['RACE-07'],
    file: 'src/broker/updates.ts',
    find: '  if (order.dialog === undefined) adoptUnclaimed(desk)',
    replace:
      "  if (order.dialog !== undefined && wasReplaced(order)) order.dialog.phase = { kind: 'ended' }\n" +
      '  if (order.dialog === undefined) adoptUnclaimed(desk)',
    scenarios: ['both-halves-of-an-edit'],
    caughtBy: 'the ending',
  },
  {
    id: 'sizes-of-four-decimals',
    bug: 'Sizes leave rounded to four decimals, whatever the market trades in.',
    covers: ['POS-01'],
    file: 'src/kraken/v1/requests.ts',
    find: '    volume: plain(order.volume),',
    replace: '    volume: plain(order.volume.toDecimalPlaces(4)),',
    scenarios: ['one-lot-short'],
    caughtBy: 'every request is built from the dialog it belongs to',
  },
  {
    id: 'no-write-on-exit',
    bug: 'The positions file is not written on the way out.',
    covers: ['FILE-01'],
    file: 'src/broker/broker.ts',
    find: '    loaded?.session.end()\n    accounting?.write()',
    replace: '    loaded?.session.end()',
    scenarios: ['positions-on-exit'],
    caughtBy: 'pps.toml equals the exact recomputation to the last digit',
  },
]
