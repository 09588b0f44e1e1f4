/** The words of the command line: what they mean, and the one sentence about those that mean nothing. */
import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../../sim/cli/arguments.ts'
import { COMMANDS } from '../../sim/cli/commands.ts'
import { listCommand } from '../../sim/cli/commands/list.ts'
import { runCommand } from '../../sim/cli/commands/run.ts'

const plainRun = {
  names: [],
  seed: 1,
  way: {},
  jobs: availableParallelism(),
  shard: undefined,
  lanes: false,
  json: false,
  out: '.wavetank',
}

const BESIDES: readonly (readonly [line: string, asked: unknown])[] = [
  ['', { kind: 'help', about: undefined }],
  ['--help', { kind: 'help', about: undefined }],
  ['help', { kind: 'help', about: undefined }],
  ['help run', { kind: 'help', about: runCommand }],
  ['run --help', { kind: 'help', about: runCommand }],
  ['list -h', { kind: 'help', about: listCommand }],
  ['--version', { kind: 'version' }],
]

const GOOD: readonly (readonly [line: string, asked: unknown])[] = [
  ['list', { json: false }],
  ['quirks', { about: 'quirks', json: false }],
  ['quirks --errors --json', { about: 'errors', json: true }],
  ['quirks --document', { about: 'document', json: false }],
  ['list --json', { json: true }],
  ['run', plainRun],
  ['run --all', plainRun],
  ['run a b a', { ...plainRun, names: ['a', 'b'] }],
  ['run a --path - --seed=7', { ...plainRun, names: ['a'], path: '-', seed: 7 }],
  ['run --path 0.2.1 a --until 1.5 --lanes', { ...plainRun, names: ['a'], path: '0.2.1', until: 1.5, lanes: true }],
  ['run --dialect v2 --edits block', { ...plainRun, way: { dialect: 'v2', editPolicy: 'block' } }],
  ['run --json --out here', { ...plainRun, json: true, out: 'here' }],
]

const names = COMMANDS.map(({ name }) => name).join(', ')

const BAD: readonly (readonly [line: string, sentence: string])[] = [
  ['rnu', `there is no command 'rnu'; did you mean 'run'?`],
  ['xyzzy', `there is no command 'xyzzy'; the commands are ${names}, help`],
  ['--json run', `there is no option '--json' before a command; a command comes first, one of ${names}, help`],
  ['help me', `there is no help about 'me', only about ${names}`],
  ['run --sede 7', `run has no option '--sede'; did you mean '--seed'?`],
  ['list --seed 7', "list has no option '--seed'; list knows --json, --help"],
  ['quirks dust', "quirks takes no names, but was given 'dust'"],
  ['quirks --document --json', '--document is a text of its own, so leave out --json and --errors'],
  ['list a', `list takes no names, but was given 'a'; to play that story, say run a`],
  [
    'run -x',
    `run has no option '-x'; run knows --all, --seed, --path, --until, --jobs, --shard, --dialect, --edits, --lanes, --json, --out, --help`,
  ],
  ['run --seed', `--seed needs a value, as in '--seed 7'`],
  ['run --out --json', `--out needs a value, as in '--out traces'`],
  ['run --json=yes', `--json takes no value, but was given 'yes'`],
  ['run --seed -3', `--seed takes a whole number such as 7, not '-3'`],
  ['run --seed 1.5', `--seed takes a whole number such as 7, not '1.5'`],
  ['run --seed=', `--seed takes a whole number such as 7, not ''`],
  ['run a --path 0..1', `--path takes picks such as 0.2, or '-' for none, not '0..1'`],
  ['broker --config a --account b --dialect two', `--dialect takes one of v1, v2, not 'two'`],
  ['run --dialect v3', `--dialect takes one of v1, v2, not 'v3'`],
  ['run --edits never', `--edits takes one of masquerade, cancel-and-submit, block, not 'never'`],
  ['run a --until soon', `--until takes seconds such as 1.5, not 'soon'`],
  ['run --path 0', `--path speaks of one story, so name one, as in 'run edit-races-fill --path 0.2'`],
  ['run a b --until 1', `--until speaks of one story, so name one, as in 'run edit-races-fill --until 1.5'`],
  ['run a --all', `--all plays every story, so leave out 'a', or leave out --all`],
  ['run --lanes', `--lanes shows every row, so name the stories to show, as in 'run edit-races-fill --lanes'`],
  ['run a --lanes --json', '--lanes is for reading and --json for programs; give one of them'],
  ['explore', `explore needs a story, as in 'explore edit-races-fill'`],
  ['explore a b', `explore takes one story, not 'b' as well`],
  [
    'explore a --bound 1 --depth 2',
    '--bound plays all that is near the first branch, --depth draws by priority; give one',
  ],
  ['explore a --runs 5', '--runs is how many are drawn by priority; say --depth too'],
  ['explore a --depth 0', `--depth takes a whole number from 1 to 9, such as 2, not '0'`],
]

const words = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '')

describe('the command line', () => {
  it.each(BESIDES)('wavetank %s', (line, value) => {
    expect(readArguments(words(line))).toEqual({ ok: true, value })
  })

  it.each(GOOD)('wavetank %s', (line, asked) => {
    const read = readArguments(words(line))
    expect(read.ok && read.value.kind === 'perform' && read.value.prepared.asked).toEqual(asked)
  })

  it.each(BAD)('wavetank %s is refused with a sentence', (line, error) => {
    expect(readArguments(words(line))).toEqual({ ok: false, error })
  })
})
