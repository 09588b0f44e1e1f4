/** What `wavetank specimens` says: which bug was caught where and by which claim, and which were not. */
import type { Specimen } from '../specimens/specimens.ts'
import type { Trial } from '../specimens/trial.ts'
import { wayWords } from '../play/way.ts'
import type { Palette } from './colour.ts'
import { aligned } from './columns.ts'

export type Tried = { readonly specimen: Specimen; readonly trial: Trial }

export type SpecimensDocument = {
  /** In the order of the catalogue. `caughtBy`: the scenario; `invariant`: the claim it found broken. */
  readonly specimens: readonly {
    readonly id: string
    readonly covers: readonly string[]
    readonly caughtBy: string | null
    readonly invariant: string | null
  }[]
  readonly survivors: readonly { readonly id: string; readonly why: string }[]
}

export const specimensDocument = (tried: readonly Tried[]): SpecimensDocument => ({
  specimens: tried.map(({ specimen: { id, covers, caughtBy }, trial }) => ({
    id,
    covers,
    caughtBy: trial.kind === 'caught' ? trial.scenario : null,
    invariant: trial.kind === 'caught' ? caughtBy : null,
  })),
  survivors: tried.flatMap(({ specimen: { id }, trial }) => (trial.kind === 'caught' ? [] : [{ id, why: trial.why }])),
})

export function specimenTable(tried: readonly Tried[], palette: Palette): readonly string[] {
  const { heading, rows } = aligned(
    COLUMNS,
    tried.map(({ specimen, trial }) => [
      specimen.id,
      specimen.covers.join(' '),
      trial.kind === 'caught' ? placeText(trial) : 'nobody',
      trial.kind === 'caught' ? specimen.caughtBy : trial.why,
    ]),
  )
  return [
    palette.faint(line(heading)),
    ...rows.map((row, at) => (tried[at]?.trial.kind === 'caught' ? line(row) : palette.bad(line(row)))),
  ]
}

/** `edit-races-fill 0.1 v2 block`: what to play to see it. */
const placeText = ({ scenario, path, way }: Extract<Trial, { kind: 'caught' }>): string =>
  [scenario, ...(path === '-' ? [] : [path]), ...wayWords(way)].join(' ')

const COLUMNS = [
  { heading: 'specimen', align: 'left', most: 44 },
  { heading: 'bugs', align: 'left', most: 24 },
  { heading: 'caught by', align: 'left', most: 48 },
  { heading: 'claim', align: 'left', most: 90 },
] as const

const line = (row: readonly string[]): string => `  ${row.join('  ')}`.trimEnd()
