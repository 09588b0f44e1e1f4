/** How much may leave for Kraken: storms and livelocks spend more. */
import { type Instant, seconds, since } from '../../src/time.ts'
import { factByFact } from '../oracle/fact-by-fact.ts'
import type { Invariant } from '../oracle/invariant.ts'

const WINDOW = seconds(60)
/** Starting anew and patrolling; the busiest minute of some hundred seeds of the worst weather had 73 in all. */
const BY_ITSELF = 100
/** An edit that cancels first, is doubted, looked up and said again. */
const FOR_EACH_REQUEST = 6

export const budget: Invariant = factByFact('what leaves for Kraken in a minute stays within its budget', () => {
  const within = (times: readonly Instant[], now: Instant): readonly Instant[] =>
    times.filter((at) => since({ from: at, to: now }) < WINDOW)
  let left: readonly Instant[] = []
  let asked: readonly Instant[] = []
  return ({ event }) => {
    if (event.kind === 'ems-requested') asked = [...within(asked, event.at), event.at]
    if (event.kind !== 'http-request' && event.kind !== 'socket-send' && event.kind !== 'socket-open') return undefined
    left = [...within(left, event.at), event.at]
    const requests = within(asked, event.at).length
    const most = BY_ITSELF + FOR_EACH_REQUEST * requests
    return left.length <= most ? [] : [`${left.length} calls and frames left within a minute, for ${requests} requests`]
  }
})
