/** `wavetank hunt --crash-everywhere` as a stranger runs it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))

function hunt(words: readonly string[], interruptAfterMs?: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', 'hunt', ...words], { cwd: project })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()))
  if (interruptAfterMs !== undefined) setTimeout(() => child.kill('SIGINT'), interruptAfterMs)
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  )
}

const SLOW = 60_000

test(
  'a story that there is not is one sentence',
  async () => {
    expect(await hunt(['--crash-everywhere', 'plain-order-lif'])).toEqual({
      code: 2,
      out: '',
      err: "wavetank: there is no story 'plain-order-lif'; did you mean 'plain-order-life'?\n",
    })
  },
  SLOW,
)

test(
  'an interrupt ends it with what was tried',
  async () => {
    const { code, out, err } = await hunt(['--crash-everywhere', 'more-than-fifty-fills-missed', '--json'], 6000)
    const { story, isComplete, violations, strikes } = JSON.parse(out) as Readonly<Record<string, unknown>>
    expect({ story, isComplete, violations }).toEqual({
      story: 'more-than-fifty-fills-missed',
      isComplete: false,
      violations: [],
    })
    expect(err).toBe(`wavetank: interrupted by SIGINT after ${String(strikes)} strikes; what was left was not tried\n`)
    expect(code).toBe(130)
  },
  SLOW,
)
