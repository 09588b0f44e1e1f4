/** A run that fails, as a person names it: a story, or what a hunt found. */
import { setImmediate } from 'node:timers/promises'
import { EDIT_POLICIES } from '../../src/broker/port.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Told } from '../hunt/shrink/run.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { type Way, waysOf } from '../play/way.ts'
import { type Given, type Option, type Read, checked } from './command.ts'
import { DIALECT_OPTION, readDialect } from './dialect.ts'
import { againCommand } from './run.ts'
import { DEFAULT_SEED } from './seed.ts'
import { START } from './start.ts'
import { STORIES, findStories } from './stories.ts'

export type FailingAsked = {
  readonly name: string
  readonly path: string | undefined
  readonly seed: number
  readonly way: Partial<Way>
}

export const FAILING_OPTIONS: Readonly<Record<string, Option>> = {
  path: { example: '--path 0.2' },
  seed: { example: '--seed 7' },
  dialect: DIALECT_OPTION,
  edits: { example: '--edits block' },
}

/** The lines of a help text about these options. */
export const FAILING_HELP = `  --path P       begin from the branch with these picks, such as 0.2; from the first that fails, unless said
  --seed N       the luck of delays and ids, ${DEFAULT_SEED} unless said otherwise
  --dialect D    v1 or v2; whichever fails first, unless said
  --edits E      masquerade, cancel-and-submit or block; whichever fails first, unless said`

export function readFailing(command: string, { names, values }: Given): Read<FailingAsked> {
  const [name, another] = names
  if (name === undefined) return fail(`${command} needs a story that fails, as in '${command} ./my-story.ts'`)
  if (another !== undefined) return fail(`${command} takes one story, not '${another}' as well`)
  const path = checked(values.get('path'), /^(-|\d+(\.\d+)*)$/, `--path takes picks such as 0.2, or '-' for none`)
  if (!path.ok) return path
  const seed = checked(values.get('seed'), /^\d{1,15}$/, '--seed takes a whole number such as 7')
  if (!seed.ok) return seed
  const dialect = readDialect(values)
  if (!dialect.ok) return dialect
  const edits = EDIT_POLICIES.find((policy) => policy === values.get('edits'))
  if (edits === undefined && values.has('edits')) {
    return fail(`--edits takes one of ${EDIT_POLICIES.join(', ')}, not '${values.get('edits') ?? ''}'`)
  }
  return ok({
    name,
    path: path.value,
    seed: seed.value === undefined ? DEFAULT_SEED : Number(seed.value),
    way: {
      ...(dialect.value === undefined ? {} : { dialect: dialect.value }),
      ...(edits === undefined ? {} : { editPolicy: edits }),
    },
  })
}

export type Failing = {
  readonly named: NamedScenario
  readonly run: Told
  /** The command that plays it again. */
  readonly again: string
}

/** How the tokens of hunts begin. */
const TOKEN = 'wt-'

/** The first run that fails of what was asked for; `nothing`: what there is to do with a story that holds, such as `nothing to shrink`. */
export const findFailing = (asked: FailingAsked, nothing: string): Promise<Result<Failing, string>> =>
  asked.name.startsWith(TOKEN) ? hunted(asked.name, nothing) : told(asked, nothing)

async function hunted(token: string, nothing: string): Promise<Result<Failing, string>> {
  const { huntedBy } = await import('../hunt/token.ts')
  const { play } = await import('../hunt/play.ts')
  const found = huntedBy(token)
  if (!found.ok) return found
  const { scenario, seed, way } = found.value
  const { outcome } = play(found.value, { twice: false })
  if (outcome.failures.length === 0) return fail(`the story of ${token} holds, so there is ${nothing}`)
  return ok({
    named: { name: `hunted-${seed}`, file: token, scenario },
    run: { scenario, seed, way, path: picksOf(outcome) },
    again: `${START} hunt --token ${token}`,
  })
}

async function told({ name, path, seed, way }: FailingAsked, nothing: string): Promise<Result<Failing, string>> {
  const { playBranches } = await import('../play/play.ts')
  const found = await findStories([name], STORIES)
  if (!found.ok) return found
  const [story] = found.value
  if (story === undefined) return fail(`there is no story '${name}'`)
  let branches = 0
  for (const one of waysOf(story.scenario, way)) {
    const playing = playBranches(story, { seed, ...one, ...(path === undefined ? {} : { path }) })
    for (let next = playing.next(); ; next = playing.next()) {
      if (next.done === true) {
        if (!next.value.ok && path !== undefined) return fail(next.value.error.sentence)
        break
      }
      if (next.value.failures.length > 0) {
        const run = { scenario: story.scenario, seed, way: one, path: picksOf(next.value) }
        return ok({ named: story, run, again: againCommand(story, next.value, {}) })
      }
      branches += 1
      await setImmediate()
    }
  }
  return fail(`${story.name} holds in all ${branches} branches that were played, so there is ${nothing}`)
}

const picksOf = ({ path }: Outcome): readonly number[] => (path === '-' ? [] : path.split('.').map(Number))
