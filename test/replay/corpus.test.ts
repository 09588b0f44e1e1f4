/** Every recording in `recordings/` is told to the adapter again, and it does what it did. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BUSY_MACHINE, replayAdapter } from '../../sim/replay/adapter.ts'
import { brokerConfigOf } from '../../sim/replay/settings.ts'
import { readTraceFile } from '../../sim/trace-file.ts'
import { createBroker } from '../../src/broker/broker.ts'
import { micros } from '../../src/time.ts'
import { ROOT } from '../tidy/scratch.ts'

const FOLDER = join(ROOT, 'recordings')
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))

it('holds ten lives or more, of both dialects', () => {
  expect(files.length).toBeGreaterThanOrEqual(10)
  expect(files.filter((name) => name.includes('.v2.')).length).toBeGreaterThanOrEqual(3)
})

it.each(files)('%s is replayed without a difference; if not, and that is right: wavetank replay --accept', (name) => {
  const trace = readTraceFile(readFileSync(join(FOLDER, name), 'utf8'))
  if (!trace.ok) throw new Error(trace.error)
  const config = brokerConfigOf(trace.value)
  if (!config.ok) throw new Error(config.error)
  const lateness = trace.value.head.kind === 'run' ? micros(0) : BUSY_MACHINE
  const replayed = replayAdapter(trace.value.events, { makeBroker: () => createBroker(config.value), lateness })
  expect(replayed).toMatchObject({ ok: true, value: { difference: undefined } })
  expect(replayed.ok && replayed.value.compared).toBeGreaterThan(15)
})
