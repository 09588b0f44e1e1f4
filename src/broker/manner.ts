/** How and how long an order is to work: what the EMS may ask for, and what it may not. */
import type { BrokerdOrder } from '../ems.ts'
import type { Manner } from '../kraken/dialect.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { after, seconds } from '../time.ts'

/** What an order is that says nothing else, and one that we found and know no more of. */
export const PLAIN_MANNER: Manner = { timeInForce: 'gtc', expiresAt: undefined, reduceOnly: false }

/** Kraken takes from half a second to a minute; we know its clock to a few seconds. Source: protocol 7.3. */
const DEADLINE_SECONDS = { least: 5, most: 60 }

export function readManner(order: BrokerdOrder, krakenNow: Instant): Result<Manner, string> {
  const { timeInForce = 'gtc', expiresInSeconds, reduceOnly = false, orderType, postOnly } = order
  if (orderType === 'market' && order.timeInForce !== undefined) return fail('a market order has no time in force')
  const isImmediate = timeInForce === 'ioc' || timeInForce === 'fok'
  if (isImmediate && postOnly === true) return fail(`a post-only order rests, and ${timeInForce} forbids that`)
  if (timeInForce === 'gtd' && expiresInSeconds === undefined) return fail('gtd needs expiresInSeconds')
  if (timeInForce !== 'gtd' && expiresInSeconds !== undefined) return fail('expiresInSeconds goes with gtd alone')
  if (expiresInSeconds === undefined) return ok({ timeInForce, expiresAt: undefined, reduceOnly })
  if (!Number.isSafeInteger(expiresInSeconds) || expiresInSeconds < 1)
    return fail(`expiresInSeconds is a whole number from 1 on, not ${expiresInSeconds}`)
  return ok({ timeInForce, expiresAt: after(krakenNow, seconds(expiresInSeconds)), reduceOnly })
}

/** Undefined where the order names none. */
export function readDeadline(
  { deadlineSeconds }: BrokerdOrder,
  krakenNow: Instant,
): Result<Instant | undefined, string> {
  if (deadlineSeconds === undefined) return ok(undefined)
  const { least, most } = DEADLINE_SECONDS
  if (deadlineSeconds >= least && deadlineSeconds <= most) return ok(after(krakenNow, seconds(deadlineSeconds)))
  return fail(`deadlineSeconds is from ${least} to ${most}, not ${deadlineSeconds}`)
}
