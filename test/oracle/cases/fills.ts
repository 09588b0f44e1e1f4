/** Right and doctored runs for the invariants of executions as they were told. */
import { instant } from '../../../src/time.ts'
import type { RunBuilder } from '../run-builder.ts'
import { all, bought, restarted, resting, secondDialog } from '../runs.ts'
import type { Case } from './case.ts'

export const fillsCases: readonly Case[] = [
  {
    claim: 'no fill is told twice',
    holds: [bought()],
    fires: [
      [bought().at(3.5).tellsFill('A', 'T1'), 'T1 was told at 2.020 and again at 3.500'],
      [bought().at(4).ended('crashed').started().tellsFill(undefined, 'T1'), 'T1 was told at 2.020 and again at 4.000'],
    ],
  },
  {
    claim: 'every fill told happened, as it was told',
    holds: [bought()],
    fires: [
      [bought().tellsFill('A', 'T9'), "T9 was told, and the trader's account has no such trade"],
      [
        bought()
          .trade('T2', { ...all('O1', '1'), account: 'stranger' })
          .tellsFill(undefined, 'T2'),
        "T2 was told, and the trader's account has no such trade",
      ],
      ...(
        [
          [{ size: '1.9' }, 'T1 was told with size 1.9, and had 2'],
          [{ price: '149.4' }, 'T1 was told with price 149.4, and had 149.5'],
          [{ fee: '0.7' }, 'T1 was told with fee 0.7, and had 0.75'],
          [{ action: 'sell' }, 'T1 was told with side sell, and had buy'],
          [{ feeAsset: 'ZEUR' }, 'T1 was told with fee asset ZEUR, and had EUR'],
          [{ symbol: 'xmr.kraken' }, 'T1 was told with symbol xmr.kraken, and had xmreur.kraken'],
          [{ account: 'other' }, 'T1 was told with account other, and had spot'],
          [
            { brokerTime: instant(1_700_000_002_000_001) },
            'T1 was told with time 1700000002.000001, and had 1700000002.000000',
          ],
        ] as const
      ).map(([changed, sentence]): readonly [RunBuilder, string] => [bought().tellsFill('A', 'T1', changed), sentence]),
    ],
  },
  {
    claim: 'every fill is told to the dialog it belongs to',
    holds: [bought(), restarted().trade('T1', all('O1', '1')).tellsFill('F', 'T1')],
    fires: [
      [
        secondDialog().trade('T1', all('O1', '1')).tellsFill('B', 'T1'),
        'T1 of O1 was told to B, whose order that is not',
      ],
      [
        resting().order('O9', { volume: '1' }).trade('T1', all('O9', '1')).tellsFill('A', 'T1'),
        'T1 of O9 was told to A, whose order that is not',
      ],
    ],
  },
  {
    claim: 'every fill is told',
    holds: [
      bought(),
      bought().ended('exited'),
      // Ended in order, and the second trade had not reached it.
      bought().trade('T2', all('O1', '1')).ended('exited'),
      // What a crashed broker had received it may have booked.
      bought()
        .trade('T2', all('O1', '1'))
        .hearsTrade('T2')
        .ended('crashed')
        .started()
        .trade('T3', all('O1', '1'))
        .tellsFill(undefined, 'T3'),
    ],
    fires: [
      [bought().at(2.5).trade('T2', all('O1', '1')), 'T2 of O1, executed at 2.500, was never told'],
      [
        bought().at(2.5).trade('T2', all('O1', '1')).hearsTrade('T2').ended('exited'),
        'T2 of O1, executed at 2.500, was never told',
      ],
      [
        bought().ended('crashed').at(5).trade('T2', all('O1', '1')).at(6).started(),
        'T2 of O1, executed at 5.000, was never told',
      ],
    ],
  },
]
