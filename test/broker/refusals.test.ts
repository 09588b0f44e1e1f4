/** What Kraken holds against a key, kept in a file over restarts. */
import { expect, test } from 'vitest'
import { createKrakenClock } from '../../src/broker/kraken-clock.ts'
import { createOutbox } from '../../src/broker/outbox.ts'
import { createRefusals } from '../../src/broker/refusals.ts'
import { keyMark } from '../../src/kraken/sign.ts'
import { instant, seconds } from '../../src/time.ts'

const at = (time: number): ReturnType<typeof instant> => instant(seconds(time))
const ours = keyMark('ours')

/** `ahead`: by how many seconds our clock is ahead of Kraken's. */
function begun(text: string | undefined, { apiKey = 'ours', now = 100, ahead = 0 } = {}) {
  const out = createOutbox()
  out.open(at(now))
  const clock = createKrakenClock()
  clock.learn({ theirs: at(now - ahead), ours: at(now) })
  const refusals = createRefusals({ apiKey }, { out, clock })
  return { out, refusals, read: refusals.load(text) }
}

test('two nonces refused before the start hold the key for a minute after the last', () => {
  const two = [80, 81].map((time) => `${at(time)} ${ours} nonce\n`)
  expect(begun(two.join('')).refusals.hold()?.until).toBe(at(141))
  expect(begun(two.slice(1).join('')).refusals.hold()).toBeUndefined()
  expect(begun(two.join(''), { now: 141 }).refusals.hold()).toBeUndefined()
})

test('a lockout outlives the process that heard of it', () => {
  expect(begun(`${at(80)} ${ours} lockout\n`).refusals.hold()?.until).toBe(at(80 + 930))
})

test('a clock that was set between two lives makes no lockout shorter', () => {
  const { out, refusals } = begun(`${at(80)} ${ours} lockout\n`, { now: 500, ahead: 400 })
  expect(refusals.hold()?.until).toBe(at(500 + 910))
  refusals.add('lockout')
  expect(out.close()).toMatchObject([{ text: `${at(80)} ${ours} lockout\n${at(100)} ${ours} lockout\n` }])
})

test('what befell another key holds nobody up, and stays in the file', () => {
  const { out, refusals } = begun(`${at(80)} ${ours} lockout\n`, { apiKey: 'another' })
  expect(refusals.hold()).toBeUndefined()
  refusals.add('nonce')
  const text = `${at(80)} ${ours} lockout\n${at(100)} ${keyMark('another')} nonce\n`
  expect(out.close()).toEqual([{ kind: 'file-replace', file: 'refusals', text }])
})

test('a file that holds something else is named with its line', () => {
  expect(begun(`${at(80)} ${ours} nonce\nsomething else\n`).read).toEqual({
    ok: false,
    error: 'refusals: line 2 is no refusal of a key; delete the file if it is of no use to you',
  })
})
