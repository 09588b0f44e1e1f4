/** Brokers with a bug in them, for a hunt to find: specimens loaded into this process, and one that is planted. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBroker } from '../../src/broker/broker.ts'
import type { BrokerFactory } from '../../sim/play/cast.ts'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'
import { type Specimen, withBug } from '../../sim/specimens/specimens.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

export type Shelf = {
  readonly load: (id: string) => Promise<{ readonly specimen: Specimen; readonly broker: BrokerFactory }>
  readonly clear: () => void
}

/** Below the project, so that the copies find its packages. */
export function openShelf(): Shelf {
  mkdirSync(join(project, '.wavetank'), { recursive: true })
  const place = mkdtempSync(join(project, '.wavetank', 'shelf-'))
  return {
    async load(id) {
      const specimen = SPECIMENS.find((one) => one.id === id)
      if (specimen === undefined) throw new Error(`there is no specimen ${id}`)
      const patched = withBug(specimen, readFileSync(join(project, specimen.file), 'utf8'))
      if (!patched.ok) throw new Error(`${id}: ${patched.error}`)
      const home = join(place, id)
      cpSync(join(project, 'src'), join(home, 'src'), { recursive: true })
      writeFileSync(join(home, specimen.file), patched.value)
      const file = join(home, 'src/broker/broker.ts')
      const { createBroker: broker } = (await import(file)) as { readonly createBroker: BrokerFactory }
      return { specimen, broker }
    },
    clear: () => rmSync(place, { recursive: true, force: true }),
  }
}

/** Swallows every fill once all three have happened: a socket closed, a 502 and a 520 from REST. */
export const brokenByThree: BrokerFactory = (config) => {
  const broker = createBroker(config)
  const met = new Set<string>()
  return {
    pending: () => broker.pending(),
    handle(now, input) {
      if (input.kind === 'socket-closed') met.add('closed')
      if (input.kind === 'http-answered' && [502, 520].includes(input.status)) met.add(String(input.status))
      const effects = broker.handle(now, input)
      if (met.size < 3) return effects
      return effects.filter((effect) => effect.kind !== 'ems-event' || effect.event.kind !== 'BrokerdFill')
    },
  }
}
