/** The command as a stranger runs it: a child process, its streams, signals and exit codes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))
const story = (name: string): string => `test/cli/stories/${name}.ts`

let out = ''
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'wavetank-process-'))
})
afterAll(() => rmSync(out, { recursive: true }))

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

function start(...words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', ...words], { cwd: project })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  return { child, ended }
}
const wavetank = (...words: readonly string[]): Promise<Ended> => start(...words).ended

/** Each starts a process of its own, which takes a second or two on a busy machine. */
const PATIENCE = 60_000

describe('the command', { timeout: PATIENCE }, () => {
  it('without words explains itself', async () => {
    const { code, out: text, err } = await wavetank()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(text).toContain('wavetank run [story...]')
    expect(text).toContain('Example')
  })

  it('explains each verb with an example', async () => {
    for (const verb of ['run', 'list']) {
      const { code, out: text } = await wavetank(verb, '--help')
      expect(code).toBe(0)
      expect(text).toMatch(new RegExp(`Example:\\n  npm run -s wavetank -- ${verb}`))
    }
  })

  it('answers a slip with one sentence and exit code 2', async () => {
    expect(await wavetank('run', '--sede', '7')).toEqual({
      code: 2,
      out: '',
      err: "wavetank: run has no option '--sede'; did you mean '--seed'?\n",
    })
    expect(await wavetank('run', story('bid-is-filled'), '--out', 'package.json/x')).toEqual({
      code: 2,
      out: '',
      err: "wavetank: cannot write to 'package.json/x': part of it is a file, no folder; choose another folder with --out\n",
    })
    // Making folders below /proc has no end in Node's own recursion.
    expect(await wavetank('run', story('bid-is-filled'), '--out', '/proc/x/y')).toEqual({
      code: 2,
      out: '',
      err: "wavetank: cannot write to '/proc/x/y': no folder can be made there; choose another folder with --out\n",
    })
  })

  it('answers a path that a story does not have with one sentence', async () => {
    const { code, out: text, err } = await wavetank('run', story('bid-is-filled'), '--path', '9', '--out', out)
    expect({ code, text }).toEqual({ code: 2, text: '' })
    expect(err).toMatch(/^wavetank: bid-is-filled has no path 9: .*\n$/)
  })

  it('plays a story, leaves its trace and its positions, and says that it held', async () => {
    const { code, out: text, err } = await wavetank('run', story('bid-is-filled'), '--out', out)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(text).toMatch(/\n1 passed, 0 failed\n$/)
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['bid-is-filled.-.jsonl', 'bid-is-filled.-.pps.toml']))
  })

  it('says by exit code and by lanes that a story ended otherwise', async () => {
    const { code, out: text } = await wavetank('run', story('ends-otherwise'), '--out', out)
    expect(code).toBe(1)
    expect(text).toContain('position: expected 3 XMR, the trader last heard 2 XMR')
    expect(text).toContain('▶ addOrder #1 XMR/EUR 2 at 149.50')
    expect(text).toContain(`again     npm run -s wavetank -- run ${story('ends-otherwise')}\n`)
    expect(text).toMatch(/\n0 passed, 1 failed\n$/)
    const report = join(out, 'ends-otherwise.-.html')
    expect(text).toContain(`  report    ${report}\n`)
    expect(readFileSync(report, 'utf8')).toContain('position: expected 3 XMR, the trader last heard 2 XMR')
  })

  it('makes a report of any trace beside it or where it is told to, and says what is no trace', async () => {
    await wavetank('run', story('bid-is-filled'), '--out', out)
    const trace = join(out, 'bid-is-filled.-.jsonl')
    const before = readFileSync(trace)
    const page = join(out, 'bid-is-filled.-.html')
    expect(existsSync(page)).toBe(false)
    expect(await wavetank('report', trace)).toEqual({ code: 0, out: `${page}\n`, err: '' })
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/)
    const events = join(out, 'events.json')
    expect(await wavetank('report', trace, '--perfetto', '--out', events)).toEqual({
      code: 0,
      out: `${events}\n`,
      err: '',
    })
    expect(JSON.parse(readFileSync(events, 'utf8'))).toHaveProperty('traceEvents')
    expect(readFileSync(trace)).toEqual(before)
    expect(await wavetank('report', 'package.json')).toMatchObject({
      code: 2,
      err: "wavetank: 'package.json' is no trace: it has a fault, line 1 is no head of a trace: not JSON: {\n",
    })
    expect(await wavetank('report', trace, '--out', join(out, 'nowhere/x.html'))).toMatchObject({
      code: 2,
      err: `wavetank: cannot write '${join(out, 'nowhere/x.html')}': there is no such folder\n`,
    })
  })

  it('as JSON gives the same hash twice, and code 5 for a story that missed its point', async () => {
    const words = ['run', story('misses-its-point'), story('bid-is-filled'), '--json', '--out', out]
    const [one, other] = [await wavetank(...words), await wavetank(...words)]
    expect([one.code, other.code, one.err]).toEqual([5, 5, ''])
    const documents = [one, other].map(({ out: text }): unknown => JSON.parse(text))
    expect(documents[0]).toMatchObject({
      passed: 1,
      failed: 1,
      unknown: 1,
      scenarios: [{ branches: 2 }, { failures: [] }],
    })
    const hashes = documents.map((document) => JSON.stringify(document).match(/"hash":"[0-9a-f]{64}"/g))
    expect(hashes[0]).toHaveLength(2)
    expect(hashes[0]).toEqual(hashes[1])
  })

  it('says the same of its stories however many processes share them', async () => {
    const names = ['bid-is-filled', 'ends-otherwise', 'misses-its-point'].map(story)
    const words = ['run', ...names, 'plain-order-life', 'one-lot-short', '--out', out, '--jobs']
    const [alone, shared] = [await wavetank(...words, '1'), await wavetank(...words, '2')]
    /** How fast it went is nobody's promise. */
    const timeless = (text: string): string => text.replace(/ {2,}[\d,]+(?= {2}(passed|failed|unknown)|\n)/g, '')
    expect({ code: alone.code, err: alone.err }).toEqual({ code: 1, err: '' })
    expect(alone.out).toContain('position: expected 3 XMR, the trader last heard 2 XMR')
    expect({ ...shared, out: timeless(shared.out) }).toEqual({ ...alone, out: timeless(alone.out) })
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('at %s stops after the branch at hand and keeps what it has', async (signal, code) => {
    const folder = join(out, signal)
    const { child, ended } = start('run', story('bid-is-filled'), story('has-many-branches'), '--out', folder)
    const firstTrace = join(folder, 'has-many-branches.0.jsonl')
    while (!existsSync(firstTrace) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 10))
    child.kill(signal)
    const { out: text, ...rest } = await ended
    expect(text).toMatch(/^ {2}story .*\n {2}bid-is-filled .*\n\n1 passed, 0 failed\n$/)
    expect(rest).toEqual({
      code,
      err: `wavetank: interrupted by ${signal}; 1 of 2 stories are in the table\n`,
    })
  })

  it('ends quietly when nobody reads its output', async () => {
    const { child, ended } = start('run', story('ends-otherwise'), '--lanes', '--out', out)
    child.stdout?.destroy()
    expect(await ended).toEqual({ code: 141, out: '', err: '' })
  })
})
