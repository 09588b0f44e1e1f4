/** A client trades through `wavetank record` as it does without it, and what crossed the wire is kept, but for its secrets. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createExchange } from '../../sim/exchange/exchange.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { type Served, serve } from '../../sim/serve/serve.ts'
import { readTraceFile } from '../../sim/trace-file.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import { present } from '../../src/assert.ts'
import { apiSign } from '../../src/kraken/sign.ts'
import { machineClock } from '../../src/live/clock.ts'
import { type Proxy, startProxy } from '../../src/shell/proxy.ts'
import type { BorderEvent } from '../../src/broker/border.ts'
import { type Recording, beginRecording } from '../../src/shell/recording.ts'
import { Secrets } from '../../src/shell/secrets.ts'

const KEY = `KPROXY${'0'.repeat(50)}`
const SECRET = Buffer.from(Array.from({ length: 64 }, (_, place) => 255 - place)).toString('base64')
const PATIENCE = 30_000

let folder = ''
let kraken: Served
let proxy: Proxy
let recording: Recording<BorderEvent>
const logged: string[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wavetank-proxy-'))
  const exchange = createExchange({
    universe: builtInUniverse(),
    accounts: [{ name: 'trader', keys: [{ key: KEY, secret: SECRET }], funds: { EUR: '10000' } }],
    openedAt: machineClock()(),
  })
  kraken = unwrap(await serve(exchange))
  const now = machineClock()
  const of = { version: '0', adapter: 'a test', dialect: 'any', account: 'any', startedAt: now() }
  const complain = (sentence: string): void => void logged.push(sentence)
  recording = unwrap(beginRecording(join(folder, 'wire.jsonl'), { of, secrets: new Secrets([], 'salt'), complain }))
  const { record } = recording
  const upstream = new URL(kraken.rest)
  proxy = unwrap(
    await startProxy({ upstream, host: '127.0.0.1', port: 0, record: (event) => record(now(), event), log: complain }),
  )
})
afterEach(async () => {
  await proxy.end()
  recording.end()
  await kraken.stop()
  rmSync(folder, { recursive: true })
  logged.length = 0
})

const unwrap = <Value>(result: { ok: true; value: Value } | { ok: false; error: string }): Value => {
  if (!result.ok) throw new Error(result.error)
  return result.value
}

const text = (): string => readFileSync(join(folder, 'wire.jsonl'), 'utf8')
const events = (): readonly TraceEvent[] => unwrap(readTraceFile(text())).events
const lastly = <Kind extends TraceEvent['kind']>(kind: Kind): Extract<TraceEvent, { kind: Kind }> =>
  present(
    events().findLast((event): event is Extract<TraceEvent, { kind: Kind }> => event.kind === kind),
    `there is a ${kind}`,
  )

let nonce = Date.now() * 1000
async function privately(path: string): Promise<string> {
  const said = String((nonce += 1))
  const body = `nonce=${said}`
  const headers = {
    'API-Key': KEY,
    'API-Sign': apiSign({ path, nonce: said, body, secret: SECRET }),
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  return (await fetch(proxy.rest + path, { method: 'POST', headers, body })).text()
}

test(
  'an answer is the one that Kraken gave, to the last byte, and so is what is kept of it',
  async () => {
    const path = '/0/public/AssetPairs?pair=XMREUR'
    const [direct, through] = [await fetch(kraken.rest + path), await fetch(proxy.rest + path)]
    const bytes = await direct.text()
    expect(bytes).toContain('XXMRZEUR')
    expect([through.status, through.headers.get('content-type'), await through.text()]).toEqual([
      direct.status,
      direct.headers.get('content-type'),
      bytes,
    ])
    expect(lastly('http-request')).toMatchObject({ method: 'GET', path })
    expect(lastly('http-answered')).toMatchObject({ id: lastly('http-request').id, status: 200, body: bytes })
  },
  PATIENCE,
)

test(
  'a client signs in and subscribes through it; key, signature, nonce and token are blotted out, and the token alike both times',
  async () => {
    const { result } = JSON.parse(await privately('/0/private/GetWebSocketsToken')) as { result: { token: string } }
    const wire = new WebSocket(`${proxy.ws}/ws-auth/v2`)
    const frames: string[] = []
    wire.on('message', (data: Buffer) => void frames.push(data.toString()))
    await new Promise((resolve) => wire.once('open', resolve))
    const params = { channel: 'executions', token: result.token }
    wire.send(JSON.stringify({ method: 'subscribe', params }))
    await expect.poll(() => frames.some((frame) => frame.includes('"snapshot"'))).toBe(true)
    const kept = events().flatMap((event) => (event.kind === 'socket-received' ? [event.frame] : []))
    expect(kept).toEqual(frames.slice(0, kept.length))
    expect(kept.length).toBe(frames.length)
    wire.close(1000)
    await expect.poll(() => events().at(-1)?.kind).toBe('socket-closed')

    for (const secret of [KEY, SECRET, result.token, String(nonce)]) expect(text()).not.toContain(secret)
    const blots = [lastly('http-answered').body, lastly('socket-send').frame].map(
      (said) => /"token":"(\*[0-9a-f]{8}\*+)"/.exec(said)?.[1],
    )
    expect(blots[0]).toHaveLength(result.token.length)
    expect(blots[1]).toBe(blots[0])
    expect(lastly('socket-open').url).toBe('wss://ws-auth.kraken.com/v2')
    expect(logged).toEqual([])
  },
  PATIENCE,
)

test(
  'a Kraken that is not there is kept as a failure, and the client sees none either',
  async () => {
    await kraken.stop()
    await expect(fetch(`${proxy.rest}/0/public/Time`)).rejects.toThrow()
    expect(lastly('http-failed').reason).toBe('refused')
    const wire = new WebSocket(`${proxy.ws}/ws`)
    await new Promise((resolve) => wire.once('error', resolve))
    expect(lastly('socket-closed')).toMatchObject({ code: 1006 })
  },
  PATIENCE,
)
