/** Reads the command line; what is wrong with it comes back as one sentence. */
import { parseArgs } from 'node:util'
import { fail, ok } from '../../src/result.ts'
import type { Command, Given, Option, Prepared, Read } from './command.ts'
import { COMMANDS } from './commands.ts'
import { guess } from './nearest.ts'

export type Asked =
  | { readonly kind: 'perform'; readonly command: Command; readonly prepared: Prepared }
  | { readonly kind: 'help'; readonly about: Command | undefined }
  | { readonly kind: 'version' }

const NAMES = COMMANDS.map(({ name }) => name)

export function readArguments(words: readonly string[]): Read<Asked> {
  const [first, ...rest] = words
  switch (first) {
    case undefined:
    case '--help':
    case '-h':
      return ok({ kind: 'help', about: undefined })
    case '--version':
      return ok({ kind: 'version' })
    case 'help':
      return readHelp(rest)
    default: {
      const named = commandNamed(first)
      if (named !== undefined) return readCommand(named, rest)
      const names = [...NAMES, 'help']
      return fail(
        first.startsWith('-')
          ? `there is no option '${first}' before a command; a command comes first, one of ${names.join(', ')}`
          : `there is no command '${first}'${guess(first, names) || `; the commands are ${names.join(', ')}`}`,
      )
    }
  }
}

function readHelp([about]: readonly string[]): Read<Asked> {
  const named = commandNamed(about)
  if (about === undefined || named !== undefined) return ok({ kind: 'help', about: named })
  return fail(`there is no help about '${about}', only about ${NAMES.join(', ')}`)
}

const commandNamed = (word: string | undefined): Command | undefined => COMMANDS.find(({ name }) => name === word)

function readCommand(command: Command, words: readonly string[]): Read<Asked> {
  const given = readOptions(command, words)
  if (!given.ok) return given
  if (given.value.flags.has('help')) return ok({ kind: 'help', about: command })
  const prepared = command.prepare(given.value)
  return prepared.ok ? ok({ kind: 'perform', command, prepared: prepared.value }) : prepared
}

/** The tokens of `parseArgs`, judged here: its own complaints are not written for somebody who mistyped. */
function readOptions(command: Command, words: readonly string[]): Read<Given> {
  const known: ReadonlyMap<string, Option> = new Map(Object.entries(command.options))
  const { tokens } = parseArgs({
    args: words.map((word) => (word === '-h' ? '--help' : word)),
    options: Object.fromEntries([...known].map(([name, option]) => [name, { type: typeOf(option) }])),
    strict: false,
    tokens: true,
  })
  const names: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value)
    if (token.kind !== 'option') continue
    const option = known.get(token.name)
    if (option === undefined) {
      const all = [...known.keys()]
      const hint =
        guess(token.name, all, '--') || `; ${command.name} knows ${all.map((name) => `--${name}`).join(', ')}`
      return fail(`${command.name} has no option '${token.rawName}'${hint}`)
    }
    if (option === 'flag' && token.value !== undefined) {
      return fail(`${token.rawName} takes no value, but was given '${token.value}'`)
    }
    if (option === 'flag') flags.add(token.name)
    else if (token.value === undefined || token.value.startsWith('--')) {
      return fail(`${token.rawName} needs a value, as in '${option.example}'`)
    } else values.set(token.name, token.value)
  }
  return ok({ names, flags, values })
}

const typeOf = (option: Option): 'boolean' | 'string' => (option === 'flag' ? 'boolean' : 'string')
