/** Every specimen, family by family; within one in the order of the catalogue of real bugs. */
import { BALANCES } from './catalogue/balances.ts'
import { ERRORS } from './catalogue/errors.ts'
import { FILES } from './catalogue/files.ts'
import { FILLS } from './catalogue/fills.ts'
import { IDS } from './catalogue/ids.ts'
import { LIMITS } from './catalogue/limits.ts'
import { NAMES } from './catalogue/names.ts'
import { NETWORK } from './catalogue/network.ts'
import { POSITIONS } from './catalogue/positions.ts'
import { RACES } from './catalogue/races.ts'
import type { Specimen } from './specimens.ts'

export const SPECIMENS: readonly Specimen[] = [
  ...RACES,
  ...IDS,
  ...FILLS,
  ...POSITIONS,
  ...BALANCES,
  ...NAMES,
  ...NETWORK,
  ...ERRORS,
  ...LIMITS,
  ...FILES,
]
