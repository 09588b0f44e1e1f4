/** Asks Kraken's REST one question at a time, and asks again where that can help. */
import type { HttpId } from '../ids.ts'
import { httpId } from '../ids.ts'
import type { KrakenError } from '../kraken/errors.ts'
import type { RestCall } from '../kraken/rest.ts'
import { readReply, restRequest } from '../kraken/rest.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { after, seconds } from '../time.ts'
import type { Outbox } from './outbox.ts'
import type { BrokerConfig } from './port.ts'

/**
 * One question is under way at any time: nonces reach Kraken in the order they were made. Every question is a read,
 * so a lost answer is simply asked for again.
 */
export type RestClient = {
  /** `then` is given the value, or an error that asking again cannot mend. */
  readonly ask: <Value>(call: RestCall<Value>, then: (reply: Result<Value, KrakenError>) => void) => void
  readonly answered: (id: HttpId, answer: { readonly status: number; readonly body: string }) => void
  readonly failed: (id: HttpId, reason: string) => void
  readonly retry: () => void
  readonly pending: () => string | undefined
}

/** Seconds before the next attempt; the last one repeats. Kraken's REST counter falls by about one in two seconds. */
const RETRY_SECONDS = [1, 2, 4, 8, 15, 30]

type Question = {
  readonly endpoint: string
  readonly send: (nonce: string) => ReturnType<typeof restRequest>
  /** What the answer means: again, or done. */
  readonly take: (answer: { readonly status: number; readonly body: string }) => Result<void, KrakenError>
}

export function createRestClient(config: BrokerConfig, out: Outbox): RestClient {
  const queue: Question[] = []
  let underWay: HttpId | undefined
  let lastId = 0
  let lastNonce = 0
  let attempt = 0

  function sendFirst(): void {
    const [question] = queue
    if (question === undefined || underWay !== undefined) return
    underWay = httpId((lastId += 1))
    lastNonce = Math.max(lastNonce + 1, out.now())
    out.emit({ kind: 'http-request', id: underWay, ...question.send(String(lastNonce)) })
  }

  function again(endpoint: string, why: string): void {
    const wait = RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] ?? 0
    attempt += 1
    out.note('question asked again', `${endpoint} failed (${why}); attempt ${attempt + 1} in ${wait} s`)
    out.emit({ kind: 'timer-set', timer: 'retry', at: after(out.now(), seconds(wait)) })
  }

  return {
    ask(call, then) {
      queue.push({
        endpoint: call.endpoint,
        send: (nonce) => restRequest(call, { apiKey: config.apiKey, secret: config.secret, nonce }),
        take(answer) {
          const reply = readReply(call, answer)
          if (!reply.ok && reply.error.mayRetry) return fail(reply.error)
          if (!reply.ok && !reply.error.isDefinite) out.note('frame not understood', reply.error.text)
          queue.shift()
          attempt = 0
          then(reply)
          return ok(undefined)
        },
      })
      if (queue.length === 1) sendFirst()
    },
    answered(id, answer) {
      const [question] = queue
      if (question === undefined || id !== underWay) return
      underWay = undefined
      const taken = question.take(answer)
      if (taken.ok) sendFirst()
      else again(question.endpoint, taken.error.text)
    },
    failed(id, reason) {
      const [question] = queue
      if (question === undefined || id !== underWay) return
      underWay = undefined
      again(question.endpoint, reason)
    },
    retry: sendFirst,
    pending: () => (queue[0] === undefined ? undefined : `an answer from ${queue[0].endpoint}`),
  }
}
