/** Every real bug that is brought back into the broker makes a scenario fail, by the claim that it is known to break. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { SpecimensDocument } from '../../sim/report/specimens.ts'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** About a second each, on as many cores as there are. */
const SLOW = 600_000

test(
  'each is caught, where the broker as it is passes',
  async () => {
    const { out, code } = await ended(start('--json'))
    const { specimens, survivors } = JSON.parse(out) as SpecimensDocument
    expect(survivors).toEqual([])
    expect(specimens.map(({ id, invariant }) => [id, invariant])).toEqual(
      SPECIMENS.map(({ id, caughtBy }) => [id, caughtBy]),
    )
    expect(code).toBe(0)
    expect(leftOver()).toEqual([])
  },
  SLOW,
)

test(
  'what a person reads names bug, scenario and claim',
  async () => {
    const { out, code } = await ended(start('no-write-on-exit'))
    expect(out).toMatch(
      /no-write-on-exit +FILE-01 +restart-after-every-kind-of-end \S+ +whoever ends as asked leaves in pps\.toml what was told/,
    )
    expect(out).toContain('1 caught, 0 not')
    expect(code).toBe(0)
  },
  SLOW,
)

test(
  'a name that there is not is answered with one sentence',
  async () => {
    const { err, code } = await ended(start('no-write-on-exti'))
    expect(err).toBe(
      "wavetank: there is no specimen 'no-write-on-exti', and none of such a bug; did you mean 'no-write-on-exit'?\n",
    )
    expect(code).toBe(2)
  },
  SLOW,
)

test(
  'an interrupt ends it with what has been found, and leaves nothing behind',
  async () => {
    const child = start('--json', '--jobs', '1')
    setTimeout(() => child.kill('SIGINT'), 3000)
    const { out, err, code } = await ended(child)
    const { specimens } = JSON.parse(out) as SpecimensDocument
    expect(specimens.length).toBeLessThan(SPECIMENS.length)
    expect(err).toBe(
      `wavetank: interrupted by SIGINT; ${specimens.length} of ${SPECIMENS.length} specimens are in the table\n`,
    )
    expect(code).toBe(130)
    expect(leftOver()).toEqual([])
  },
  SLOW,
)

function start(...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', 'specimens', ...words], { cwd: project })
}

function ended(
  child: ChildProcess,
): Promise<{ readonly out: string; readonly err: string; readonly code: number | null }> {
  const said = { out: '', err: '' }
  child.stdout?.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (said.err += data.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code })))
}

const leftOver = (): readonly string[] =>
  readdirSync(`${project}.wavetank`).filter((name) => name.startsWith('specimens-'))
