/** Right and doctored runs for the invariants of how much was asked for, executed and told. */
import {
  all,
  bought,
  edited,
  editedInFull,
  foundAfterEdit,
  foundByItself,
  partlyFilled,
  restarted,
  resting,
  secondOrder,
  standing,
  tellsOpen,
} from '../runs.ts'
import type { Case } from './case.ts'

export const sizesCases: readonly Case[] = [
  {
    claim: 'no dialog executes more than was asked for',
    holds: [
      bought(),
      // The old order can still fill while an edit to less is on its way.
      resting().asks('A', { size: '1' }).trade('T1', all('O1', '1.5')).order('O1', { executed: '1.5' }),
      // Under its new oid too, the size counts what came before.
      foundAfterEdit().trade('T2', all('O2', '1.6')).order('O2', { executed: '1.6' }),
      // Nobody can cut down what executes at its birth.
      editedInFull().trade('T2', all('O2', '2')).order('O2', { executed: '2' }),
    ],
    fires: [
      [
        editedInFull().at(3.1).trade('T2', all('O2', '2')).order('O2', { executed: '2' }),
        'A was asked for 2 and executed 2.4 (O1, O2)',
      ],
      [
        edited('1').trade('T1', all('O2', '1.5')).order('O2', { executed: '1.5' }),
        'A was asked for 1 and executed 1.5 (O1, O2)',
      ],
      [
        secondOrder().trade('T2', all('O2', '2')).order('O1', { executed: '1' }).order('O2', { executed: '2' }),
        'A was asked for 2 and executed 3 (O1, O2)',
      ],
      [
        foundAfterEdit().trade('T2', all('O2', '1.7')).order('O2', { volume: '2', executed: '1.7' }),
        'A, now F was asked for 2 and executed 2.1 (O1, O2)',
      ],
    ],
  },
  {
    claim: 'filled and remaining sum to the size',
    holds: [bought(), restarted()],
    fires: [
      [tellsOpen('0.5', '2'), 'A was told size 2, filled 0.5, remaining 2'],
      [tellsOpen('2.5', '-0.5'), 'A was told size 2, filled 2.5, remaining -0.5: an amount is below zero'],
      [tellsOpen('2e0', '0'), 'A was told size 2, filled 2e0, remaining 0: not plain decimals'],
      [
        restarted().tellsFound('F', 7, { txid: 'O1', size: '2', filled: '0', remaining: '0' }),
        'F was told size 2, filled 0, remaining 0',
      ],
    ],
  },
  {
    claim: 'of an order told closed no more than a lot is left',
    holds: [
      bought(),
      resting().tellsStatus('A', 7, { status: 'closed', size: '2', filled: '1.99999999', remaining: '0.00000001' }),
    ],
    fires: [
      [
        resting().tellsStatus('A', 7, { status: 'closed', size: '2', filled: '1.99999998', remaining: '0.00000002' }),
        'A was told closed with 1.99999998 of 2 filled',
      ],
    ],
  },
  {
    claim: 'filled never falls within a dialog',
    holds: [bought(), foundAfterEdit().tellsStatus('F', 8, standing('0.5', '1.5'))],
    fires: [
      [partlyFilled().tellsStatus('A', 7, standing('0.3', '1.7')), 'A was told 0.4 filled, then 0.3'],
      [foundByItself(), 'F was told 0.4 filled, then 0'],
      [
        restarted()
          .tellsFound('F', 7, { txid: 'O1', size: '2', filled: '0.4', remaining: '1.6' })
          .tellsStatus('F', 7, standing('0', '2')),
        'F was told 0.4 filled, then 0',
      ],
    ],
  },
  {
    claim: 'no order is told more filled than Kraken executed',
    holds: [bought(), partlyFilled()],
    fires: [
      [tellsOpen('0.1', '1.9'), 'A was told 0.1 filled when Kraken had executed 0'],
      [
        partlyFilled().tellsStatus('A', 7, standing('0.8', '1.2')),
        'A was told 0.8 filled when Kraken had executed 0.4',
      ],
    ],
  },
]
