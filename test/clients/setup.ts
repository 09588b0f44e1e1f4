/** Runs around every test of the client suite: ends the clients' connections, and keeps what was tried with them. */
import { afterEach } from 'vitest'
import { leaveAll, takeTried } from './pointed.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** `ccxt.fetchBalance`, each as often as it was called. */
    tried?: readonly string[]
  }
}

afterEach(async ({ task }) => {
  await leaveAll()
  task.meta.tried = takeTried()
})
