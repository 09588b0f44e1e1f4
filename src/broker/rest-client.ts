/** Asks Kraken's REST one question at a time, as often as Kraken lets it, and asks again where that can help. */
import type { HttpId } from '../ids.ts'
import { httpId } from '../ids.ts'
import type { KrakenError } from '../kraken/errors.ts'
import { isCallLimit, isInvalidNonce, isLockout, isPermissionDenied, throttledUntil } from '../kraken/errors.ts'
import { CALL_RATES, LOCKOUT, costOfCall } from '../kraken/limits.ts'
import type { RestCall } from '../kraken/rest.ts'
import { readReply, restRequest } from '../kraken/rest.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { after, instant, seconds, since } from '../time.ts'
import { createCounter } from './counter.ts'
import type { Outbox } from './outbox.ts'
import type { BrokerConfig } from './port.ts'
import { NONCES_REFUSED_MAX, type Refusals } from './refusals.ts'

/**
 * One question is under way at any time: nonces reach Kraken in the order they were made. Every question is a read,
 * so a lost answer is simply asked for again, for as long as it takes: what is bounded is the pace, by Kraken's own
 * counter and by waits that grow.
 */
export type RestClient = {
  /** `then` is given the value, or an error that asking again cannot mend. */
  readonly ask: <Value>(call: RestCall<Value>, then: (reply: Result<Value, KrakenError>) => void) => void
  readonly answered: (id: HttpId, answer: { readonly status: number; readonly body: string }) => void
  readonly failed: (id: HttpId, reason: string) => void
  readonly retry: () => void
  readonly pending: () => string | undefined
}

/** Seconds before the next attempt; the last one repeats. */
const RETRY_SECONDS = [1, 2, 4, 8, 15, 30]

type Question = {
  readonly call: Pick<RestCall<unknown>, 'endpoint' | 'access'>
  readonly send: (nonce: string) => ReturnType<typeof restRequest>
  /** What the answer means: again, or done. */
  readonly take: (answer: { readonly status: number; readonly body: string }) => Result<void, KrakenError>
  /** No answer will come. */
  readonly giveUp: (error: KrakenError) => void
}

export function createRestClient(
  config: BrokerConfig,
  {
    out,
    refusals,
    denied,
  }: {
    readonly out: Outbox
    readonly refusals: Refusals
    /** The key may not be asked this: what Kraken knows is not to be had. */
    readonly denied: (why: string) => void
  },
): RestClient {
  const queue: Question[] = []
  const counter = createCounter(CALL_RATES[config.tier])
  let underWay: HttpId | undefined
  let lastId = 0
  let lastNonce = 0
  let attempt = 0
  /** Nothing is asked before. */
  let heldUntil: Instant | undefined
  let wasNonceTaken = false

  function sendFirst(): void {
    const [question] = queue
    if (question === undefined || underWay !== undefined) return
    const now = out.now()
    if (heldUntil !== undefined && heldUntil > now) {
      sendAt(heldUntil)
      return
    }
    const { endpoint, access } = question.call
    const hold = access === 'private' ? refusals.hold() : undefined
    if (hold !== undefined) {
      out.note(
        'call waits for the key',
        `${endpoint}, ${since({ from: now, to: hold.until }) / seconds(1)} s: ${hold.why}`,
      )
      sendAt(hold.until)
      return
    }
    const cost = access === 'private' ? costOfCall(endpoint) : 0
    const wait = counter.waitFor(now, cost)
    if (cost > 0 && wait > 0) {
      out.note('call waits for the counter', `${endpoint}, ${wait / seconds(1)} s`)
      sendAt(after(now, wait))
      return
    }
    counter.charge(now, cost)
    underWay = httpId((lastId += 1))
    lastNonce = Math.max(lastNonce + 1, now)
    const nonce = instant(lastNonce)
    const used = access === 'private' ? { nonce } : {}
    out.emit({ kind: 'http-request', id: underWay, ...question.send(String(nonce)), ...used })
  }

  const sendAt = (at: Instant): void => out.emit({ kind: 'timer-set', timer: 'retry', at })

  function again(question: Question, error: KrakenError): void {
    const { endpoint } = question.call
    if (isInvalidNonce(error.text)) {
      refusals.add('nonce')
      if (refusals.isFoughtOver()) out.note('key used elsewhere', foughtOver(error.text))
      if (refusals.isFoughtOver() && !wasNonceTaken) {
        done()
        question.giveUp({ text: foughtOver(error.text), isDefinite: true, mayRetry: false })
        sendFirst()
        return
      }
    }
    if (isCallLimit(error.text)) counter.fill(out.now())
    if (isLockout(error.text)) {
      refusals.add('lockout')
      out.note('locked out', `no private call for ${LOCKOUT / seconds(1)} s`)
    }
    heldUntil = nextTry(error.text)
    attempt += 1
    const wait = since({ from: out.now(), to: heldUntil }) / seconds(1)
    out.note('question asked again', `${endpoint} failed (${error.text}); attempt ${attempt + 1} in ${wait} s`)
    sendFirst()
  }

  function nextTry(error: string): Instant {
    const soon = after(out.now(), seconds(RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] ?? 0))
    return instant(Math.max(soon, throttledUntil(error) ?? 0, refusals.hold()?.until ?? 0))
  }

  function done(): void {
    queue.shift()
    attempt = 0
  }

  return {
    ask(call, then) {
      queue.push({
        call,
        send: (nonce) => restRequest(call, { apiKey: config.apiKey, secret: config.secret, nonce }),
        take(answer) {
          const reply = readReply(call, answer)
          if (!reply.ok && reply.error.mayRetry) return fail(reply.error)
          if (!reply.ok && !reply.error.isDefinite) out.note('frame not understood', reply.error.text)
          if (call.access === 'private') wasNonceTaken ||= reply.ok
          done()
          if (!reply.ok && isPermissionDenied(reply.error.text)) {
            denied(`${call.endpoint}: ${reply.error.text}; it needs '${call.permission ?? ''}'`)
          } else then(reply)
          return ok(undefined)
        },
        giveUp: (error) => then(fail(error)),
      })
      if (queue.length === 1) sendFirst()
    },
    answered(id, answer) {
      const [question] = queue
      if (question === undefined || id !== underWay) return
      // Until it is taken it counts as under way: what is asked because of it waits for its turn.
      const taken = question.take(answer)
      underWay = undefined
      if (taken.ok) sendFirst()
      else again(question, taken.error)
    },
    failed(id, reason) {
      const [question] = queue
      if (question === undefined || id !== underWay) return
      underWay = undefined
      again(question, { text: reason, isDefinite: false, mayRetry: true })
    },
    retry: sendFirst,
    pending: () => (queue[0] === undefined ? undefined : `an answer from ${queue[0].call.endpoint}`),
  }
}

const foughtOver = (refusal: string): string =>
  `${refusal}, ${NONCES_REFUSED_MAX} times in a minute: another program uses this API key, or has used higher nonces; give the broker a key of its own`
