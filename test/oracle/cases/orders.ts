/** Right and doctored runs for the invariants of the trader's picture of every order. */
import { XMRUSD } from '../run-builder.ts'
import {
  bought,
  canceled,
  edited,
  foundAfterEdit,
  foundByItself,
  refusedOrder,
  restarted,
  resting,
  secondDialog,
  secondOrder,
  standing,
  thrownOut,
} from '../runs.ts'
import type { Case } from './case.ts'

export const ordersCases: readonly Case[] = [
  {
    claim: "every order's last told status agrees with Kraken",
    holds: [
      resting(),
      bought(),
      canceled(),
      edited(),
      restarted(),
      foundAfterEdit(),
      thrownOut().tellsError('A', 'order'),
      refusedOrder().tellsError('B', 'order'),
    ],
    fires: [
      [resting().order('O1', { status: 'canceled', reason: 'User requested' }), 'A was told open, and O1 is canceled'],
      [resting().order('O1', { executed: '0.4' }), 'A was told filled 0, and on Kraken it is 0.4'],
      [foundByItself(), 'F was told filled 0, and on Kraken it is 0.4', 'F was told size 1.6, and on Kraken it is 2'],
      [bought().order('O1', { status: 'canceled' }), 'A was told closed, and O1 is canceled'],
      [canceled().order('O1', { executed: '0.4' }), 'A was told filled 0, and on Kraken it is 0.4'],
      [resting().order('O1', { volume: '3' }), 'A was told size 2, and on Kraken it is 3'],
      [resting().order('O1', { price: '149.6' }), 'A was told price 149.5, and on Kraken it is 149.6'],
      [refusedOrder().order('O2', { volume: '1', userref: 8 }), 'B was told nothing, and O2 is open'],
      [
        refusedOrder().order('O2', { volume: '1', userref: 8 }).tellsError('B', 'order'),
        'B was told refused, and O2 is open',
      ],
      [
        refusedOrder().tellsStatus('B', 8, { status: 'open', size: '1', filled: '0', remaining: '1' }),
        'B was told open, and Kraken has no such order',
      ],
      [
        canceled()
          .tellsError('A', 'order')
          .tellsStatus('A', 7, { ...standing('0', '2'), status: 'error' }),
        'A was told error, and O1 is canceled',
      ],
    ],
  },
  {
    claim: "every live order of the trader's account is known to the trader",
    holds: [resting(), restarted(), restarted().order('O9', { volume: '1', account: 'stranger' })],
    fires: [
      [
        resting().order('O9', { volume: '1', pair: XMRUSD }),
        'O9 is open in XXMRZUSD, and the trader was never told of it',
      ],
      [resting().ended('crashed').started(), 'O1 is open in XXMRZEUR, and the trader was never told of it'],
    ],
  },
  {
    claim: 'a dialog has at most one live order',
    holds: [resting(), edited(), secondDialog()],
    fires: [
      [secondOrder(), 'A has O1 and O2 open on Kraken'],
      [edited().order('O1', { status: 'open' }), 'A has O1 and O2 open on Kraken'],
    ],
  },
]
