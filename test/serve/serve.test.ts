/** A served Kraken on loopback: what its clients find, its time, its trouble, and the operator’s door. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTraceFile } from '../../sim/trace-file.ts'
import { asks, connects, tokenOf } from './client.ts'
import { control, demoKey, started } from './served.ts'

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('a served Kraken', () => {
  it('keeps a ready-made account, whose keys open REST and both versions of WebSocket', async () => {
    const one = await started()
    const { rest, ws } = one.kraken
    const key = demoKey(one)
    expect(await asks(rest, key, 'Balance')).toMatchObject({ error: [], result: { ZEUR: '25000.0000' } })
    const token = await tokenOf(rest, key)
    for (const path of ['/', '/ws-auth']) {
      const v1 = await connects(`${ws}${path}`)
      v1.say({ event: 'subscribe', subscription: { name: 'openOrders', token } })
      expect(await v1.hears(/"subscriptionStatus"/)).toContain('"subscribed"')
    }
    for (const path of ['/v2', '/ws-auth/v2']) {
      const v2 = await connects(`${ws}${path}`)
      v2.say({ method: 'subscribe', params: { channel: 'executions', token }, req_id: 7 })
      expect(await v2.hears(/"req_id":7/)).toContain('"success":true')
    }
    await expect(connects(`${ws}/elsewhere`)).rejects.toThrow('404')
  })

  it('counts public calls by the address they come from', async () => {
    const one = await started()
    const time = async () =>
      ((await (await fetch(`${one.kraken.rest}/0/public/Time`)).json()) as { readonly error: readonly string[] }).error
    const errors = await Promise.all(Array.from({ length: 24 }, time))
    expect(errors.filter((error) => error.length > 0)).toContainEqual(['EGeneral:Too many requests'])
    await control(one, '/advance', { seconds: 30 })
    expect(await time()).toEqual([])
  })

  it('closes a socket that says nothing for a minute, where it is told to', async () => {
    const one = await started({ quirks: ['idleSockets=closed'] })
    const [silent, used] = [await connects(one.kraken.ws), await connects(one.kraken.ws)]
    await control(one, '/advance', { seconds: 40 })
    used.say({ event: 'ping', reqid: 1 })
    await used.hears(/pong/)
    await control(one, '/advance', { seconds: 25 })
    expect(await silent.closed).toBe(1001)
    used.say({ event: 'ping', reqid: 2 })
    expect(await used.hears(/"reqid":2/)).toContain('pong')
  })

  it('speaks TLS with a certificate of its own making, good for this machine and Kraken’s own names', async () => {
    const one = await started({ tls: 'self-made' })
    const { rest, ws } = one.kraken
    const ca = one.certificate ?? ''
    const ask = (host: string) =>
      new Promise<string>((resolve, reject) => {
        request(`${rest}/0/public/Time`, { ca, servername: host }, (response) => {
          response.on('data', (data: Buffer) => resolve(data.toString()))
        })
          .on('error', reject)
          .end()
      })
    expect(await ask('localhost')).toContain('unixtime')
    expect(await ask('api.kraken.com')).toContain('unixtime')
    await expect(ask('example.org')).rejects.toThrow(/altnames/)
    const v2 = await connects(`${ws}/v2`, { ca })
    expect(await v2.hears(/"status"/)).toContain('online')
  })

  it('records what its clients say and hear as a trace, without their keys', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wavetank-serve-'))
    const record = join(folder, 'wire.jsonl')
    const one = await started({ record })
    const key = demoKey(one)
    await asks(one.kraken.rest, key, 'Balance')
    const v1 = await connects(one.kraken.ws)
    v1.say({ event: 'ping', reqid: 1 })
    await v1.hears(/pong/)
    await one.stop()
    const text = readFileSync(record, 'utf8')
    rmSync(folder, { recursive: true })
    const read = readTraceFile(text)
    const kinds = read.ok ? read.value.events.map(({ kind }) => kind) : [read.error]
    for (const kind of ['http-request', 'http-answered', 'socket-open', 'socket-send', 'socket-received'])
      expect(kinds).toContain(kind)
    expect(text).not.toContain(key.key)
  })

  it('fills no port, and starts on one that is free', async () => {
    const one = await started()
    const port = Number(new URL(one.kraken.rest).port)
    await expect(started({ port })).rejects.toThrow(`--port ${port} is taken by another program`)
  })
})

describe('time', () => {
  it('passes as many times faster as it is told to', async () => {
    const one = await started({ speed: 1_000 })
    const before = one.kraken.now()
    await wait(50)
    expect(one.kraken.now() - before).toBeGreaterThan(40 * 1_000 * 1_000)
  })

  it('goes from event to event as soon as the clients have read all there was, and waits where there is none', async () => {
    const one = await started({ speed: 'max' })
    const before = one.kraken.now()
    await wait(20)
    expect(one.kraken.now() - before).toBeLessThan(5_000_000)
    const v1 = await connects(one.kraken.ws)
    const token = await tokenOf(one.kraken.rest, demoKey(one))
    v1.say({ event: 'subscribe', subscription: { name: 'openOrders', token } })
    await v1.hears(/subscribed/)
    await wait(200)
    const beats = v1.frames.filter((frame) => frame.includes('heartbeat')).length
    const seconds = (one.kraken.now() - before) / 1_000_000
    expect(seconds).toBeGreaterThan(10)
    expect(Math.abs(beats - seconds)).toBeLessThan(10)
  })

  it('passes at once when the operator says so, and all that is due happens at its own time', async () => {
    const faults = '[[faults]]\nat = 100\nkind = "go"\nmode = "maintenance"'
    const one = await started({ faults: { file: 'f.toml', text: faults } })
    const v2 = await connects(`${one.kraken.ws}/v2`)
    await v2.hears(/online/)
    expect((await control(one, '/advance', { seconds: 99 })).status).toBe(200)
    expect(v2.frames.join()).not.toContain('maintenance')
    await control(one, '/advance', { seconds: 10 })
    expect(await v2.hears(/maintenance/)).toContain('status')
  })
})

describe('trouble', () => {
  it('comes from the operator in the words of a story, and ends', async () => {
    const one = await started()
    const { rest, ws } = one.kraken
    const time = `${rest}/0/public/Time`
    await control(one, '/fault', { kind: 'answer', request: 'Time', with: { status: 502, body: '<html>' } })
    const bad = await fetch(time)
    expect([bad.status, bad.headers.get('content-type'), await bad.text()]).toEqual([502, 'text/html', '<html>'])
    expect((await fetch(time)).status).toBe(200)

    await control(one, '/fault', { kind: 'answer', request: 'Time', with: { error: 'EService:Busy' }, times: 99 })
    expect(await (await fetch(time)).json()).toEqual({ error: ['EService:Busy'] })
    await control(one, '/heal', {})
    expect(await (await fetch(time)).json()).toMatchObject({ error: [] })

    const line = await connects(ws)
    await control(one, '/fault', { kind: 'cut', outageSeconds: 60 })
    expect(await line.closed).toBe(1006)
    await expect(fetch(time)).rejects.toThrow()
    await expect(connects(ws)).rejects.toThrow()
    await control(one, '/advance', { seconds: 61 })
    expect((await fetch(time)).status).toBe(200)
  })

  it('loses, doubles, delays and silences what the clients are told', async () => {
    const one = await started({ market: 'none' })
    const { rest, ws } = one.kraken
    const token = await tokenOf(rest, demoKey(one))
    const v1 = await connects(ws)
    v1.say({ event: 'subscribe', subscription: { name: 'openOrders', token } })
    await v1.hears(/\[\[/)
    const place = (price: string) =>
      control(one, '/command', { kind: 'place', pair: 'XMR/EUR', side: 'buy', volume: '1', price })
    const told = (price: string): number => v1.frames.filter((frame) => frame.includes(`"price":"${price}`)).length

    await control(one, '/fault', { kind: 'lose', on: 'openOrders', hole: true })
    await place('101')
    await place('102')
    await v1.hears(/"price":"102/)
    expect(told('101')).toBe(0)

    await control(one, '/fault', { kind: 'repeat', on: 'openOrders', sameNumber: true })
    await place('103')
    await place('104')
    await v1.hears(/"price":"104/)
    expect(told('103')).toBe(2 * told('104'))

    await control(one, '/fault', { kind: 'delay', on: 'openOrders', seconds: 30 })
    await place('105')
    await control(one, '/heal', {})
    await place('106')
    await asks(rest, demoKey(one), 'Balance')
    expect(told('106')).toBe(0)
    await control(one, '/advance', { seconds: 31 })
    await v1.hears(/"price":"106/)
    expect(v1.frames.findIndex((frame) => frame.includes('"price":"105'))).toBeLessThan(
      v1.frames.findIndex((frame) => frame.includes('"price":"106')),
    )

    await control(one, '/fault', { kind: 'mute', on: 'openOrders' })
    await place('107')
    v1.say({ event: 'ping' })
    await v1.hears(/pong/)
    expect(told('107')).toBe(0)
  })
})

describe('the operator', () => {
  it('can do what no client can, and is told what is so', async () => {
    const one = await started()
    expect((await control(one, '/command', { kind: 'deposit', asset: 'EUR', amount: '100' })).status).toBe(200)
    const { said } = await control(one, '/truth')
    expect(said).toMatchObject({ accounts: { demo: { balances: { ZEUR: '25100.0000' } } } })
    expect((await control(one, '')).said).toMatchObject({
      rest: one.kraken.rest,
      accounts: ['demo', 'quoting-strangers', 'taking-strangers'],
    })
  })

  it.each([
    ['/nix', {}, 404, /there is no \/wavetank\/nix/],
    ['/truth', {}, 405, /takes GET/],
    ['/command', { kind: 'deposit', asset: 'EUR', amount: 100 }, 400, /^amount: /],
    ['/command', { kind: 'deposit', asset: 'NIX', amount: '1' }, 400, /./],
    ['/fault', { kind: 'rain' }, 400, /^kind: is one of/],
    ['/fault', { kind: 'lose', on: 'openOrders', account: 'nobody' }, 400, /^there is no account nobody$/],
    ['/market', { pair: 'NIX', price: '1' }, 400, /^there is no pair NIX$/],
    ['/advance', { seconds: -1 }, 400, /^seconds: /],
  ])('is told what is wrong: %s %j', async (path, body, status, sentence) => {
    const one = await started()
    expect(await control(one, path, body)).toEqual({
      status,
      said: { error: expect.stringMatching(sentence) as string },
    })
  })

  it('is no page in a browser, which could not send JSON', async () => {
    const one = await started()
    const answer = await fetch(`${one.kraken.rest}/wavetank/stop`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(400)
    expect((await control(one, '')).status).toBe(200)
  })

  it('ends it', async () => {
    const one = await started()
    await control(one, '/stop', {})
    await one.kraken.stopped
    await expect(fetch(one.kraken.rest)).rejects.toThrow()
  })
})
