/** `wavetank why` as a stranger runs it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'wavetank-why-'))
afterAll(() => rmSync(folder, { recursive: true }))

function wavetank(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'sim/cli/main.ts', 'why', ...words],
    { cwd: project, encoding: 'utf8' },
  )
  return { code: status, out: stdout, err: stderr }
}

/** One process, and dozens of runs in it. */
const SLOW = 60_000

test(
  'it says where the run was lost, what passes beside it, and where the page lies',
  () => {
    const { code, out, err } = wavetank('test/cli/stories/has-two-forks.ts', '--runs', '4', '--out', folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(
      /Lost at 4\.950 s, when fork 2 took way 2 of 2: until then \d of 4 runs .* from then on none of 4\./,
    )
    expect(out).toMatch(
      /first it differs in {3}4\.950 s, settle\n {2}and is there {10}4\.950 s, .*sells 1 XMR at market/,
    )
    expect(out).toContain('run test/cli/stories/has-two-forks.ts --path 1.1')
    const page = join(folder, 'has-two-forks.1.1.html')
    expect(out).toContain(page)
    expect(readFileSync(page, 'utf8')).toContain('"fate":{"sentence":"Lost at 4.950 s')
    expect(existsSync(join(folder, 'has-two-forks.nearest.1.0.jsonl'))).toBe(true)
  },
  SLOW,
)

test(
  'what cannot be explained is one sentence',
  () => {
    expect(wavetank('test/cli/stories/bid-is-filled.ts')).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^wavetank: bid-is-filled holds in all \d+ branches .* so there is no failure to explain\n$/,
      ) as string,
    })
  },
  SLOW,
)
