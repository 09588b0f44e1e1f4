/** Every invariant, in the order in which a person would want to read them. */
import type { Invariant } from './invariant.ts'
import { answerInvariants } from './invariants/answers.ts'
import { connectionInvariants } from './invariants/connections.ts'
import { endingInvariants } from './invariants/endings.ts'
import { exchangeInvariants } from './invariants/exchange.ts'
import { fillInvariants } from './invariants/fills.ts'
import { ledgerInvariants } from './invariants/ledger.ts'
import { limitInvariants } from './invariants/limits.ts'
import { orderInvariants } from './invariants/orders.ts'
import { positionInvariants } from './invariants/positions.ts'
import { refusalInvariants } from './invariants/refusals.ts'
import { requestInvariants } from './invariants/requests-sent.ts'
import { sizeInvariants } from './invariants/sizes.ts'

/**
 * From the exchange itself, over what leaves for it and what is told of it, to what is on the disk. All of them hold
 * in every branch of every story.
 */
export const INVARIANTS: readonly Invariant[] = [
  ...exchangeInvariants,
  ...connectionInvariants,
  ...requestInvariants,
  ...limitInvariants,
  ...refusalInvariants,
  ...sizeInvariants,
  ...fillInvariants,
  ...endingInvariants,
  ...answerInvariants,
  ...orderInvariants,
  ...ledgerInvariants,
  ...positionInvariants,
]
