/** Stands between a client and Kraken, hands everything on byte for byte, and tells what it hears: REST and WebSocket, both ways. */
import * as http from 'node:http'
import * as https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import type { BorderEvent } from '../broker/border.ts'
import { httpId, socketId } from '../ids.ts'
import { type Result, fail, ok } from '../result.ts'
import { bodyParts, frameParts } from './bytes.ts'
import { type Diary, MARK_HEADER } from './diary.ts'
import { systemWord } from './system-word.ts'

export type ProxyOptions = {
  /** What stands before `/0/public/Assets`. Kraken's own WebSocket hosts belong to Kraken's own REST; another's are its own. */
  readonly upstream: URL
  readonly host: string
  readonly port: number
  readonly record: (event: BorderEvent) => void
  /** Of a served Kraken, which is told whose words are whose. */
  readonly diary?: Diary
  /** What went wrong on a wire, for a person. */
  readonly log: (text: string) => void
}

export type Proxy = { readonly rest: string; readonly ws: string; readonly end: () => Promise<void> }

/** A batch of orders has 10 kB; nobody has reason to send more than this. */
const LONGEST_REQUEST_BYTES = 1_000_000
/** `AssetPairs`, the longest answer there is, has 2 MB. */
const LONGEST_ANSWER_BYTES = 32_000_000
const HANDSHAKE_MILLISECONDS = 10_000
const ANSWER_MILLISECONDS = 30_000
/** Of a connection and no message. Source: RFC 9110 section 7.6.1. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'host', 'content-length'],
])
/** `/`, `/v2`, `/ws`, `/ws/v2`, `/ws-auth/v2`, `/ws-l3/v2`: a path without a host is where an account is traded. */
const WS_PATH = /^(?:\/(ws|ws-auth|ws-l3))?(\/v2)?\/?$/
/** The end of a connection that broke without a word. Source: RFC 6455 section 7.1.5. */
const BROKEN = 1006

/** Fails with a sentence when it cannot listen. */
export async function startProxy(options: ProxyOptions): Promise<Result<Proxy, string>> {
  const { upstream, host, port } = options
  const agent = new (upstream.protocol === 'https:' ? https : http).Agent({ keepAlive: true })
  const lines = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LONGEST_ANSWER_BYTES })
  const [call, line] = [numbered(), numbered()]
  const server = http.createServer((request, response) => handOn(request, response, { ...options, agent, id: call() }))
  server.on('upgrade', (request, stream: Duplex, head: Buffer) => {
    join({ request, stream, head }, { ...options, lines, id: line() })
  })
  const listening = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error) => resolve(systemWord(error)))
    server.listen(port, host, () => resolve(undefined))
  })
  if (listening !== undefined) return fail(`cannot listen at ${host}:${port}: ${listening}; choose another with --port`)
  const { port: taken } = server.address() as AddressInfo
  const place = `${host.includes(':') ? `[${host}]` : host}:${taken}`
  return ok({
    rest: `http://${place}`,
    ws: `ws://${place}`,
    end: () =>
      new Promise((resolve) => {
        for (const wire of lines.clients) wire.terminate()
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

function numbered(): () => number {
  let last = 0
  return () => (last += 1)
}

// ---- REST

type Call = ProxyOptions & { readonly agent: http.Agent; readonly id: number }

function handOn(request: http.IncomingMessage, response: http.ServerResponse, call: Call): void {
  const { upstream, agent, record, log } = call
  const { method, url: path = '/' } = request
  if (method !== 'GET' && method !== 'POST') {
    response.writeHead(405, { 'Content-Type': 'text/plain' }).end('Method Not Allowed\n')
    return
  }
  const id = httpId(call.id)
  collect(request, LONGEST_REQUEST_BYTES, (body) => {
    if (body === undefined) return void response.destroy()
    const headers = passedOn(request.headers)
    record({ kind: 'http-request', id, method, path, headers, ...bodyParts(body) })
    const url = new URL(upstream.pathname.replace(/\/$/, '') + path, upstream)
    const length = body.length === 0 ? {} : { 'content-length': String(body.length) }
    const ask = upstream.protocol === 'https:' ? https.request : http.request
    const onward = ask(url, {
      method,
      agent,
      // What is packed on the wire cannot be read in a recording.
      headers: { ...headers, ...length, ...markOf(call), 'accept-encoding': 'identity' },
      timeout: ANSWER_MILLISECONDS,
    })
    let isOver = false
    const failed = (reason: 'refused' | 'reset' | 'timeout', word: string): void => {
      if (isOver) return
      isOver = true
      log(`${method} ${path.replace(/\?.*$/s, '')}: ${word}`)
      record({ kind: 'http-failed', id, reason })
      // As the client would see it without us: no answer.
      response.destroy()
    }
    onward.on('timeout', () => {
      failed('timeout', `no answer within ${ANSWER_MILLISECONDS / 1000} s`)
      onward.destroy()
    })
    onward.on('error', (error) => {
      const word = systemWord(error)
      failed(word === 'ECONNREFUSED' ? 'refused' : 'reset', word)
    })
    onward.on('response', (answer) => {
      collect(answer, LONGEST_ANSWER_BYTES, (content) => {
        if (content === undefined) return failed('reset', 'the answer was cut off')
        if (isOver) return
        isOver = true
        const status = answer.statusCode ?? 0
        record({ kind: 'http-answered', id, status, ...bodyParts(content) })
        response
          .writeHead(status, { ...passedOn(answer.headers), 'content-length': String(content.length) })
          .end(content)
      })
    })
    onward.end(body)
  })
}

/** Calls back once: with the whole body, or with nothing when it was cut off or is too long. */
function collect(message: http.IncomingMessage, most: number, done: (body: Buffer | undefined) => void): void {
  const parts: Buffer[] = []
  let bytes = 0
  let isOver = false
  const end = (body: Buffer | undefined): void => {
    if (isOver) return
    isOver = true
    done(body)
  }
  message.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes > most) end(undefined)
    else parts.push(part)
  })
  message.on('end', () => end(Buffer.concat(parts)))
  message.on('error', () => end(undefined))
  message.on('close', () => end(undefined))
}

const passedOn = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, [value].flat().join(', ')] as const],
    ),
  )

const markOf = ({ diary, id }: { readonly diary?: Diary; readonly id: number }): Record<string, string> =>
  diary === undefined ? {} : { [MARK_HEADER]: `${diary.recorder} ${id}` }

// ---- WebSocket

type Line = ProxyOptions & { readonly lines: WebSocketServer; readonly id: number }
type Knock = { readonly request: http.IncomingMessage; readonly stream: Duplex; readonly head: Buffer }

/** The client is let in when Kraken has let us in, so that it sees what it would have seen. */
function join({ request, stream, head }: Knock, line: Line): void {
  const { record, log, lines } = line
  const socket = socketId(line.id)
  const target = addressOf(line.upstream, request.url ?? '/')
  stream.on('error', () => stream.destroy())
  if (target === undefined) {
    stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    return
  }
  record({ kind: 'socket-open', socket, url: target.said })
  const kraken = new WebSocket(target.url, {
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_MILLISECONDS,
    maxPayload: LONGEST_ANSWER_BYTES,
    headers: markOf(line),
  })
  let client: WebSocket | undefined
  let isOver = false
  /** What Kraken said before the client was quite there. */
  const early: (readonly [RawData, boolean])[] = []
  const close = (code: number): void => {
    if (isOver) return
    isOver = true
    record({ kind: 'socket-closed', socket, code })
    for (const wire of [kraken, client]) endWith(wire, code)
    if (client === undefined) stream.destroy()
  }
  const down = (data: RawData, isBinary: boolean): void => {
    record({ kind: 'socket-received', socket, ...frameParts(data, isBinary) })
    client?.send(data, { binary: isBinary })
  }
  kraken.on('error', (error) => log(`socket ${line.id}: ${error.message}`))
  kraken.on('close', close)
  kraken.on('message', (data, isBinary) => {
    if (client === undefined) early.push([data, isBinary])
    else down(data, isBinary)
  })
  kraken.on('open', () => {
    lines.handleUpgrade(request, stream, head, (wire) => {
      client = wire
      record({ kind: 'socket-opened', socket })
      wire.on('message', (data, isBinary) => {
        record({ kind: 'socket-send', socket, ...frameParts(data, isBinary) })
        kraken.send(data, { binary: isBinary })
      })
      wire.on('error', (error) => log(`socket ${line.id}, the client's side: ${error.message}`))
      wire.on('close', close)
      for (const [data, isBinary] of early.splice(0)) down(data, isBinary)
    })
  })
}

/** Codes that only tell of an ending cannot be sent. Source: RFC 6455 section 7.4.1. */
function endWith(wire: WebSocket | undefined, code: number): void {
  if (wire === undefined || wire.readyState === WebSocket.CLOSED) return
  if (code === BROKEN || wire.readyState === WebSocket.CONNECTING) wire.terminate()
  else if (code === 1005) wire.close()
  else wire.close(code)
}

/** Where it leads, and what that is called at Kraken; undefined for a path that Kraken has not. */
function addressOf(upstream: URL, path: string): { readonly url: URL; readonly said: string } | undefined {
  const parts = WS_PATH.exec(path.replace(/\?.*$/s, ''))
  if (parts === null) return undefined
  const [, host = 'ws-auth', version = ''] = parts
  const said = `wss://${host}.kraken.com${version}`
  if (/(^|\.)kraken\.com$/i.test(upstream.hostname)) return { url: new URL(said), said }
  const url = new URL(upstream.pathname.replace(/\/$/, '') + path, upstream)
  url.protocol = upstream.protocol === 'https:' ? 'wss:' : 'ws:'
  return { url, said }
}
