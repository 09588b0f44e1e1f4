/** `wavetank shrink` as a stranger runs it: the file that it leaves fails when it is run, for the same reason. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { MOST_LINES } from '../../sim/hunt/shrink/source.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'wavetank-shrink-'))
afterAll(() => rmSync(folder, { recursive: true }))

function wavetank(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'sim/cli/main.ts', 'shrink', ...words],
    {
      cwd: project,
      encoding: 'utf8',
    },
  )
  return { code: status, out: stdout, err: stderr }
}

/** Three processes at most, one after the other. */
const SLOW = 60_000

test(
  'a story that fails is written as a small one, and its own remark plays it',
  () => {
    const file = join(folder, 'small.ts')
    const { code, out, err } = wavetank('test/cli/stories/ends-otherwise.ts', '--out', file)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('position: expected 3 XMR, the trader last heard 2 XMR')
    expect(out).toMatch(/6 steps came down to \d, played \d+ times/)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(MOST_LINES)
    const again = lines.find((line) => line.startsWith('// Fails by: npm run -s wavetank -- '))?.split(' -- ')[1]
    const played = spawnSync(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', ...(again ?? '').split(' ')], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(played.stdout).toContain('position: expected 3 XMR, the trader last heard 2 XMR')
    expect(played.status).toBe(1)
  },
  SLOW,
)

test(
  'as a document it says what came of it',
  () => {
    const file = join(folder, 'smaller.ts')
    const { code, out } = wavetank('test/cli/stories/ends-otherwise.ts', '--dialect', 'v2', '--out', file, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      file,
      claim: 'the ending',
      steps: { before: 6 },
      isMinimal: true,
      path: '-',
      seed: 1,
      way: { dialect: 'v1', editPolicy: 'masquerade' },
    })
  },
  SLOW,
)

test(
  'what cannot be done is one sentence',
  () => {
    expect(wavetank('plain-order-life')).toEqual({
      code: 2,
      out: '',
      err: 'wavetank: plain-order-life holds in all 2 branches that were played, so there is nothing to make smaller\n',
    })
    expect(wavetank().err).toBe("wavetank: shrink needs a story that fails, as in 'shrink ./my-story.ts'\n")
    expect(wavetank('test/cli/stories/ends-otherwise.ts', '--path', '7').err).toBe(
      'wavetank: ends-otherwise has no path 7: there are 0 picks in it, not 1.\n',
    )
    expect(wavetank('test/cli/stories/ends-otherwise.ts', '--out', 'package.json/x.ts').err).toContain(
      "wavetank: cannot write to 'package.json': a file of that name is in the way",
    )
  },
  SLOW,
)
