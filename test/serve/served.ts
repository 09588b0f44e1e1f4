/** A Kraken on a free port of this machine, for one test. */
import { afterEach } from 'vitest'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { type KrakenOptions, type Started, startKraken } from '../../sim/serve/start.ts'
import { present } from '../../src/assert.ts'

let running: Started[] = []
afterEach(async () => {
  for (const { stop } of running) await stop()
  running = []
})

export const STANDARD: KrakenOptions = {
  universe: builtInUniverse(),
  accounts: undefined,
  faults: undefined,
  market: 'none',
  pairs: [],
  quirks: [],
  seed: '1',
  speed: 1,
  port: 0,
  host: '127.0.0.1',
  tls: undefined,
  record: undefined,
  version: 'test',
  complain: () => undefined,
}

/** Stopped at the end of the test. */
export async function started(options: Partial<KrakenOptions> = {}): Promise<Started> {
  const one = await startKraken({ ...STANDARD, ...options })
  if (!one.ok) throw new Error(one.error)
  running.push(one.value)
  return one.value
}

/** The sentence with which it does not start. */
export async function refusal(options: Partial<KrakenOptions>): Promise<string> {
  const one = await startKraken({ ...STANDARD, ...options })
  if (one.ok) {
    running.push(one.value)
    throw new Error('it started')
  }
  return one.error
}

export const demoKey = ({ accounts }: Started): { readonly key: string; readonly secret: string } =>
  present(accounts[0]?.keys[0], 'the first account has a key')

/** An operator's request; the status and what came back. */
export async function control(
  { kraken }: Started,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly said: Readonly<Record<string, unknown>> }> {
  const response = await fetch(
    `${kraken.rest}/wavetank${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  )
  return { status: response.status, said: (await response.json()) as Readonly<Record<string, unknown>> }
}
