/** Finds story files and loads them. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Result } from '../../src/result.ts'
import { fail, ok } from '../../src/result.ts'
import type { NamedScenario } from '../play/outcome.ts'
import type { Scenario } from '../scenario.ts'
import { guess } from './nearest.ts'

/** The project's folder, and its own stories in it. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')
export const STORIES = join(PROJECT, 'scenarios')

type Loaded = Result<readonly NamedScenario[], string>

/** The stories of these names, in that order; every story of the folder, by name, when no name is given. */
export async function findStories(names: readonly string[], folder: string): Promise<Loaded> {
  const there = namesIn(folder)
  if (there.length === 0 && names.length === 0) return fail(`there are no stories in ${shownPath(folder)}`)
  const found: NamedScenario[] = []
  for (const name of names.length === 0 ? there : names) {
    const file = storyFile(name, { there, folder })
    if (!file.ok) return file
    const story = await loadStory(file.value)
    if (!story.ok) return story
    found.push(story.value)
  }
  const twice = found.find(({ name }, at) => found.findIndex((other) => other.name === name) !== at)
  if (twice !== undefined) return fail(`two stories are called '${twice.name}', so their traces would be one file`)
  return ok(found)
}

const EXTENSION = '.ts'

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith(EXTENSION))
  return files.map((file) => basename(file, EXTENSION)).sort()
}

/** A word with a slash or an ending is a path, from where the program was started. */
function storyFile(
  name: string,
  { there, folder }: { readonly there: readonly string[]; readonly folder: string },
): Result<string, string> {
  if (there.includes(name)) return ok(join(folder, name + EXTENSION))
  if (!name.includes('/') && !name.endsWith(EXTENSION)) {
    return fail(`there is no story '${name}'${guess(name, there) || "; 'wavetank list' names them all"}`)
  }
  const file = resolve(name)
  return existsSync(file) ? ok(file) : fail(`there is no file '${name}'`)
}

async function loadStory(file: string): Promise<Result<NamedScenario, string>> {
  const shown = shownPath(file)
  const exported = await importDefault(file)
  if (!exported.ok) return fail(`${shown} does not load: ${firstLine(exported.error, file)}`)
  const scenario = exported.value
  if (!isScenario(scenario)) {
    return fail(`${shown} is no story; it has to say 'export default scenario(…)', with scenario from sim/scenario.ts`)
  }
  return ok({ name: basename(file, EXTENSION), file: shown, scenario })
}

async function importDefault(file: string): Promise<Result<unknown, unknown>> {
  try {
    const module: unknown = await import(pathToFileURL(file).href)
    return ok(isRecord(module) ? module['default'] : undefined)
  } catch (error) {
    return fail(error)
  }
}

/** A file is anybody's, so its export is looked at before it is believed. The compiler has checked the texts within. */
function isScenario(value: unknown): value is Scenario {
  if (!isRecord(value)) return false
  const texts = ['title', 'why', 'market'].every((name) => typeof value[name] === 'string')
  const records = ['funds', 'ending'].every((name) => isRecord(value[name]))
  const lists = ['covers', 'story', 'visits'].every((name) => Array.isArray(value[name]))
  return texts && records && lists
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What `run` takes to play this story again. */
export function callName({ name, file }: NamedScenario): string {
  if (resolve(file) === join(STORIES, name + EXTENSION)) return name
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`
}

/** As somebody in the current folder would type it. */
export const shownPath = (path: string): string => relative(process.cwd(), path) || '.'

/** The gist of an error, without this machine's folders in it. */
function firstLine(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const [line = 'for no reason given'] = message.split('\n').filter((part) => part.trim() !== '')
  return withoutFolders(line, [dirname(file)])
}

/** The text with absolute paths made relative to the folder they are in. */
export const withoutFolders = (text: string, folders: readonly string[]): string =>
  [process.cwd(), ...folders].reduce(
    (so, folder) => so.replaceAll(`${pathToFileURL(folder).href}/`, '').replaceAll(`${folder}/`, ''),
    text,
  )
