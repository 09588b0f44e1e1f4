/** The ledger and the positions file: written when, read how, and shared with whom. */
import type { Specimen } from '../specimens.ts'

const FILE = 'pps.toml equals the exact recomputation to the last digit'

export const FILES: readonly Specimen[] = [
  {
    id: 'no-write-on-exit',
    bug: 'The positions file is not written on the way out.',
    covers: ['FILE-01'],
    file: 'src/broker/broker.ts',
    find: '    loaded?.session.end()\n    accounting?.write()',
    replace: '    loaded?.session.end()',
    scenarios: ['positions-on-exit'],
    caughtBy: FILE,
  },
  {
    id: 'closed-positions-stay',
    bug: 'A position that was closed stays in the file.',
    covers: ['FILE-04'],
    file: 'src/broker/positions-file.ts',
    find: 'book.markets().filter((pair) => !book.holding(pair).size.isZero())',
    replace: 'book.markets()',
    scenarios: ['last-position-closed'],
    caughtBy: FILE,
  },
  {
    id: 'others-are-written-over',
    bug: 'What others have written into the positions file is lost with the next write.',
    covers: ['FILE-05'],
    file: 'src/broker/accounting.ts',
    find: '      others = found.value.others\n',
    replace: '',
    scenarios: ['other-accounts-keep-their-positions'],
    caughtBy: 'the ending',
  },
  {
    id: 'older-layouts-are-not-known',
    bug: 'A positions file of an older layout is taken for somebody else’s.',
    covers: ['FILE-07'],
    file: 'src/broker/positions-file.ts',
    find: 'path[0] === PREFIX ? path.slice(1) : path',
    replace: 'path[0] === undefined ? path.slice(1) : path',
    scenarios: ['positions-of-older-layouts'],
    caughtBy: 'the ending',
  },
  {
    id: 'fills-wait-for-the-ledger',
    bug: 'Live trades go into the positions and not into the ledger.',
    covers: ['FILE-10'],
    file: 'src/broker/accounting.ts',
    find: '      append(fresh)\n      for (const trade',
    replace: '      changed()\n      for (const trade',
    scenarios: ['plain-order-life', 'crash-at-every-moment-after-a-fill'],
    caughtBy: 'the ledger file holds every trade and transfer verbatim, and nothing else',
  },
  {
    id: 'absent-field-breaks-the-start',
    bug: 'A field that Kraken leaves out of some pairs is required of all.',
    covers: ['SCH-01'],
    file: 'src/kraken/reference.ts',
    find: '  tick_size: decimalField.nullish(),\n',
    replace: '  tick_size: decimalField,\n',
    scenarios: ['legacy-market-whole-yen', 'pairs-of-another-shape'],
    caughtBy: 'the ending',
  },
]
