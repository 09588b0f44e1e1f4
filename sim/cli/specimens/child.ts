/** A process that loads broken brokers and tries them out, one after another, for whoever started it. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrokerFactory } from '../../play/cast.ts'
import { type Trial, tryOut } from '../../specimens/trial.ts'
import { STORIES, findStories } from '../stories.ts'
import type { Order } from './orders.ts'

process.on('message', (order: Order) => {
  void carryOut(order).then((trial) => process.send?.(trial))
})
process.on('disconnect', () => process.exit())
// Whoever started this one hears the signal too, and ends it.
process.on('SIGINT', () => undefined)

async function carryOut({ specimen, home }: Order): Promise<Trial> {
  const stories = await findStories(specimen.scenarios, STORIES)
  if (!stories.ok) return { kind: 'survived', why: stories.error }
  const file = pathToFileURL(join(home, 'src/broker/broker.ts')).href
  const { createBroker } = (await import(file)) as { readonly createBroker: BrokerFactory }
  return tryOut(specimen, stories.value, createBroker)
}
