/** A process that loads broken brokers and tries them out, one after another, for whoever started it. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { WeatherName } from '../../hunt/climate.ts'
import type { BrokerFactory } from '../../play/cast.ts'
import { type HuntedSeeds, type Pursuit, health, pursue } from '../../specimens/pursuit.ts'
import type { Specimen } from '../../specimens/specimens.ts'
import { type Trial, tryOut } from '../../specimens/trial.ts'
import { STORIES, findStories } from '../stories.ts'
import type { Order, Told } from './orders.ts'

process.on('message', (order: Order) => {
  void carryOut(order).then((result) => tell({ kind: 'ended', result }))
})
process.on('disconnect', () => process.exit())
// Whoever started this one hears the signal too, and ends it.
process.on('SIGINT', () => undefined)

const tell = (told: Told): void => void process.send?.(told)

async function carryOut({ specimen, home, hunt }: Order): Promise<Trial | Pursuit> {
  const file = pathToFileURL(join(home, 'src/broker/broker.ts')).href
  const { createBroker } = (await import(file)) as { readonly createBroker: BrokerFactory }
  return hunt === undefined ? inItsStories(specimen, createBroker) : inHuntedOnes(hunt, createBroker)
}

async function inItsStories(specimen: Specimen, broken: BrokerFactory): Promise<Trial> {
  const stories = await findStories(specimen.scenarios, STORIES)
  return stories.ok ? tryOut(specimen, stories.value, broken) : { kind: 'survived', why: stories.error }
}

const wellIn = new Map<WeatherName, (seed: number) => boolean>()

async function inHuntedOnes(hunt: HuntedSeeds, broken: BrokerFactory): Promise<Pursuit> {
  const isWell = wellIn.get(hunt.weather) ?? health(hunt.weather)
  wellIn.set(hunt.weather, isWell)
  const pursuit = pursue(broken, hunt, isWell)
  for (;;) {
    const { done, value } = pursuit.next()
    if (done === true) return value
    tell({ kind: 'going', seeds: value })
    // What is told leaves only when nothing is being played.
    await setImmediate()
  }
}
