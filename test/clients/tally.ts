/** Says at the end of the client suite how much of the clients was tried. */
import type { Reporter } from 'vitest/node'

/** A line for each client: how many calls, of which methods. Only what tests that passed have called counts. */
export const tally = (): Reporter => ({
  onTestRunEnd(modules) {
    const passed = modules.flatMap((module) => [...module.children.allTests('passed')])
    const calls = passed.flatMap((test) => test.meta().tried ?? [])
    for (const client of [...new Set(calls.map(clientOf))].sort()) {
      const own = calls.filter((call) => clientOf(call) === client)
      const methods = [...new Set(own.map((call) => call.slice(client.length + 1)))].sort()
      process.stdout.write(`${client}: ${own.length} calls of ${methods.length} methods: ${methods.join(', ')}\n`)
    }
  },
})

const clientOf = (call: string): string => call.replace(/\..*$/, '')
