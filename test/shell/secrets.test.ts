/** No secret reaches a recording, whatever it is and wherever it stands; and equal ones can still be told from others. */
import { describe, expect, it } from 'vitest'
import type { BorderEvent } from '../../src/broker/border.ts'
import { httpId, socketId } from '../../src/ids.ts'
import { Secrets } from '../../src/shell/secrets.ts'
import { type Chance, seeded } from '../../sim/world/chance.ts'

const KEY = 'KEYkeyKEYkey/+0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'
const TOKEN = 'WW91ciBhdXRoZW50aWNhdGlvbiB0b2tlbiBnb2VzIGhlcmU'

type Timed = BorderEvent & { readonly at: number }
const received = (frame: string): Timed => ({ at: 1, kind: 'socket-received', socket: socketId(1), frame })
const asked = (rest: Partial<Extract<BorderEvent, { kind: 'http-request' }>>): Timed => ({
  at: 1,
  kind: 'http-request',
  id: httpId(1),
  method: 'POST',
  path: '/0/private/Balance',
  headers: {},
  body: '',
  ...rest,
})
const begin = (...given: readonly string[]): Secrets => new Secrets(given, 'salt')
/** The event as somebody reads it in the recording. */
const kept = (secrets: Secrets, event: Timed): Timed => JSON.parse(secrets.line(event.at, event)) as Timed
const frameOf = (secrets: Secrets, frame: string): unknown => {
  const event = kept(secrets, received(frame))
  return event.kind === 'socket-received' ? (JSON.parse(event.frame) as unknown) : undefined
}

describe('a secret', () => {
  it('is blotted out in its place, as long as it was, and leaves JSON and forms what they are', () => {
    const secrets = begin()
    expect(frameOf(secrets, `{"event":"subscribe","token":"${TOKEN}","nonce":1616492376594,"reqid":7}`)).toEqual({
      event: 'subscribe',
      token: expect.stringMatching(/^\*[0-9a-f]{8}\*{38}$/) as string,
      nonce: expect.any(Number) as number,
      reqid: 7,
    })
    const { body, path } = kept(
      secrets,
      asked({ path: '/0/private/X?otp=123456', body: 'nonce=1616492376594&address=bc1qxy2k&volume=1.5' }),
    ) as { body: string; path: string }
    expect(body).toMatch(/^nonce=[1-9]{13}&address=\*[0-9a-f]{7}&volume=1\.5$/)
    expect(body).not.toContain('1616492376594')
    expect(path).toMatch(/^\/0\/private\/X\?otp=[1-9]{6}$/)
  })

  it('is found among bytes that are no text, and every other byte stays', () => {
    const secrets = begin()
    const bytes = (token: string): Buffer =>
      Buffer.concat([
        Buffer.from([0x50, 0x4b, 0xff, 0x00, 0x80]),
        Buffer.from(`{"token":"${token}"}`),
        Buffer.from([0xfe]),
      ])
    const event = kept(secrets, {
      ...{ at: 1, kind: 'http-answered', id: httpId(1), status: 200, encoding: 'base64' },
      body: bytes(TOKEN).toString('base64'),
    })
    const body = event.kind === 'http-answered' ? Buffer.from(event.body, 'base64') : Buffer.alloc(0)
    const [, blot = ''] = /"token":"([^"]*)"/.exec(body.toString('latin1')) ?? []
    expect(blot).toMatch(/^\*[0-9a-f]{8}\*{38}$/)
    expect(body).toEqual(bytes(blot))
  })

  it('has the blot of its equals, and another than all others, and another in each recording', () => {
    const secrets = begin()
    const blots = [TOKEN, TOKEN, `${TOKEN}x`].map((token) => JSON.stringify(frameOf(secrets, `{"token":"${token}"}`)))
    expect(blots[0]).toBe(blots[1])
    expect(blots[0]?.slice(0, 20)).not.toBe(blots[2]?.slice(0, 20))
    const elsewhere = new Secrets([], 'other salt')
    expect(JSON.stringify(frameOf(elsewhere, `{"token":"${TOKEN}"}`))).not.toBe(blots[0])
  })

  it('that was met in its place is found wherever it stands from then on', () => {
    const secrets = begin()
    secrets.learnFrom(`{"error":[],"result":{"token":"${TOKEN}","expires":900}}`)
    expect(secrets.blot(`cannot send ${TOKEN}!`)).toMatch(/^cannot send \*[0-9a-f]{8}\*+!$/)
    expect(secrets.line(1, received(`"${TOKEN}"`))).not.toContain(TOKEN)
  })

  it('that was known from the start is found in every spelling', () => {
    const secrets = begin(KEY)
    for (const text of [KEY, encodeURIComponent(KEY), JSON.stringify({ x: KEY }), KEY.replaceAll('/', '\\/')]) {
      const line = secrets.line(1, received(text))
      expect(line.includes(KEY) || line.includes('0123456789ABCDEF'), text).toBe(false)
    }
  })

  it('may stand in any header but those that are known to hold none', () => {
    const { headers } = kept(
      begin(),
      asked({ headers: { 'API-Key': KEY, 'X-My-Own': 'hush', 'User-Agent': 'wavetank' } }),
    ) as {
      headers: Record<string, string>
    }
    expect(headers).toEqual({
      'API-Key': expect.stringMatching(/^\*[0-9a-f]{8}\*{47}$/) as string,
      'X-My-Own': expect.stringMatching(/^\*[0-9a-f]{3}$/) as string,
      'User-Agent': 'wavetank',
    })
  })

  it('is nothing that trading needs', () => {
    const frame =
      '[[{"OQCLML-BW3P3-BUCMWZ":{"userref":1616492376,"descr":{"price":"34.50000"},"vol":"10.00345345"}}],"openOrders",{"sequence":2}]'
    expect(kept(begin(), received(frame))).toEqual(received(frame))
  })
})

// ---- canaries

/** As many as a person waits for; CI sets `WAVETANK_CANARIES=1000000`. */
const PAYLOADS = Number(process.env['WAVETANK_CANARIES'] ?? 20_000)
const PATIENCE = 900_000
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='
const PLACES = [
  'token',
  'nonce',
  'otp',
  'address',
  'tag',
  'memo',
  'account_id',
  'iiban',
  'secret',
  'api_key',
  'email',
  'API-Sign',
]

describe('a canary', () => {
  it(
    `in any of ${PAYLOADS.toLocaleString('en-US')} payloads is never sung`,
    () => {
      const chance = seeded('canaries')
      const secrets = begin(KEY)
      let planted = 0
      for (let payload = 0; payload < PAYLOADS; payload += 1) {
        const { event, canaries } = payloadOf(chance)
        const line = secrets.line(event.at, event)
        planted += canaries.length
        for (const canary of canaries) {
          if (line.includes(canary) || line.includes(encodeURIComponent(canary))) {
            expect.fail(`payload ${payload}: ${canary} stands in ${line}`)
          }
        }
        // What is left is a line that can be read.
        if (payload % 1000 === 0) expect((JSON.parse(line) as Timed).kind).toBe(event.kind)
      }
      expect(planted).toBeGreaterThan(PAYLOADS)
    },
    PATIENCE,
  )

  it('is heard where nothing blots it out', () => {
    const { event, canaries } = payloadOf(seeded('canaries'))
    expect(canaries.length).toBeGreaterThan(0)
    expect(canaries.filter((canary) => JSON.stringify(event).includes(canary))).toEqual(canaries)
  })
})

type Payload = { readonly event: Timed; readonly canaries: readonly string[] }

/** A message as clients and Kraken write them, with secrets in it: in their places, spelt in some way, and again elsewhere. */
function payloadOf(chance: Chance): Payload {
  const pick = (count: number): number => chance.pick('canary', count)
  const one = <Value>(values: readonly Value[]): Value => values[pick(values.length)] as Value
  const canary = (): string =>
    Array.from({ length: 14 + pick(50) }, () => LETTERS.charAt(pick(LETTERS.length))).join('')
  const nonce = String(1_600_000_000_000_000 + pick(1_000_000_000) * 1000)
  const [secret, other, place, space] = [canary(), canary(), one(PLACES), one(['', ' ', '\n  '])]
  const spoilt = one([
    '',
    '[[{"OQCLML-BW3P3-BUCMWZ":{"status":"open"}}],"openOrders",{"sequence":2}]',
    '<html>502</html>',
    '"{',
  ])
  const json = `{"event":"x",${space}"${place}":${space}"${secret}","deep":{"list":[{"nonce":${nonce}},"again ${secret}"]},"vol":"1.5"}`
  const form = `nonce=${nonce}&${place}=${encodeURIComponent(secret)}&volume=1.5`
  const canaries = [secret, nonce]
  switch (pick(7)) {
    case 0:
      return { event: received(json), canaries }
    case 1:
      return { event: { at: 1, kind: 'socket-send', socket: socketId(1), frame: json + spoilt }, canaries }
    case 2:
      return { event: asked({ body: form }), canaries }
    case 3:
      return { event: asked({ method: 'GET', path: `/0/public/X?${form}#${secret}` }), canaries }
    case 4:
      return {
        event: asked({ headers: { 'API-Key': secret, 'API-Sign': other, Host: 'x' }, body: `${json}${KEY}` }),
        canaries: [...canaries, other, KEY],
      }
    case 5:
      return { event: { at: 1, kind: 'http-answered', id: httpId(1), status: 200, body: `${spoilt}${json}` }, canaries }
    default:
      // A message within a message, as a proxy's complaint quotes it.
      return {
        event: received(JSON.stringify({ error: `cannot read ${json}`, key: KEY })),
        canaries: [...canaries, KEY],
      }
  }
}
