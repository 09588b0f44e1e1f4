/** How the foreign clients are run: they wait for real sockets, and Kraken answers in the same process. */
import { defineConfig } from 'vitest/config'
import { tally } from './test/clients/tally.ts'
import { totals } from './test/reporter.ts'

export default defineConfig({
  test: {
    include: ['test/clients/**/*.test.ts'],
    setupFiles: ['test/clients/setup.ts'],
    pool: 'threads',
    fileParallelism: false,
    isolate: false,
    allowOnly: false,
    testTimeout: 30_000,
    expect: { requireAssertions: true },
    reporters: ['default', tally(), totals()],
  },
})
