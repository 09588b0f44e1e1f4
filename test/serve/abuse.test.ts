/** What a port that anybody can reach has to bear: refused as Kraken refuses it, and nobody else is the worse for it. */
import { type Socket as Tcp, connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Started } from '../../sim/serve/start.ts'
import { asks, connects, signed, tokenOf } from './client.ts'
import { control, demoKey, started } from './served.ts'

/** Speaks plain bytes, and gives what came back by the time the other end closed. */
function bytes({ kraken }: Started, ...parts: readonly string[]): Promise<string> {
  const { port, hostname } = new URL(kraken.rest)
  return new Promise((resolve) => {
    let said = ''
    const tcp = connect(Number(port), hostname, () => parts.forEach((part) => tcp.write(part)))
    tcp.on('data', (data) => (said += data.toString()))
    tcp.on('error', () => resolve(said))
    tcp.on('close', () => resolve(said))
  })
}

async function isWell(one: Started): Promise<void> {
  expect(await asks(one.kraken.rest, demoKey(one), 'Balance')).toMatchObject({
    error: [],
    result: { ZEUR: '25000.0000' },
  })
}

describe('over HTTP', () => {
  it('a body without end is refused before it is kept', async () => {
    const one = await started()
    const answer = await fetch(`${one.kraken.rest}/0/private/Balance`, { method: 'POST', body: 'a'.repeat(200_000) })
    expect(answer.status).toBe(413)
    const chunks = Array.from({ length: 40 }, () => `4000\r\n${'b'.repeat(0x4000)}\r\n`)
    const head = 'POST /0/private/Balance HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n'
    expect(await bytes(one, head, ...chunks)).toMatch(/^HTTP\/1\.1 413 /)
    await isWell(one)
  })

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a header without end', `GET / HTTP/1.1\r\nA: ${'a'.repeat(40_000)}`, /^HTTP\/1\.1 4\d\d /],
    ['another verb', 'PUT /0/public/Time HTTP/1.1\r\nHost: k\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 405 /],
    ['another path', 'GET /etc/passwd HTTP/1.1\r\nHost: k\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 404 /],
    [
      'two lengths',
      'POST /0/private/Balance HTTP/1.1\r\nHost: k\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
      /^HTTP\/1\.1 400 /,
    ],
  ])('%s gets a plain answer', async (_, text, answer) => {
    const one = await started()
    expect(await bytes(one, text)).toMatch(answer)
    await isWell(one)
  })

  it('malformed bodies, unsigned and replayed requests are refused in Kraken’s words, and change nothing', async () => {
    const one = await started()
    const { rest } = one.kraken
    const key = demoKey(one)
    const path = '/0/private/Balance'
    const post = async (headers: Readonly<Record<string, string>>, body: string): Promise<unknown> =>
      (await fetch(`${rest}${path}`, { method: 'POST', headers, body })).json()
    const { headers, body } = signed(key, { path })
    expect(await post({ ...headers, 'Content-Type': 'application/json' }, '{"nonce": 1')).toEqual({
      error: ['EAPI:Bad request'],
    })
    expect(await post({}, body)).toEqual({ error: ['EAPI:Invalid key'] })
    expect(await post({ ...headers, 'API-Sign': 'AAAA' }, body)).toEqual({ error: ['EAPI:Invalid signature'] })
    expect(await post(headers, `${body}&more=1`)).toEqual({ error: ['EAPI:Invalid signature'] })
    expect(await post(headers, body)).toMatchObject({ error: [] })
    expect(await post(headers, body)).toEqual({ error: ['EAPI:Invalid nonce'] })
    await isWell(one)
  })

  it('whoever writes slowly is let go, and holds nobody up', async () => {
    const one = await started({ patienceMilliseconds: 500 })
    const begun = bytes(one, 'POST /0/private/Balance HTTP/1.1\r\nHost: k\r\nContent-Length: 50000\r\n\r\n', 'a')
    await isWell(one)
    expect(await begun).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('a thousand connections that say nothing leave room for one that does', async () => {
    const one = await started()
    const { port, hostname } = new URL(one.kraken.rest)
    const idle: Tcp[] = []
    for (let count = 0; count < 1_000; count += 1) {
      await new Promise<void>((resolve) => {
        const tcp = connect(Number(port), hostname, resolve)
        tcp.on('error', () => undefined)
        idle.push(tcp)
      })
    }
    await isWell(one)
    const v1 = await connects(one.kraken.ws)
    await v1.hears(/systemStatus/)
    for (const tcp of idle) tcp.destroy()
  })
})

describe('over a WebSocket', () => {
  it('a frame without end closes the connection, and that one alone', async () => {
    const one = await started()
    const [good, bad] = [await connects(one.kraken.ws), await connects(one.kraken.ws)]
    bad.wire.send('x'.repeat(200_000))
    expect(await bad.closed).toBe(1009)
    good.say({ event: 'ping' })
    expect(await good.hears(/pong/)).toContain('pong')
  })

  it.each(['', '{', '[]', 'null', '7', '{"event":7}', `{"event":"${'a'.repeat(50_000)}"}`, '{"method":{}}', '\u0000'])(
    'what is no message is answered or passed over: %j',
    async (text) => {
      const one = await started()
      for (const path of ['/', '/v2']) {
        const line = await connects(`${one.kraken.ws}${path}`)
        line.wire.send(text)
        line.wire.send(Buffer.from([0xff, 0xfe, 0x00]))
        line.say(path === '/' ? { event: 'ping' } : { method: 'ping' })
        expect(await line.hears(/pong/)).toContain('pong')
      }
    },
  )

  it('more connections than Kraken bears are refused, and there is room again when some leave', async () => {
    const one = await started()
    const lines = await Promise.all(Array.from({ length: 150 }, () => connects(one.kraken.ws)))
    await expect(connects(one.kraken.ws)).rejects.toThrow('429')
    const [first] = lines
    first?.wire.close()
    await first?.closed
    const late = await connects(one.kraken.ws)
    expect(await late.hears(/systemStatus/)).toContain('online')
  })

  it(
    'whoever does not read is let go before it costs much, and the others hear everything',
    { timeout: 30_000 },
    async () => {
      const one = await started()
      const { rest, ws } = one.kraken
      const token = await tokenOf(rest, demoKey(one))
      const [reading, deaf] = [await connects(ws), await connects(ws)]
      for (const line of [reading, deaf]) {
        line.say({ event: 'subscribe', subscription: { name: 'openOrders', token } })
        await line.hears(/"subscribed"/)
      }
      deaf.wire.pause()
      // Each order that is open is in the snapshot of whoever subscribes: bytes in plenty for few requests.
      for (let placed = 0; placed < 100; placed += 1) {
        await control(one, '/command', { kind: 'place', pair: 'XMR/EUR', side: 'buy', volume: '1', price: '10' })
      }
      const again = (event: string) => ({ event, subscription: { name: 'openOrders', token } })
      for (let asked = 0; asked < 500; asked += 1) {
        deaf.say(again('unsubscribe'))
        deaf.say(again('subscribe'))
      }
      reading.say({ event: 'ping' })
      await reading.hears(/pong/)
      await new Promise((resolve) => setTimeout(resolve, 500))
      // One that is paused does not even hear its end.
      deaf.wire.resume()
      expect(await deaf.closed).toBe(1006)
      expect(
        reading.frames.filter((frame) => frame.includes('"openOrders"') && frame.includes('"pending"')).length,
      ).toBe(100)
      await isWell(one)
    },
  )
})
