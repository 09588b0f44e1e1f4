/** Reads the command line; what is wrong with it comes back as one sentence. */
import { parseArgs } from 'node:util'
import { present, unreachable } from '../../src/assert.ts'
import { EDIT_POLICIES, type EditPolicy } from '../../src/broker/port.ts'
import type { Result } from '../../src/result.ts'
import { fail, ok } from '../../src/result.ts'
import type { BrokerOptions } from '../../src/shell/broker-command.ts'
import { guess } from './nearest.ts'

export const DEFAULT_SEED = 1
export const DEFAULT_OUT = '.wavetank'

export type RunCommand = {
  readonly kind: 'run'
  /** Names of stories or paths of files; none means every story of the project. */
  readonly names: readonly string[]
  readonly seed: number
  /** Only this branch. */
  readonly path?: string
  /** Only with this edit policy; otherwise with every one that can make a difference. */
  readonly edits?: EditPolicy
  /** Stop at this many seconds of virtual time. */
  readonly until?: number
  readonly lanes: boolean
  readonly json: boolean
  /** The folder for traces and position files. */
  readonly out: string
}

export type BrokerCommand = BrokerOptions & { readonly kind: 'broker' }

const VERBS = ['run', 'list', 'broker'] as const
export type Verb = (typeof VERBS)[number]
export type Command =
  | RunCommand
  | BrokerCommand
  | { readonly kind: 'list'; readonly json: boolean }
  | { readonly kind: 'help'; readonly about: Verb | undefined }
  | { readonly kind: 'version' }

type Read<Value> = Result<Value, string>

/** Undefined stands for an option that was not given. */
export function readArguments(words: readonly string[]): Read<Command> {
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
      const verb = verbNamed(first)
      if (verb !== undefined) return readVerb(verb, rest)
      const commands = [...VERBS, 'help']
      return fail(
        first.startsWith('-')
          ? `there is no option '${first}' before a command; a command comes first, one of ${commands.join(', ')}`
          : `there is no command '${first}'${guess(first, commands) || `; the commands are ${commands.join(', ')}`}`,
      )
    }
  }
}

function readHelp([about]: readonly string[]): Read<Command> {
  const verb = verbNamed(about)
  if (about === undefined || verb !== undefined) return ok({ kind: 'help', about: verb })
  return fail(`there is no help about '${about}', only about ${VERBS.join(', ')}`)
}

const verbNamed = (word: string | undefined): Verb | undefined => VERBS.find((verb) => verb === word)

/** `string` options take a value; the other kind is there or not. */
const OPTIONS = {
  list: { json: 'boolean', help: 'boolean' },
  run: {
    all: 'boolean',
    seed: 'string',
    path: 'string',
    until: 'string',
    edits: 'string',
    lanes: 'boolean',
    json: 'boolean',
    out: 'string',
    help: 'boolean',
  },
  broker: {
    config: 'string',
    account: 'string',
    rest: 'string',
    ws: 'string',
    state: 'string',
    record: 'string',
    live: 'boolean',
    help: 'boolean',
  },
} as const satisfies Readonly<Record<Verb, Readonly<Record<string, 'string' | 'boolean'>>>>

function readVerb(verb: Verb, words: readonly string[]): Read<Command> {
  const read = readOptions(verb, words)
  if (!read.ok) return read
  const { names, flags, values } = read.value
  if (flags.has('help')) return ok({ kind: 'help', about: verb })
  const [name] = names
  switch (verb) {
    case 'run':
      return readRun({ names, flags, values })
    case 'list':
      if (name === undefined) return ok({ kind: 'list', json: flags.has('json') })
      return fail(`list takes no names, but was given '${name}'; to play that story, say run ${name}`)
    case 'broker':
      return readBroker({ names, flags, values })
    default:
      return unreachable(verb)
  }
}

type Options = {
  readonly names: readonly string[]
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, string>
}

/** The tokens of `parseArgs`, judged here: its own complaints are not written for somebody who mistyped. */
function readOptions(verb: Verb, words: readonly string[]): Read<Options> {
  const known: ReadonlyMap<string, 'string' | 'boolean'> = new Map(Object.entries(OPTIONS[verb]))
  const options = Object.fromEntries([...known].map(([name, type]) => [name, { type }]))
  const { tokens } = parseArgs({
    args: words.map((word) => (word === '-h' ? '--help' : word)),
    options,
    strict: false,
    tokens: true,
  })
  const names: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value)
    if (token.kind !== 'option') continue
    const type = known.get(token.name)
    if (type === undefined) {
      const all = [...known.keys()]
      const hint = guess(token.name, all, '--') || `; ${verb} knows ${all.map((name) => `--${name}`).join(', ')}`
      return fail(`${verb} has no option '${token.rawName}'${hint}`)
    }
    if (type === 'boolean' && token.value !== undefined) {
      return fail(`${token.rawName} takes no value, but was given '${token.value}'`)
    }
    if (type === 'boolean') flags.add(token.name)
    else if (token.value === undefined || token.value.startsWith('--')) {
      return fail(`${token.rawName} needs a value, as in '${EXAMPLES[token.name] ?? token.rawName}'`)
    } else values.set(token.name, token.value)
  }
  return ok({ names, flags, values })
}

const EXAMPLES: Readonly<Record<string, string>> = {
  seed: '--seed 7',
  path: '--path 0.2',
  until: '--until 1.5',
  edits: '--edits block',
  out: '--out traces',
  config: '--config brokers.toml',
  account: '--account spot',
  rest: '--rest http://127.0.0.1:8080',
  ws: '--ws ws://127.0.0.1:8080',
  state: '--state positions',
  record: '--record today.jsonl',
}

function readRun({ names, flags, values }: Options): Read<RunCommand> {
  const seed = checked(values.get('seed'), /^\d{1,15}$/, '--seed takes a whole number such as 7')
  if (!seed.ok) return seed
  const path = checked(values.get('path'), /^(-|\d+(\.\d+)*)$/, `--path takes picks such as 0.2, or '-' for none`)
  if (!path.ok) return path
  const until = checked(values.get('until'), /^\d{1,9}(\.\d{1,6})?$/, '--until takes seconds such as 1.5')
  if (!until.ok) return until
  const edits = EDIT_POLICIES.find((policy) => policy === values.get('edits'))
  if (edits === undefined && values.has('edits')) {
    return fail(`--edits takes one of ${EDIT_POLICIES.join(', ')}, not '${values.get('edits') ?? ''}'`)
  }
  const [name] = names
  if (flags.has('all') && name !== undefined) {
    return fail(`--all plays every story, so leave out '${name}', or leave out --all`)
  }
  const narrow = NEEDS_ONE_STORY.find((option) => values.has(option))
  if (narrow !== undefined && names.length !== 1) {
    return fail(
      `--${narrow} speaks of one story, so name one, as in 'run edit-races-fill ${present(EXAMPLES[narrow], 'every value has an example')}'`,
    )
  }
  if (flags.has('lanes') && name === undefined) {
    return fail(`--lanes shows every row, so name the stories to show, as in 'run edit-races-fill --lanes'`)
  }
  if (flags.has('lanes') && flags.has('json')) {
    return fail('--lanes is for reading and --json for programs; give one of them')
  }
  return ok({
    kind: 'run',
    names: [...new Set(names)],
    seed: seed.value === undefined ? DEFAULT_SEED : Number(seed.value),
    ...(path.value === undefined ? {} : { path: path.value }),
    ...(until.value === undefined ? {} : { until: Number(until.value) }),
    ...(edits === undefined ? {} : { edits }),
    lanes: flags.has('lanes'),
    json: flags.has('json'),
    out: values.get('out') ?? DEFAULT_OUT,
  })
}

function readBroker({ names: [name], flags, values }: Options): Read<BrokerCommand> {
  if (name !== undefined) return fail(`broker takes options alone, but was given '${name}'`)
  const [config, account] = [values.get('config'), values.get('account')]
  if (config === undefined || account === undefined) {
    return fail(
      `broker has to know its configuration and account, as in '${EXAMPLES['config']} ${EXAMPLES['account']}'`,
    )
  }
  return ok({
    kind: 'broker',
    config,
    account,
    rest: values.get('rest'),
    ws: values.get('ws'),
    state: values.get('state'),
    record: values.get('record'),
    live: flags.has('live'),
  })
}

const NEEDS_ONE_STORY = ['path', 'until'] as const

const checked = (value: string | undefined, shape: RegExp, demand: string): Read<string | undefined> =>
  value === undefined || shape.test(value) ? ok(value) : fail(`${demand}, not '${value}'`)
