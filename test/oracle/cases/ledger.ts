/** Right and doctored runs for the invariants of the ledger file. */
import { all, bought, transferred, writingLedger } from '../runs.ts'
import type { Case } from './case.ts'

export const ledgerCases: readonly Case[] = [
  {
    claim: 'the ledger file holds every trade and transfer verbatim, and nothing else',
    holds: [
      bought(),
      transferred(),
      // The first broker had no time to book the second trade.
      bought().trade('T2', all('O1', '1')).ended('exited'),
    ],
    fires: [
      [bought().trade('T2', all('O1', '1')), 'T2 is not in the ledger file'],
      [
        bought()
          .with(writingLedger((text) => text.replace('[T1]', '[T9]')))
          .ended('exited'),
        'T1 is not in the ledger file',
        "the ledger file has T9, which is no trade and no transfer of the trader's account",
      ],
      [
        bought().writesLedger({ T1: { price: '149.5' } }),
        'T1 has price 149.5 in the ledger file, and Kraken sent 149.50',
      ],
      [
        bought().writesLedger({ T1: { misc: 'initiated' } }),
        'T1 has misc initiated in the ledger file, and Kraken sent ',
      ],
      [
        bought().writesLedger({ T1: { pair: 'XMR/EUR' } }),
        'T1 has pair XMR/EUR in the ledger file, and it was XXMRZEUR',
      ],
      [transferred().writesLedger({ T1: { vol: '1' } }), 'T1 has vol 1 in the ledger file, and it was 2'],
      [
        transferred().writesLedger({ T1: { time: '1700000001.000001' } }),
        'T1 has time 1700000001.000001 in the ledger file, and it was 1700000001000000 microseconds',
      ],
      [
        transferred().writesLedger({ L1: { fee: '0.1', asset: 'XMR' } }),
        'L1 has asset XMR in the ledger file, and it was XXMR',
        'L1 has fee 0.1 in the ledger file, and it was 0',
      ],
      [
        transferred().writesLedger({ L3: { amount: '-1.00' } }),
        'L3 has amount -1.00 in the ledger file, and Kraken sent -1.0',
      ],
      [transferred().with(writingLedger((text) => text.replace(/\[L3\][^[]*/, ''))), 'L3 is not in the ledger file'],
      [
        bought().with(writingLedger((text) => `${text}\n${text}`)),
        "the ledger file cannot be read: Can't redefine existing key",
      ],
    ],
  },
]
