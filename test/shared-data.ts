/** Finds the real payloads that lie beside the project; what tests them is skipped, with the reason, where they do not. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type SharedData = { readonly there: true; readonly path: string } | { readonly there: false; readonly reason: string }

/** `name` is a path below the data folder: `universe/asset_pairs.2026-01-12.json`. */
export function sharedData(name: string): SharedData {
  const path = fileURLToPath(new URL(`../../shared/data/${name}`, import.meta.url))
  if (existsSync(path)) return { there: true, path }
  return { there: false, reason: `${name} does not lie in ../shared/data` }
}
