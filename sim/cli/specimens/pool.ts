/** A few processes that try specimens out; one that hangs is ended and counts as not caught. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { HuntedSeeds, Pursuit } from '../../specimens/pursuit.ts'
import type { Specimen } from '../../specimens/specimens.ts'
import type { Trial } from '../../specimens/trial.ts'
import type { Bench } from './bench.ts'
import type { Order, Told } from './orders.ts'

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))

/** All stories of most take one second, and a hunted one a tenth; a bug that goes round in circles takes for ever. */
const PATIENCE_SECONDS = 120

type Options<Result> = {
  readonly bench: Bench
  readonly jobs: number
  readonly isOver: () => boolean
  /** Hears of each as it ends. */
  readonly told: (specimen: Specimen, result: Result) => void
}

/** Plays the stories of each, `jobs` of them at a time. Nothing is begun once `isOver`. */
export const tryAll = (specimens: readonly Specimen[], options: Options<Trial>): Promise<void> =>
  sendAll(specimens, {}, { ...options, went: () => undefined, missed: (why) => ({ kind: 'survived', why }) })

/** Hunts each in the same seeds; `went` hears after each seed how many a specimen has outlived. */
export const huntAll = (
  specimens: readonly Specimen[],
  hunt: HuntedSeeds,
  options: Options<Pursuit> & { readonly went: (specimen: Specimen, seeds: number) => void },
): Promise<void> =>
  sendAll(
    specimens,
    { hunt },
    { ...options, missed: (why, seeds) => ({ kind: 'survived', seeds, why: `${why} in seed ${hunt.from + seeds}` }) },
  )

async function sendAll<Result extends Trial | Pursuit>(
  specimens: readonly Specimen[],
  what: Pick<Order, 'hunt'>,
  {
    bench,
    jobs,
    isOver,
    told,
    ...rest
  }: Options<Result> & {
    readonly went: (specimen: Specimen, seeds: number) => void
    /** One that its process could not try to the end, after so many seeds. */
    readonly missed: (why: string, seeds: number) => Result
  },
): Promise<void> {
  const queue = [...specimens]
  const line = async (): Promise<void> => {
    let child: ChildProcess | undefined
    for (let next = queue.shift(); next !== undefined && !isOver(); next = queue.shift()) {
      const specimen = next
      const made = bench.make(specimen)
      if (!made.ok) {
        told(specimen, rest.missed(`it does not fit the source any more: ${made.error}`, 0))
        continue
      }
      child ??= fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      const result = await sendOne<Result>(
        child,
        { specimen, home: made.value, ...what },
        { isOver, missed: rest.missed, went: (seeds) => rest.went(specimen, seeds) },
      )
      if (result === 'interrupted') break
      if (child.exitCode !== null || child.signalCode !== null || child.killed) child = undefined
      told(specimen, result)
    }
    child?.kill('SIGKILL')
  }
  await Promise.all(Array.from({ length: Math.min(jobs, specimens.length) }, line))
}

const LOOK_EVERY_MS = 100

function sendOne<Result extends Trial | Pursuit>(
  child: ChildProcess,
  order: Order,
  {
    isOver,
    went,
    missed,
  }: {
    readonly isOver: () => boolean
    readonly went: (seeds: number) => void
    readonly missed: (why: string, seeds: number) => Result
  },
): Promise<Result | 'interrupted'> {
  return new Promise((resolve) => {
    let outlived = 0
    const end = (result: Result | 'interrupted'): void => {
      clearTimeout(patience)
      clearInterval(look)
      child.removeAllListeners()
      resolve(result)
    }
    const patience = setTimeout(() => {
      child.kill('SIGKILL')
      end(missed(`it had come to no end after ${PATIENCE_SECONDS} s`, outlived))
    }, PATIENCE_SECONDS * 1000)
    const look = setInterval(() => {
      if (isOver()) end('interrupted')
    }, LOOK_EVERY_MS)
    child.on('message', (told: Told) => {
      if (told.kind === 'ended') return end(told.result as Result)
      outlived = told.seeds
      patience.refresh()
      went(outlived)
    })
    child.once('exit', (code) => end(missed(`its process ended with code ${code ?? 'of a signal'}`, outlived)))
    child.send(order)
  })
}
