/** What one process asks another to try out. */
import type { Specimen } from '../../specimens/specimens.ts'

export type Order = {
  readonly specimen: Specimen
  /** Where its source lies. */
  readonly home: string
}
