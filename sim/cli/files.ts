/** Files that a person names: read whole, or one sentence about why not. */
import { readFileSync } from 'node:fs'
import { type Result, fail, ok } from '../../src/result.ts'
import { type Universe, builtInUniverse, universeFromDumps } from '../exchange/universe/universe.ts'

export function readText(file: string): Result<string, string> {
  try {
    return ok(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return fail(`cannot read '${file}': ${REASONS[code] ?? code}`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
}

/** Why a file could not be written. */
export function writeSentence(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return `cannot write '${file}': ${code === 'ENOENT' ? 'there is no such folder' : (REASONS[code] ?? code)}`
}

/** The project's own table of real pairs where no dump of AssetPairs is named. */
export function readUniverse(dumps: {
  readonly universe: string | undefined
  readonly assets?: string | undefined
}): Result<Universe, string> {
  if (dumps.universe === undefined) return ok(builtInUniverse())
  const assetPairs = readText(dumps.universe)
  if (!assetPairs.ok) return assetPairs
  if (dumps.assets === undefined) return universeFromDumps({ assetPairs: assetPairs.value })
  const assets = readText(dumps.assets)
  return assets.ok ? universeFromDumps({ assetPairs: assetPairs.value, assets: assets.value }) : assets
}
