/** From when to when an order is in force, and by when it must have reached the engine. Source: protocol 7.1. */
import { type Result, fail, ok } from '../../src/result.ts'
import { type Instant, after, instantFromUnixText, seconds, since, unixTextFromIso } from '../../src/time.ts'
import * as errors from './errors.ts'
import { type OrderTerms, TIMES_IN_FORCE } from './orders.ts'

export type AskedTimes = {
  /** `GTC`; what the expiry makes of it when absent. */
  readonly timeInForce?: string | undefined
  /** Both: `0` for none, `+n` for n seconds from now, or unix seconds. */
  readonly startsAt?: string | undefined
  readonly expiresAt?: string | undefined
  /** RFC 3339, of UTC. */
  readonly deadline?: string | undefined
  /** How far ahead a deadline has to be depends on the way the order comes. */
  readonly via: 'rest' | 'socket'
}
export type Times = Pick<OrderTerms, 'timeInForce' | 'startsAt' | 'expiresAt'>

const SOONEST_EXPIRY = seconds(5)
const LATEST = seconds(31 * 86_400)
const LATEST_DEADLINE = seconds(60)
const SOONEST_DEADLINE = { rest: seconds(2), socket: seconds(0.5) }

type Kind = Pick<OrderTerms, 'orderType' | 'postOnly'>

/** What waits nowhere can neither be post-only nor wait for an end; only a limit can be filled whole or not at all. */
export function readTimes(at: Instant, asked: AskedTimes, { orderType, postOnly }: Kind): Result<Times, string> {
  const startsAt = readTime(at, asked.startsAt, 'starttm')
  if (!startsAt.ok) return startsAt
  const expiresAt = readTime(at, asked.expiresAt, 'expiretm')
  if (!expiresAt.ok) return expiresAt
  const begin = startsAt.value ?? at
  if (expiresAt.value !== undefined && expiresAt.value < after(begin, SOONEST_EXPIRY)) {
    return fail(errors.invalidArguments('expiretm'))
  }
  const wanted = asked.timeInForce ?? (expiresAt.value === undefined ? 'GTC' : 'GTD')
  const timeInForce = TIMES_IN_FORCE.find((known) => known === wanted)
  const isAtOnce = timeInForce === 'IOC' || timeInForce === 'FOK'
  const isWrong =
    timeInForce === undefined ||
    (orderType === 'market' && timeInForce === 'GTD') ||
    (orderType !== 'limit' && timeInForce === 'FOK') ||
    (isAtOnce && postOnly)
  if (isWrong) return fail(errors.invalidArguments('timeinforce'))
  if ((timeInForce === 'GTD') !== (expiresAt.value !== undefined)) return fail(errors.invalidArguments('expiretm'))
  return ok({
    timeInForce,
    ...(startsAt.value === undefined ? {} : { startsAt: startsAt.value }),
    ...(expiresAt.value === undefined ? {} : { expiresAt: expiresAt.value }),
  })
}

/** What a deadline is refused for, if it is: its own shape, or that it is over. */
export function deadlineRefusal(
  at: Instant,
  { deadline, via }: Pick<AskedTimes, 'deadline' | 'via'>,
): string | undefined {
  if (deadline === undefined) return undefined
  const by = instantFromUnixText(unixTextFromIso(deadline) ?? '')
  const ahead = by === undefined ? undefined : since({ from: at, to: by })
  if (ahead !== undefined && ahead <= 0) return errors.DEADLINE_ELAPSED
  const isGood = ahead !== undefined && ahead >= SOONEST_DEADLINE[via] && ahead <= LATEST_DEADLINE
  return isGood ? undefined : errors.invalidArguments('deadline')
}

/** A moment to come; undefined for none, and for one that has been. */
function readTime(at: Instant, text: string | undefined, field: string): Result<Instant | undefined, string> {
  if (text === undefined || text === '0') return ok(undefined)
  const offset = /^\+(\d{1,7})$/.exec(text)?.[1]
  const time = offset === undefined ? instantFromUnixText(text) : after(at, seconds(Number(offset)))
  if (time === undefined || time > after(at, LATEST)) return fail(errors.invalidArguments(field))
  if (time > at) return ok(time)
  return field === 'starttm' ? ok(undefined) : fail(errors.invalidArguments(field))
}

/** `2024-01-01T00:00:00Z` as the other way to write a time has it; what does not read stays what it was. */
export const unixSeconds = (iso: string | undefined): string | undefined =>
  iso === undefined ? undefined : (unixTextFromIso(iso) ?? iso)
