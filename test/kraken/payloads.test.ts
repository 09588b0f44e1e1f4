/** The adapter reads what Kraken really sent: genuine frames and answers, and whole dumps of assets and pairs. */
import { readFileSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/kraken/json.ts'
import { readJson } from '../../src/kraken/json.ts'
import type { Reference } from '../../src/kraken/reference.ts'
import { readReference } from '../../src/kraken/reference.ts'
import { readReply, tradesHistoryCall, webSocketsTokenCall } from '../../src/kraken/rest.ts'
import { readTrade } from '../../src/kraken/trade.ts'
import { webSocketV1 } from '../../src/kraken/v1/v1.ts'
import { sharedData } from '../shared-data.ts'

type Rows = { readonly [name: string]: Json }
const pairsDump = sharedData('universe/asset_pairs.2026-01-12.json')
const assetsDump = sharedData('universe/assets.2023-09-03.json')
const reason = [pairsDump, assetsDump].flatMap((data) => (data.there ? [] : [data.reason]))[0]

describe.skipIf(reason !== undefined)(`genuine payloads${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  test('every pair of the whole dump is reachable under every one of its names', () => {
    const { reference, pairs } = fromDumps()
    expect(reference.unreadable).toEqual([])
    expect(reference.pairs.length).toBe(Object.keys(pairs).length)
    for (const pair of reference.pairs)
      for (const name of [pair.key, pair.altname, pair.wsname, pair.symbol, pair.bsuid])
        expect(reference.pairNamed(name)?.key, `${name} names ${pair.key}`).toBe(pair.key)
    expect(reference.pairNamed('BTC/USD')?.key).toBe('XXBTZUSD')
    expect(reference.pairNamed('doge/btc')?.key).toBe('XXDGXXBT')
  })

  test('every captured private frame is understood, and every row in it', () => {
    const { reference } = fromDumps()
    const frames = captured('ws1', /^(openOrders|ownTrades)_(update\.|lifecycle\.|snapshot\.1\.)/).flatMap(
      ({ name, json }) => framesIn(json).map((frame) => ({ name, frame })),
    )
    expect(frames.length).toBeGreaterThan(25)
    let rows = 0
    for (const { name, frame } of frames) {
      const read = webSocketV1(reference.pairNamed).readFrame(frame)
      expect(read.kind, name).not.toBe('not-understood')
      if (read.kind !== 'channel') continue
      expect(read.unreadable, name).toEqual([])
      rows += read.news.length
    }
    expect(rows).toBeGreaterThanOrEqual(30)
  })

  test('captured acknowledgements and statuses are understood', () => {
    const { readFrame } = webSocketV1(() => undefined)
    for (const { name, text } of captured('ws1', /^(add|edit|cancel)OrderStatus|^systemStatus|^heartbeat|^pong/))
      expect(readFrame(text).kind, name).not.toBe('not-understood')
  })

  test('captured REST trades read, and a time keeps its digits', () => {
    const { reference } = fromDumps()
    const [page] = captured('rest', /^TradesHistory\.7\.json$/)
    const reply = readReply(tradesHistoryCall(0), { status: 200, body: page?.text ?? '' })
    expect(reply.ok).toBe(true)
    if (!reply.ok) return
    const trades = Object.entries(reply.value.rows).map(([id, row]) => readTrade(id, row, reference.pairNamed))
    expect(trades.map((trade) => (trade.ok ? trade.value.fields['time'] : trade.error))).toEqual([
      '1428084298.0986',
      '1428084246.804',
    ])
  })
})

test('an answer is no value before its errors have been looked at', () => {
  const body = '{"error":["EService:Unavailable"],"result":{"token":"T"}}'
  expect(readReply(webSocketsTokenCall, { status: 200, body })).toEqual({
    ok: false,
    error: { text: 'EService:Unavailable', isDefinite: false, mayRetry: true },
  })
})

test('a warning beside a result is no error', () => {
  const body = '{"error":["WDatabase:No change"],"result":{"token":"T"}}'
  expect(readReply(webSocketsTokenCall, { status: 200, body })).toEqual({ ok: true, value: 'T' })
})

function fromDumps(): { readonly reference: Reference; readonly pairs: Rows } {
  const pairs = rowsOf(pairsDump.there ? pairsDump.path : '')
  const reference = readReference({ assets: rowsOf(assetsDump.there ? assetsDump.path : ''), pairs })
  if (!reference.ok) throw new Error(reference.error)
  return { reference: reference.value, pairs }
}

function rowsOf(path: string): Rows {
  const json = readJson(readFileSync(path, 'utf8'))
  if (!json.ok || !isRows(json.value)) throw new Error(`${basename(path)} is no table`)
  const result = json.value['result']
  return isRows(result) ? result : json.value
}

const isRows = (value: Json | undefined): value is Rows =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function captured(folder: string, names: RegExp): readonly { name: string; text: string; json: unknown }[] {
  const place = dirname(sharedData(`${folder}/x`).there ? '' : pairsDump.there ? pairsDump.path : '')
  const root = `${place}/../${folder}`
  return readdirSync(root)
    .filter((name) => names.test(name))
    .toSorted()
    .map((name) => {
      const text = readFileSync(`${root}/${name}`, 'utf8')
      return { name, text, json: JSON.parse(text) as unknown }
    })
}

/** A file holds one frame or a list of them. */
function framesIn(json: unknown): readonly string[] {
  if (!Array.isArray(json)) return [JSON.stringify(json)]
  const isFrame = json.length === 3 && (json[1] === 'openOrders' || json[1] === 'ownTrades')
  return isFrame ? [JSON.stringify(json)] : json.map((frame) => JSON.stringify(frame))
}
