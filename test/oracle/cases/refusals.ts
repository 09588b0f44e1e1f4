/** Right and doctored runs for the invariants of what Kraken refuses. */
import { cancelFrame, canceled, edited, refusedEdit, resting, thrownOut } from '../runs.ts'
import type { Case } from './case.ts'

/** Of an order that is not to take. */
const crossed = (id: string) => [
  [{ [id]: { status: 'canceled', cancel_reason: 'Post only order' } }],
  'openOrders',
  { sequence: 1 },
]

const nothingFilled = { size: '2', filled: '0', remaining: '2' } as const

export const refusalsCases: readonly Case[] = [
  {
    claim: 'no broker gives up over an error that passes',
    holds: [
      resting().ended('exited'),
      resting().ended('exited', 'no session, the key is refused: EAPI:Invalid key'),
      resting().ended('crashed'),
    ],
    fires: [
      [resting().ended('exited', 'Assets: EService:Unavailable'), 'the broker ended: Assets: EService:Unavailable'],
      [resting().ended('exited', 'AssetPairs: HTTP 520'), 'the broker ended: AssetPairs: HTTP 520'],
    ],
  },
  {
    claim: 'an order that would have crossed and may not is told refused',
    holds: [
      canceled(),
      // Kraken left the reason away.
      thrownOut()
        .hearsEnd('O1', 'canceled')
        .tellsStatus('A', 7, { status: 'canceled', ...nothingFilled }),
    ],
    fires: [
      [
        thrownOut()
          .hears(crossed('O1'))
          .tellsStatus('A', 7, { status: 'canceled', ...nothingFilled }),
        'A was told canceled, and Kraken never took O1: Post only order',
      ],
    ],
  },
  {
    claim: 'an order whose edit Kraken refused is not canceled for that',
    holds: [
      canceled(),
      refusedEdit().cancels('A').sends(cancelFrame('O1')),
      refusedEdit().asks('A', { size: '4' }).sends(cancelFrame('O1')),
    ],
    fires: [
      [
        refusedEdit().sends(cancelFrame('O1')),
        'a cancel names O1, of which only an edit was refused: EOrder:Unknown order',
      ],
    ],
  },
  {
    claim: 'no order leaves that is smaller than its market takes',
    holds: [
      resting().asks('B', { size: '0.01' }).acknowledges('B', 8).sendsOrder(8, { volume: '0.01' }),
      // What is left of an order that was canceled to be sent anew.
      edited().sendsOrder(7, { volume: '0.009' }).sendsOrder(8),
    ],
    fires: [
      [
        resting().asks('B', { size: '0.009' }).acknowledges('B', 8).sendsOrder(8, { volume: '0.009' }),
        'an order for 0.009 left, which is less than XMR/EUR takes',
      ],
    ],
  },
]
