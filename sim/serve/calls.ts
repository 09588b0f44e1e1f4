/** The HTTP requests under way: what a client may send, and whose answer is whose. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpId } from '../../src/ids.ts'
import { httpId } from '../../src/ids.ts'
import type { ExchangeInput } from '../exchange/port.ts'

type HttpRequested = Extract<ExchangeInput, { kind: 'http-requested' }>

/** A batch of fifteen orders takes 10 kB; nobody has reason to send more than this. */
const LONGEST_BODY_BYTES = 100_000

export class Calls {
  readonly #ask: (request: HttpRequested) => void
  /** Asked and not answered. */
  readonly #open = new Map<HttpId, ServerResponse>()
  #asked = 0

  constructor(ask: (request: HttpRequested) => void) {
    this.#ask = ask
  }

  /** Reads the whole request and asks the exchange, unless it is none of its affair. */
  take(request: IncomingMessage, response: ServerResponse): void {
    const { method, url: path = '/' } = request
    if (!path.startsWith('/0/')) return refuse(response, 404, 'Not Found')
    if (method !== 'GET' && method !== 'POST') return refuse(response, 405, 'Method Not Allowed')
    const parts: Buffer[] = []
    let length = 0
    request.on('data', (part: Buffer) => {
      length += part.length
      if (length <= LONGEST_BODY_BYTES) parts.push(part)
      else if (!response.headersSent) refuse(response, 413, 'Content Too Large')
    })
    request.on('end', () => {
      if (length > LONGEST_BODY_BYTES) return
      const id = httpId((this.#asked += 1))
      this.#open.set(id, response)
      const body = Buffer.concat(parts).toString()
      this.#ask({ kind: 'http-requested', id, method, path, headers: headersOf(request), body })
    })
  }

  /** The answer to one that was asked; nobody hears it when the client has left. */
  respond(id: HttpId, answer: { readonly status: number; readonly contentType: string; readonly body: string }): void {
    const response = this.#open.get(id)
    this.#open.delete(id)
    response
      ?.writeHead(answer.status, { 'Content-Type': answer.contentType })
      .end(answer.body, answer.contentType === 'application/zip' ? 'latin1' : 'utf8')
  }
}

/** What a proxy in front of Kraken would say. */
function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close' }).end(`${reason}\n`)
}

/** A header that was sent twice has its values joined, as HTTP means it. */
const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]))
