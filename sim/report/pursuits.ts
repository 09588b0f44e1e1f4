/** What `wavetank specimens --hunt` says: after how many stories nobody wrote each bug was seen, by which claims, and which were not. */
import type { HuntedSeeds, Pursued, Pursuit } from '../specimens/pursuit.ts'
import type { Palette } from './colour.ts'
import { aligned } from './columns.ts'

/** Of all specimens so many are caught, half of them within so many seeds. */
const BAR = { share: 0.95, median: 50 } as const

export type PursuitsDocument = HuntedSeeds & {
  /** In the order of the catalogue. `after`: how many seeds it took; `seed`: the one; `isCrash`: the adapter died of it. */
  readonly specimens: readonly {
    readonly id: string
    readonly covers: readonly string[]
    readonly after: number | null
    readonly seed: number | null
    readonly invariants: readonly string[]
    readonly isCrash: boolean
    readonly sentence: string | null
  }[]
  readonly survivors: readonly { readonly id: string; readonly seeds: number; readonly why: string }[]
  readonly share: number
  /** Seeds until half of all specimens are caught; null while fewer than half are. */
  readonly median: number | null
  readonly bar: typeof BAR
  readonly meets: boolean
}

export function pursuitsDocument(pursued: readonly Pursued[], seeds: HuntedSeeds): PursuitsDocument {
  const took = pursued
    .flatMap(({ pursuit }) => (pursuit.kind === 'caught' ? [pursuit.seeds] : []))
    .toSorted((one, other) => one - other)
  const share = pursued.length === 0 ? 0 : took.length / pursued.length
  const median = took[Math.ceil(pursued.length / 2) - 1] ?? null
  return {
    ...seeds,
    specimens: pursued.map(({ specimen: { id, covers }, pursuit }) => ({ id, covers, ...rowOf(pursuit) })),
    survivors: pursued.flatMap(({ specimen: { id }, pursuit }) =>
      pursuit.kind === 'caught' ? [] : [{ id, seeds: pursuit.seeds, why: pursuit.why }],
    ),
    share,
    median,
    bar: BAR,
    meets: share >= BAR.share && median !== null && median <= BAR.median,
  }
}

function rowOf(pursuit: Pursuit): Omit<PursuitsDocument['specimens'][number], 'id' | 'covers'> {
  if (pursuit.kind === 'survived') return { after: null, seed: null, invariants: [], isCrash: false, sentence: null }
  const { seeds, seed, claims, isCrash, sentence } = pursuit
  return { after: seeds, seed, invariants: claims, isCrash, sentence }
}

export function pursuitLines(document: PursuitsDocument, palette: Palette): readonly string[] {
  const { specimens, survivors, share, median, bar, meets } = document
  const whyOf = new Map(survivors.map(({ id, why }) => [id, why]))
  const { heading, rows } = aligned(
    COLUMNS,
    specimens.map(({ id, covers, after, seed, invariants, isCrash, sentence }) => [
      id,
      covers.join(' '),
      String(after ?? '—'),
      String(seed ?? '—'),
      after === null ? (whyOf.get(id) ?? '') : isCrash ? `crash: ${sentence ?? ''}` : invariants.join('; '),
    ]),
  )
  const caught = specimens.length - survivors.length
  return [
    palette.faint(line(heading)),
    ...rows.map((row, at) => (specimens[at]?.after === null ? palette.bad(line(row)) : line(row))),
    '',
    ...survivors.map(({ id, why }) => `✗ ${id}: ${why}`),
    `${caught} of ${specimens.length} caught (${percent(share)}), half of them all within ${median ?? 'no number of'} seeds;` +
      ` the bar of ${percent(bar.share)} and ${bar.median} seeds is ${meets ? 'met' : 'not met'}`,
  ]
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const COLUMNS = [
  { heading: 'specimen', align: 'left', most: 44 },
  { heading: 'bugs', align: 'left', most: 24 },
  { heading: 'seeds', align: 'right' },
  { heading: 'caught in', align: 'right' },
  { heading: 'by', align: 'left', most: 100 },
] as const

const line = (row: readonly string[]): string => `  ${row.join('  ')}`.trimEnd()
