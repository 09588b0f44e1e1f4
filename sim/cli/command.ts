/** What a command of the program is. */
import { type Result, fail, ok } from '../../src/result.ts'
import type { Terminal } from './terminal.ts'

/** What was meant, or one sentence about what is wrong with the words. */
export type Read<Value> = Result<Value, string>

/** `flag` is there or not; the others take a value, and are shown with this one. */
export type Option = 'flag' | { readonly example: string }

/** The words after a command's name, sorted. */
export type Given = {
  readonly names: readonly string[]
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, string>
}

export type CommandParts<Asked> = {
  readonly name: string
  /** For the overview: the words, and what they do. */
  readonly usage: string
  readonly does: string
  /** The whole text of `--help`. */
  readonly help: string
  readonly options: Readonly<Record<string, Option>>
  readonly read: (given: Given) => Read<Asked>
  /** Does it, and gives the exit code. Loads what only this command needs when it is needed. */
  readonly perform: (asked: Asked, terminal: Terminal) => Promise<number>
  /** Its standard output is for a program that it talks with; it has its own opinion about the end of its streams. */
  readonly ownsStreams?: true
}

/** A command that was asked for and read. */
export type Prepared = { readonly asked: unknown; readonly perform: (terminal: Terminal) => Promise<number> }

export type Command = Omit<CommandParts<unknown>, 'read' | 'perform'> & {
  readonly prepare: (given: Given) => Read<Prepared>
}

/** Ties what a command reads to what it performs, so that a table can hold commands of every kind. */
export function command<Asked>({ read, perform, ...parts }: CommandParts<Asked>): Command {
  return {
    ...parts,
    prepare(given) {
      const asked = read(given)
      if (!asked.ok) return asked
      return { ok: true, value: { asked: asked.value, perform: (terminal) => perform(asked.value, terminal) } }
    },
  }
}

/** The value if it has the shape, or is not there; else the demand, and what was given instead. */
export const checked = (value: string | undefined, shape: RegExp, demand: string): Read<string | undefined> =>
  value === undefined || shape.test(value) ? ok(value) : fail(`${demand}, not '${value}'`)
