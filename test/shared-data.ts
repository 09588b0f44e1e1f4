/** Finds the real payloads that lie beside the project; what tests them is skipped, with the reason, where they do not. */
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

type SharedData = { readonly there: true; readonly path: string } | { readonly there: false; readonly reason: string }

/** `name` is a path below the data folder: `universe/asset_pairs.2026-01-12.json`. */
export function sharedData(name: string): SharedData {
  return shared(`data/${name}`)
}

/** The catalogue of real adapter bugs, of which stories and specimens cover some. */
export const sharedBugs = (): SharedData => shared('kraken/bugs.md')

function shared(name: string): SharedData {
  const path = fileURLToPath(new URL(`../../shared/${name}`, import.meta.url))
  if (existsSync(path)) return { there: true, path }
  return { there: false, reason: `${basename(name)} does not lie in ../shared/${dirname(name)}` }
}
