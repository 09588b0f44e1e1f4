/** HTTP calls to Kraken's REST, over connections that are kept. */
import * as http from 'node:http'
import * as https from 'node:https'
import type { BrokerEffect, BrokerInput } from '../broker/port.ts'
import { systemWord } from './system-word.ts'

type HttpRequest = Extract<BrokerEffect, { kind: 'http-request' }>
export type HttpInput = Extract<BrokerInput, { kind: 'http-answered' | 'http-failed' }>
type Failure = Extract<HttpInput, { kind: 'http-failed' }>['reason']

/** The same patience as in the simulated world. */
const TIMEOUT_MILLISECONDS = 10_000
/** `AssetPairs`, the longest answer there is, has 2 MB. */
const LONGEST_ANSWER_BYTES = 32_000_000

/** Words of the system for a connection that never came to be, so that nothing of the request was heard. */
const NEVER_CONNECTED: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

export class Rest {
  readonly #base: URL
  readonly #tell: (input: HttpInput) => void
  readonly #log: (text: string) => void
  readonly #agent: http.Agent
  readonly #request: typeof http.request

  constructor(base: URL, ends: { readonly tell: (input: HttpInput) => void; readonly log: (text: string) => void }) {
    const isSecure = base.protocol === 'https:'
    this.#base = base
    this.#tell = ends.tell
    this.#log = ends.log
    this.#agent = new (isSecure ? https : http).Agent({ keepAlive: true })
    this.#request = (isSecure ? https : http).request
  }

  /** Tells of every request exactly once, later, how it ended. */
  ask({ id, method, path, headers, body }: HttpRequest): void {
    let isOver = false
    const end = (input: HttpInput): void => {
      if (isOver) return
      isOver = true
      clearTimeout(patience)
      this.#tell(input)
    }
    const give = (reason: Failure, word: string): void => {
      if (!isOver) this.#log(`${method} ${withoutQuery(path)}: ${word}`)
      end({ kind: 'http-failed', id, reason })
      request.destroy()
    }
    const patience = setTimeout(
      () => give('timeout', `no answer within ${TIMEOUT_MILLISECONDS / 1000} s`),
      TIMEOUT_MILLISECONDS,
    )
    const url = new URL(this.#base.pathname.replace(/\/$/, '') + path, this.#base)
    const length = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const request = this.#request(url, { method, agent: this.#agent, headers: { ...headers, ...length } })
    request.on('error', (error) => {
      const word = systemWord(error)
      give(NEVER_CONNECTED.includes(word) ? 'refused' : 'reset', word)
    })
    request.on('response', (response) => {
      const parts: Buffer[] = []
      let bytes = 0
      response.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes > LONGEST_ANSWER_BYTES) give('reset', `an answer of more than ${LONGEST_ANSWER_BYTES} bytes`)
        else parts.push(part)
      })
      response.on('error', (error) => give('reset', systemWord(error)))
      response.on('close', () => give('reset', 'the answer was cut off'))
      response.on('end', () => {
        end({ kind: 'http-answered', id, status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() })
      })
    })
    request.end(body)
  }

  end(): void {
    this.#agent.destroy()
  }
}

const withoutQuery = (path: string): string => path.replace(/\?.*$/s, '')
