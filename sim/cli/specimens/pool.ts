/** A few processes that try specimens out; one that hangs is ended and counts as not caught. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Specimen } from '../../specimens/specimens.ts'
import type { Trial } from '../../specimens/trial.ts'
import type { Bench } from './bench.ts'

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))

/** Most take one second, most of that for loading; a bug that goes round in circles takes for ever. */
const PATIENCE_SECONDS = 120

/** Tries all of them, `jobs` at a time; `told` hears of each as it ends. Nothing is begun once `isOver`. */
export async function tryAll(
  specimens: readonly Specimen[],
  {
    bench,
    jobs,
    isOver,
    told,
  }: {
    readonly bench: Bench
    readonly jobs: number
    readonly isOver: () => boolean
    readonly told: (specimen: Specimen, trial: Trial) => void
  },
): Promise<void> {
  const queue = [...specimens]
  const line = async (): Promise<void> => {
    let child: ChildProcess | undefined
    for (let next = queue.shift(); next !== undefined && !isOver(); next = queue.shift()) {
      const made = bench.make(next)
      if (!made.ok) {
        told(next, { kind: 'survived', why: `it does not fit the source any more: ${made.error}` })
        continue
      }
      child ??= fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      const trial = await tryOne(child, { specimen: next, home: made.value }, isOver)
      if (trial === 'interrupted') break
      if (child.exitCode !== null || child.killed) child = undefined
      told(next, trial)
    }
    child?.kill('SIGKILL')
  }
  await Promise.all(Array.from({ length: Math.min(jobs, specimens.length) }, line))
}

const LOOK_EVERY_MS = 100

function tryOne(
  child: ChildProcess,
  order: { readonly specimen: Specimen; readonly home: string },
  isOver: () => boolean,
): Promise<Trial | 'interrupted'> {
  return new Promise((resolve) => {
    const end = (trial: Trial | 'interrupted'): void => {
      clearTimeout(patience)
      clearInterval(look)
      child.removeAllListeners()
      resolve(trial)
    }
    const patience = setTimeout(() => {
      child.kill('SIGKILL')
      end({ kind: 'survived', why: `it had come to no end after ${PATIENCE_SECONDS} s` })
    }, PATIENCE_SECONDS * 1000)
    const look = setInterval(() => {
      if (isOver()) end('interrupted')
    }, LOOK_EVERY_MS)
    child.once('message', (trial: Trial) => end(trial))
    child.once('exit', (code) => end({ kind: 'survived', why: `its process ended with code ${code ?? 'of a signal'}` }))
    child.send(order)
  })
}
