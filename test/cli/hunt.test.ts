/** `wavetank hunt` as a stranger runs it: in processes, killed and asked again, in parts and as a whole. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeedRecord } from '../../sim/hunt/record.ts'
import type { HuntDocument } from '../../sim/report/hunt.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

let out = ''
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'wavetank-hunt-'))
})
afterAll(() => rmSync(out, { recursive: true }))

function start(...words: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', 'hunt', ...words], { cwd: project })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()))
  const ended = new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  )
  return { child, ended }
}

const documentOf = async (...words: readonly string[]): Promise<HuntDocument> =>
  JSON.parse((await start(...words, '--json').ended).out) as HuntDocument

function recordsIn(folder: string): readonly SeedRecord[] {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const journals = files.filter((file) => file.endsWith('.jsonl'))
  const lines = journals.flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'))
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as SeedRecord)
}

const seedsOf = (records: readonly SeedRecord[]): readonly number[] =>
  records.map(({ seed }) => seed).toSorted((one, other) => one - other)
const seedsFrom = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at)

/** Each starts processes of its own, on machines that may be busy. */
const PATIENCE = 240_000

describe('a hunt', { timeout: PATIENCE }, () => {
  it('is the same in one process and in several, and its two halves are the whole', async () => {
    const words = ['--seeds', '12', '--weather', 'mild']
    const alone = await documentOf(...words, '--jobs', '1', '--out', join(out, 'alone'))
    const shared = await documentOf(...words, '--jobs', '3', '--out', join(out, 'shared'))
    expect(alone).toMatchObject({ seeds: 12, failures: [], mustReachMissed: [] })
    expect({ ...shared, seedsPerSecond: 0 }).toEqual({ ...alone, seedsPerSecond: 0 })
    const halves = join(out, 'halves')
    for (const part of ['1/2', '2/2']) await start(...words, '--shard', part, '--journal', halves).ended
    expect(seedsOf(recordsIn(halves))).toEqual(seedsFrom(1, 12))
  })

  it('that is killed goes on where it was, and plays no seed twice', async () => {
    const words = ['--seeds', '60', '--from', '101', '--weather', 'mild', '--jobs', '2', '--json', '--out']
    const folder = join(out, 'killed')
    const first = start(...words, folder)
    while (recordsIn(folder).length < 8 && first.child.exitCode === null) await new Promise((go) => setTimeout(go, 20))
    first.child.kill('SIGKILL')
    await first.ended
    // The processes it had started notice, and end after the seed at hand.
    await new Promise((go) => setTimeout(go, 2000))
    const before = recordsIn(folder)
    expect(before.length).toBeGreaterThan(7)
    expect(before.length).toBeLessThan(60)
    const second = start(...words, folder)
    let seen = before
    while (second.child.exitCode === null) {
      const now = recordsIn(folder)
      if (now.length > seen.length) seen = now
      await new Promise((go) => setTimeout(go, 5))
    }
    const document = JSON.parse((await second.ended).out) as HuntDocument
    expect(new Set(seedsOf(seen)).size).toBe(seen.length)
    expect(document.seeds).toBe(60)
    const whole = await documentOf(...words.filter((word) => word !== '--json'), join(out, 'whole'))
    expect(document.hash).toBe(whole.hash)
    expect(recordsIn(folder)).toEqual([])
  })

  it('that is interrupted says so, and how to go on', async () => {
    const folder = join(out, 'interrupted')
    const { child, ended } = start('--for', '10m', '--weather', 'mild', '--jobs', '2', '--out', folder)
    while (recordsIn(folder).length < 2 && child.exitCode === null) await new Promise((go) => setTimeout(go, 20))
    child.kill('SIGINT')
    const { code, err, out: text } = await ended
    expect(code).toBe(130)
    expect(err).toMatch(/^wavetank: interrupted by SIGINT after \d+ seeds; the same command goes on from there\n$/)
    expect(text).toMatch(/\n\d+ seeds, [\d.]+ a second; all held\n$/)
  })

  it('shows the story of a token row by row', async () => {
    const [record] = recordsIn(join(out, 'halves'))
    const { code, out: text } = await start('--token', record?.token ?? '').ended
    expect(code).toBe(0)
    expect(text).toContain(`✓ hunted ${record?.seed} in mild weather`)
  })

  it.each([
    [['--seeds', '5', '--for', '10m'], '--seeds and --for both say how long; give one'],
    [['--weather', 'sunny'], "--weather takes mild, rough, hell or a file, and there is no file 'sunny'"],
    [['--token', 'abc'], "a token looks like wt-0.1.0-rough-4711-9f86d081, not 'abc'"],
    [['a-story'], "hunt takes no names, but was given 'a-story'; to play a story, say run a-story"],
  ])('asked for with %j answers in one sentence', async (words, sentence) => {
    expect(await start(...words).ended).toEqual({ code: 2, out: '', err: `wavetank: ${sentence}\n` })
  })
})
