/** The HTTP requests under way: what a client may send, and whose answer is whose. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpId } from '../../src/ids.ts'
import { httpId } from '../../src/ids.ts'
import type { Asked, Reply } from '../edge/kraken-side.ts'

/** A batch of fifteen orders takes 10 kB; nobody has reason to send more than this. */
const LONGEST_BODY_BYTES = 100_000
/** All bodies that are still coming in, together: what a thousand slow writers may take of the memory. */
const MOST_BYTES_COMING = 16_000_000
/** Requests that wait for an answer, which only a fault lets wait. */
const MOST_WAITING = 1_000

export type CallEvents = {
  /** Of Kraken's own paths. */
  readonly asked: (call: Asked) => void
  /** Of the operator's; answered by `respond` as well. */
  readonly controlled: (call: Asked) => void
  /** Before an answer leaves. */
  readonly answered: () => void
}

export class Calls {
  readonly #events: CallEvents
  /** Asked and not answered. */
  readonly #open = new Map<HttpId, ServerResponse>()
  #asked = 0
  #bytesComing = 0

  constructor(events: CallEvents) {
    this.#events = events
  }

  /** Reads the whole request and tells of it, unless it is nobody's affair. */
  take(request: IncomingMessage, response: ServerResponse): void {
    const { method, url: path = '/' } = request
    const isControl = /^\/wavetank(?:[/?]|$)/.test(path)
    if (!isControl && !path.startsWith('/0/')) return refuse(response, 404, 'Not Found')
    if (method !== 'GET' && method !== 'POST') return refuse(response, 405, 'Method Not Allowed')
    if (this.#bytesComing > MOST_BYTES_COMING || this.#open.size >= MOST_WAITING) {
      return refuse(response, 503, 'Service Unavailable')
    }
    let parts: Buffer[] = []
    let length = 0
    const forget = (): void => {
      this.#bytesComing -= length
      parts = []
      length = 0
    }
    request.on('data', (part: Buffer) => {
      if (response.headersSent) return
      parts.push(part)
      length += part.length
      this.#bytesComing += part.length
      if (length <= LONGEST_BODY_BYTES) return
      forget()
      refuse(response, 413, 'Content Too Large')
    })
    request.on('close', forget)
    request.on('end', () => {
      if (response.headersSent) return
      const body = Buffer.concat(parts).toString()
      const id = httpId((this.#asked += 1))
      this.#open.set(id, response)
      response.on('close', () => this.#open.delete(id))
      const { remoteAddress: address } = request.socket
      const from = address === undefined ? {} : { address }
      const call: Asked = { id, method, path, headers: headersOf(request), body, ...from }
      if (isControl) this.#events.controlled(call)
      else this.#events.asked(call)
    })
  }

  /** The answer to one that was asked; nobody hears it when the client has left. */
  respond(id: HttpId, { status, contentType, body }: Reply): void {
    this.#events.answered()
    const response = this.#open.get(id)
    this.#open.delete(id)
    // Of a zip, each character is a byte.
    const encoding = contentType === 'application/zip' ? 'latin1' : 'utf8'
    response?.writeHead(status, { 'Content-Type': contentType }).end(body, encoding)
  }
}

/** What a proxy in front of Kraken would say. */
function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close' }).end(`${reason}\n`)
}

/** A header that was sent twice has its values joined, as HTTP means it. */
const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]))
