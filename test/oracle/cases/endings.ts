/** Right and doctored runs for the invariants of the end of an order. */
import { bought, canceled, edited, restarted, resting, standing } from '../runs.ts'
import type { Case } from './case.ts'

export const endingsCases: readonly Case[] = [
  {
    claim: 'no order is told ended while it is open on Kraken',
    holds: [bought(), canceled()],
    fires: [
      [
        resting().tellsStatus('A', 7, { ...standing('0', '2'), status: 'canceled' }),
        'A was told canceled, and its order O1 is open on Kraken',
      ],
      [
        edited().tellsStatus('A', 7, { ...standing('0', '2'), status: 'canceled' }),
        'A was told canceled, and its order O2 is open on Kraken',
      ],
      [
        restarted().tellsStatus('F', 7, { ...standing('0', '2'), status: 'expired' }),
        'F was told expired, and its order O1 is open on Kraken',
      ],
    ],
  },
  {
    claim: 'an ending is told once, and after it nothing but fills and errors',
    holds: [bought(), bought().cancels('A').tellsError('A', 'cancel').tellsFill('A', 'T1')],
    fires: [
      [
        bought().tellsStatus('A', 7, { ...standing('2', '0'), status: 'closed' }),
        'A was told closed at 2.020, and status closed at 3.000',
      ],
      [canceled().tellsStatus('A', 7, standing('0', '2')), 'A was told canceled at 2.000, and status open at 2.000'],
      [canceled().at(3).acknowledges('A', 7), 'A was told canceled at 2.000, and BrokerdOrderAck at 3.000'],
      [
        canceled().at(3).tellsFound('F', 7, { txid: 'O1', size: '2', filled: '0', remaining: '2' }),
        'A was told canceled at 2.000, and Status at 3.000',
      ],
    ],
  },
  {
    claim: 'an ending comes after the fills that it counts',
    holds: [
      bought(),
      canceled(),
      restarted().tellsStatus('F', 7, { ...standing('0', '2'), status: 'canceled' }),
      // What neither the feeds nor REST show in a minute is waited for no longer.
      resting()
        .hearsEnd('O1', 'closed')
        .at(62)
        .tellsStatus('A', 7, { ...standing('2', '0'), status: 'closed' }),
    ],
    fires: [
      [
        resting()
          .hearsEnd('O1', 'closed')
          .at(2)
          .tellsStatus('A', 7, { ...standing('2', '0'), status: 'closed' }),
        'A was told closed with 2 filled at 2.000, after fills of 0',
      ],
      [
        bought()
          .ended('crashed')
          .started()
          .tellsStatus('A', 7, { ...standing('2', '0'), status: 'closed' }),
        'A was told closed with 2 filled at 3.000, after fills of 0',
      ],
    ],
  },
]
