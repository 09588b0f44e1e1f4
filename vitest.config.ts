/** How the tests are run: all of them pure or reading only, so that files may share a worker and its modules. */
import { defineConfig } from 'vitest/config'
import { totals } from './test/reporter.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Foreign clients, which `npm run test:clients` runs.
    exclude: ['test/clients/**'],
    pool: 'threads',
    isolate: false,
    allowOnly: false,
    expect: { requireAssertions: true },
    reporters: ['default', totals()],
  },
})
