/** Ends every test run with one plain line that a person, or a script, finds in the last place it looks. */
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Prints `N passed, N failed`, and `, N skipped` if any were, as the process exits, so that nothing comes after it.
 * Beside tests it counts as failed: a file that does not load, a hook that throws, an error nobody caught, a test
 * that was begun and never ended. A run that fails for another reason, such as finding no tests, counts one.
 */
export function totals(): Reporter {
  let [passed, failed, skipped] = [0, 0, 0]
  return {
    onInit() {
      process.once('exit', (code) => {
        if (code !== 0) failed = Math.max(failed, 1)
        process.stdout.write(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`)
      })
    },
    onTestRunEnd(modules, unhandledErrors) {
      const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
      passed = states.filter((state) => state === 'passed').length
      skipped = states.filter((state) => state === 'skipped').length
      const brokenFiles = modules.map(brokenOutsideTests).reduce((sum, count) => sum + count, 0)
      failed = states.length - passed - skipped + brokenFiles + unhandledErrors.length
    },
  }
}

/** How many of the file and its suites failed by themselves, not by a test in them. */
function brokenOutsideTests(module: TestModule): number {
  return [module, ...module.children.allSuites()].filter((part) => part.errors().length > 0).length
}
