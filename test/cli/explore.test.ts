/** `wavetank explore` as a stranger runs it. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))

function explore(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'sim/cli/main.ts', 'explore', ...words],
    { cwd: project, encoding: 'utf8' },
  )
  return { code: status, out: stdout, err: stderr }
}

/** Each starts a process of its own, on machines that may be busy. */
describe('explore', { timeout: 120_000 }, () => {
  it('counts the branches within a bound, and prints the bound of schedules by priority', () => {
    const words = ['both-halves-of-an-edit', '--dialect', 'v1', '--edits', 'masquerade', '--json']
    const within = explore(...words, '--bound', '1')
    expect(within.code).toBe(0)
    const way = { dialect: 'v1', editPolicy: 'masquerade' }
    const document = JSON.parse(within.out) as { readonly ways: readonly { readonly branches: number }[] }
    expect(document).toEqual({
      story: 'both-halves-of-an-edit',
      ways: [{ ...way, branches: expect.any(Number) as number, isComplete: true, failures: [] }],
    })
    expect(document.ways[0]?.branches).toBeGreaterThan(1)
    const { out } = explore(...words.slice(0, -1), '--depth', '2', '--runs', '4')
    expect(out).toMatch(
      /^v1, masquerade: 4 schedules of 2 who take 8 steps; a bug of depth 2 is found by each with a probability of at least 1\/16, by all of them of 0\.\d{4}; all held\n$/,
    )
  })
})
