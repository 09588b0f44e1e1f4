/** A recording goes out as HAR 1.2 with its WebSocket messages, and what comes in is what went out. */
import { describe, expect, it } from 'vitest'
import { playBranches } from '../../sim/play/play.ts'
import { harText, readHar } from '../../sim/report/har.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import { present } from '../../src/assert.ts'
import { httpId, socketId } from '../../src/ids.ts'
import { at, editRacesFill } from './made.ts'

const [outcome] = playBranches(editRacesFill, { seed: 1, dialect: 'v1', editPolicy: 'masquerade' })
const { trace } = present(outcome, 'the story has a branch')

/** By HAR 1.2: each object's members, `?` behind those that need not be there; `*` is a list of them. */
const named = { name: 'string', value: 'string', 'comment?': 'string' }
const SCHEMA = {
  log: {
    version: 'string',
    creator: { name: 'string', version: 'string', 'comment?': 'string' },
    'pages*': {},
    'entries*': {
      'pageref?': 'string',
      startedDateTime: 'date',
      time: 'number',
      request: {
        method: 'string',
        url: 'url',
        httpVersion: 'string',
        'cookies*': named,
        'headers*': named,
        'queryString*': named,
        'postData?': { mimeType: 'string', 'params*': named, text: 'string' },
        headersSize: 'number',
        bodySize: 'number',
      },
      response: {
        status: 'number',
        statusText: 'string',
        httpVersion: 'string',
        'cookies*': named,
        'headers*': named,
        content: { size: 'number', mimeType: 'string', 'text?': 'string', 'encoding?': 'string' },
        redirectURL: 'string',
        headersSize: 'number',
        bodySize: 'number',
      },
      cache: {},
      timings: { send: 'number', wait: 'number', receive: 'number' },
    },
  },
}

/** What is wrong with a value by the schema: members missing, of another type, or unknown and without the underscore of an own one. */
function faults(value: unknown, schema: unknown, path: string): readonly string[] {
  if (typeof schema === 'string') {
    const isRight =
      schema === 'date'
        ? typeof value === 'string' && !Number.isNaN(Date.parse(value))
        : schema === 'url'
          ? typeof value === 'string' && URL.canParse(value)
          : typeof value === schema
    return isRight ? [] : [`${path} is no ${schema}`]
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no object`]
  const members = new Map(Object.entries(value))
  const wrong = Object.entries(schema as object).flatMap(([spelt, inner]) => {
    const name = spelt.replace(/[?*]$/, '')
    const member: unknown = members.get(name)
    members.delete(name)
    if (member === undefined) return spelt.endsWith('?') ? [] : [`${path}.${name} is missing`]
    if (!spelt.endsWith('*')) return faults(member, inner, `${path}.${name}`)
    if (!Array.isArray(member)) return [`${path}.${name} is no list`]
    return member.flatMap((one, place) => faults(one, inner, `${path}.${name}.${place}`))
  })
  const unknown = [...members.keys()].filter((name) => !name.startsWith('_'))
  return [...wrong, ...unknown.map((name) => `${path}.${name} is unknown to HAR`)]
}

/** What of a trace a HAR can hold, with calls and sockets numbered in the order in which they began. */
function onTheWire(events: readonly TraceEvent[]): readonly unknown[] {
  const numbers = new Map<string, number>()
  const number = (kind: string, id: number): number => {
    const key = `${kind}${id}`
    numbers.set(key, numbers.get(key) ?? numbers.size + 1)
    return numbers.get(key) ?? 0
  }
  return events.flatMap((event): unknown[] => {
    const { sentAt: _, ...rest } = { sentAt: undefined, ...event }
    if ('socket' in rest) return [{ ...rest, socket: number('socket', rest.socket) }]
    return 'id' in rest ? [{ ...rest, id: number('call', rest.id) }] : []
  })
}

describe('a HAR', () => {
  it('is one by the letter of HAR 1.2', () => {
    expect(faults(JSON.parse(harText(trace, '0.0.0')), SCHEMA, 'har')).toEqual([])
    // And the letter is heeded.
    const broken = JSON.parse(harText(trace, '0.0.0')) as {
      log: { entries: Record<string, unknown>[]; mine?: boolean }
    }
    delete broken.log.entries[0]?.['time']
    broken.log.mine = true
    expect(faults(broken, SCHEMA, 'har')).toEqual([
      'har.log.entries.0.time is missing',
      'har.log.mine is unknown to HAR',
    ])
  })

  it('has the messages of each WebSocket, both ways, with their times', () => {
    const { log } = JSON.parse(harText(trace, '0.0.0')) as {
      log: {
        entries: {
          request: { url: string }
          response: { status: number }
          _webSocketMessages?: { type: string; data: string; time: number; opcode: number }[]
        }[]
      }
    }
    const [socket, ...others] = log.entries.filter(({ request }) => request.url.startsWith('wss://'))
    expect(others).toEqual([])
    expect(socket?.response.status).toBe(101)
    const frames = trace.flatMap((event) =>
      event.kind === 'socket-send' || event.kind === 'socket-received'
        ? [
            {
              type: event.kind === 'socket-send' ? 'send' : 'receive',
              time: event.at / 1_000_000,
              opcode: 1,
              data: event.frame,
            },
          ]
        : [],
    )
    expect(frames.length).toBeGreaterThan(10)
    expect(socket?._webSocketMessages).toEqual(frames)
  })

  it('that comes in is what went out, to the microsecond', () => {
    const read = readHar(harText(trace, '0.0.0'))
    expect(read.ok && onTheWire(read.value.events)).toEqual(onTheWire(trace))
  })

  it('tells of failures, of closings and of what was never answered', () => {
    const ask = {
      kind: 'http-request',
      method: 'GET',
      path: '/0/public/Time?x=1',
      headers: { Accept: '*/*' },
      body: '',
    } as const
    const events: readonly TraceEvent[] = [
      { at: at(0), ...ask, id: httpId(1) },
      { at: at(1), kind: 'http-failed', id: httpId(1), reason: 'timeout' },
      { at: at(2), ...ask, id: httpId(2) },
      { at: at(3), kind: 'socket-open', socket: socketId(1), url: 'wss://ws.kraken.com' },
      { at: at(4), kind: 'socket-closed', socket: socketId(1), code: 1006 },
      { at: at(5), kind: 'socket-open', socket: socketId(2), url: 'wss://ws.kraken.com/v2' },
      { at: at(6), kind: 'socket-opened', socket: socketId(2) },
      { at: at(7), kind: 'socket-closed', socket: socketId(2), code: 1013 },
    ]
    const read = readHar(harText(events, '0.0.0'))
    expect(read.ok && onTheWire(read.value.events)).toEqual(onTheWire(events))
  })

  it('that is none is told so, and where', () => {
    expect(readHar('<html>')).toEqual({ ok: false, error: 'is no JSON' })
    expect(readHar('{"log":{"creator":{"name":"x"},"entries":[{}]}}')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^is no HAR: log\.entries\.0\.startedDateTime: /) as string,
    })
  })
})
