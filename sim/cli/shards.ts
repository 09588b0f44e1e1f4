/** Splits a command among processes of its own, one a core: each does its shard and says how far it is. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Interruption } from './exit.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

const WATCH_MILLISECONDS = 100

export type Shard = { readonly number: number; readonly of: number }

/** `2/4`, counted from one. */
export function readShard(text: string): Shard | undefined {
  const [, number, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  const shard = { number: Number(number), of: Number(of) }
  return shard.number >= 1 && shard.number <= shard.of ? shard : undefined
}

/** Every shard has as many as any other, but for one, and all of them together have each exactly once. */
export const inShard = <Item>(items: readonly Item[], { number, of }: Shard): readonly Item[] =>
  items.filter((_, index) => index % of === number - 1)

/** From a shard's process to whoever split the work; nothing where nobody did. */
export const tell = (message: object): void => void process.send?.(message)

export const tellDone = (done: number): void => tell({ done })

/**
 * Runs `words --shard k/jobs` in a process for each job and gives what each printed. Fails with the first that had no
 * document to print, in its own words.
 */
export async function inShards(
  words: readonly string[],
  {
    jobs,
    progress = () => undefined,
    told = () => undefined,
    shardOf = (job) => ({ number: job, of: jobs }),
    interruption,
  }: {
    readonly jobs: number
    readonly progress?: (done: number) => void
    /** Hears whatever a job says besides. */
    readonly told?: (message: unknown) => void
    /** Which part the job has; counted from one. */
    readonly shardOf?: (job: number) => Shard
    readonly interruption: () => Interruption | undefined
  },
): Promise<Result<readonly string[], string>> {
  const done = new Array<number>(jobs).fill(0)
  const children: ChildProcess[] = []
  // A signal of the terminal's reaches the jobs by itself; one to this process alone is passed on.
  const watch = setInterval(() => {
    const signal = interruption()
    if (signal === undefined) return
    clearInterval(watch)
    for (const child of children) child.kill(signal)
  }, WATCH_MILLISECONDS)
  const ended = await Promise.all(
    done.map((_, index) => {
      const { number, of } = shardOf(index + 1)
      const child = fork(MAIN, [...words, '--shard', `${number}/${of}`], { silent: true })
      children.push(child)
      const parts = { out: '', err: '' }
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (parts.out += text))
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (parts.err += text))
      child.on('message', (message: { readonly done?: number }) => {
        if (message.done === undefined) {
          told(message)
          return
        }
        done[index] = message.done
        progress(done.reduce((sum, count) => sum + count, 0))
      })
      return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) => {
        child.on('close', (code) => resolve({ code, ...parts }))
      })
    }),
  )
  clearInterval(watch)
  const broken = ended.find(({ out }) => !out.startsWith('{'))
  if (broken !== undefined)
    return fail(broken.err.trim().replace(/^wavetank: /, '') || `a job ended with ${broken.code}`)
  return ok(ended.map(({ out }) => out))
}
