/** The files of the project as a clean clone would hold them, and those being written. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './scratch.ts'

/** What .gitignore names, and git's own. */
const NOT_OURS = new Set(['node_modules', '.wavetank', '.git'])

/** Paths from the project's root, sorted, of the files whose name ends so. */
export function projectFiles(ending: string): readonly string[] {
  return filesBelow('').filter((path) => path.endsWith(ending))
}

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true }).filter(({ name }) => !NOT_OURS.has(name))
  const paths = entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
  return paths.sort()
}
