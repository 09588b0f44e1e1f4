/** Right and doctored runs for the invariants of answers to requests. */
import { bought, canceled, edited, refusedEdit, resting, standing } from '../runs.ts'
import type { Case } from './case.ts'

export const answersCases: readonly Case[] = [
  {
    claim: 'no request is refused twice',
    holds: [bought().cancels('A').tellsError('A', 'cancel'), refusedEdit()],
    fires: [
      [
        refusedEdit().tellsError('A', 'edit').tellsError('A', 'edit'),
        'A was told 3 errors for 2 BrokerdOrder, the last one for edit: EOrder:Unknown order',
      ],
      [
        resting().tellsError('A', 'cancel'),
        'A was told 1 errors for 0 BrokerdCancel, the last one for cancel: EOrder:Unknown order',
      ],
    ],
  },
  {
    claim: 'every request is answered',
    holds: [
      bought(),
      edited(),
      canceled(),
      refusedEdit(),
      // The latest wish wins; the one before it needs no answer of its own.
      resting()
        .asks('A', { size: '2', price: '149.7' })
        .asks('A', { size: '2', price: '149.604' })
        .tellsStatus('A', 7, { ...standing('0', '2'), price: '149.6' }),
      resting().asks('B', { size: '1' }).cancels('B').tellsError('B', 'order'),
      resting().cancels('A').ended('crashed').started(),
      bought().cancels('A').tellsError('A', 'cancel'),
      // Whatever the edit made, somebody has set the order otherwise since.
      resting()
        .at(4)
        .asks('A', { size: '3' })
        .at(5)
        .order('O1', { volume: '1', isByHand: true })
        .tellsStatus('A', 7, standing('0', '1')),
    ],
    fires: [
      [
        resting()
          .at(3)
          .order('O1', { volume: '2', isByHand: true })
          .at(4)
          .asks('A', { size: '3' })
          .tellsStatus('A', 7, standing('0', '2')),
        'A, asked at 4.000 (3 at 149.5), was never answered',
      ],
      [
        resting().at(4).asks('B', { size: '1' }).acknowledges('B', 8),
        'B, asked at 4.000 (1 at 149.5), was never answered',
      ],
      [
        resting()
          .at(4)
          .asks('B', { size: '1' })
          .tellsStatus('B', 8, { ...standing('0', '1'), status: 'pending' }),
        'B, asked at 4.000 (1 at 149.5), was never answered',
      ],
      [
        resting().at(4).asks('A', { size: '3' }).tellsStatus('A', 7, standing('0', '2')),
        'A, asked at 4.000 (3 at 149.5), was never answered',
      ],
      [resting().at(4).cancels('A'), 'A, asked at 4.000 (cancel), was never answered'],
      [bought().at(4).cancels('A'), 'A, asked at 4.000 (cancel), was never answered'],
      [
        resting().at(4).cancels('A').cancels('A').tellsError('A', 'cancel'),
        'A, asked at 4.000 (cancel), was never answered',
      ],
    ],
  },
]
