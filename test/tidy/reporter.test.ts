/** The last line of a test run tells what was counted, whatever went wrong. */
import { expect, test } from 'vitest'
import { plant, run } from './scratch.ts'

const CONFIG = `
import { totals } from '../../../../test/reporter.ts'
export default { test: { root: import.meta.dirname, include: ['*.test.ts'], pool: 'threads', reporters: ['default', totals()] } }
`
const VITEST = 'node_modules/vitest/vitest.mjs'
const CHILD_MILLISECONDS = 60_000

async function lastLine(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = plant(name, { 'vitest.config.ts': CONFIG, ...files })
  const { code, output } = await run(VITEST, 'run', '--config', `${folder}/vitest.config.ts`)
  return `exit ${code}: ${output.slice(output.trimEnd().lastIndexOf('\n') + 1)}`
}

const passing = "import { test } from 'vitest'\ntest('a', () => {})\ntest('b', () => {})\n"

test.each([
  { what: 'a good run', files: { 'a.test.ts': passing }, line: 'exit 0: 2 passed, 0 failed\n' },
  {
    what: 'a failed, a skipped and two passed tests',
    files: { 'a.test.ts': `${passing}test('c', () => { throw new Error('c') })\ntest.skip('d', () => {})\n` },
    line: 'exit 1: 2 passed, 1 failed, 1 skipped\n',
  },
  {
    what: 'a file that does not load',
    files: { 'a.test.ts': passing, 'b.test.ts': "import './absent.ts'\n" },
    line: 'exit 1: 2 passed, 1 failed\n',
  },
  {
    what: 'a hook that throws',
    files: {
      'a.test.ts': `import { beforeAll, describe } from 'vitest'\n${passing}
        describe('s', () => { beforeAll(() => { throw new Error('hook') }); test('c', () => {}) })\n`,
    },
    line: 'exit 1: 2 passed, 1 failed, 1 skipped\n',
  },
  {
    what: 'an error that nobody caught',
    files: { 'a.test.ts': `${passing}Promise.reject(new Error('stray'))\n` },
    line: 'exit 1: 2 passed, 1 failed\n',
  },
  { what: 'no tests at all', files: {}, line: 'exit 1: 0 passed, 1 failed\n' },
])(
  '$what ends in its totals',
  async ({ what, files, line }) => {
    expect(await lastLine(`reporter/${what.replaceAll(' ', '-')}`, files)).toBe(line)
  },
  CHILD_MILLISECONDS,
)
