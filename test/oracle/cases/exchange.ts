/** Right and doctored runs for the invariants of what holds on the exchange itself. */
import { bought, resting } from '../runs.ts'
import type { Case } from './case.ts'

export const exchangeCases: readonly Case[] = [
  {
    claim: 'money is conserved in every asset',
    holds: [resting()],
    fires: [[resting().account('fees', 'fees', { XXMR: 5_000_000_000n }), 'all accounts together hold 0.5 XXMR']],
  },
  {
    claim: "a hold never exceeds a balance, and no client's balance is below zero",
    holds: [resting(), resting().account('fees', 'fees', { ZEUR: -5n })],
    fires: [
      [resting().account('trader', 'client', { XXMR: -1n }), 'trader has -0.0000000001 XXMR'],
      [
        resting().account('trader', 'client', { ZEUR: 10_000n }, { ZEUR: 10_001n }),
        'trader has 1 ZEUR, and its orders hold 1.0001 ZEUR',
      ],
    ],
  },
  {
    claim: 'the book is never crossed',
    holds: [resting()],
    fires: [
      [resting().book('149.60', '149.6'), 'XXMRZEUR has a bid at 149.6 and an ask at 149.6'],
      [resting().book('150', '149.6'), 'XXMRZEUR has a bid at 150 and an ask at 149.6'],
    ],
  },
  {
    claim: 'what an order executed is the sum of its trades',
    holds: [bought()],
    fires: [[bought().order('O1', { executed: '1.5' }), 'O1 executed 1.5 in trades of 2 together']],
  },
]
