/** What a hunt came to: the JSON document, the lines for a person, and the file for a CI that reads JUnit. */
import { createHash } from 'node:crypto'
import { MUST_REACH, PLACES } from '../hunt/places.ts'
import { causeOf } from '../hunt/cause.ts'
import type { SeedRecord } from '../hunt/record.ts'
import type { Verdict } from '../play/outcome.ts'
import type { Palette } from './colour.ts'

/** Failures that say the same, whoever and whenever it was. */
export type Cause = {
  readonly cause: string
  readonly claim: string
  /** Of the first seed. */
  readonly sentence: string
  readonly verdict: Verdict
  readonly seeds: number
  readonly first: number
  /** Plays the first seed again: `wavetank hunt --token …`. */
  readonly token: string
  /** The file of its smallest story, once there is one. */
  readonly story?: string
}

export type HuntDocument = {
  readonly seeds: number
  readonly failures: readonly Cause[]
  readonly placesReached: readonly string[]
  readonly placesMissed: readonly string[]
  /** Of the missed ones, those without which a hunt of this length proves too little. */
  readonly mustReachMissed: readonly string[]
  readonly seedsPerSecond: number
  /** Virtual seconds from the healing of the world until all agreed. */
  readonly convergence: { readonly p50: number | null; readonly p99: number | null }
  /** SHA-256 over the hashes of all seeds in their order, hex: two that hunted alike have the same. */
  readonly hash: string
}

/** Fewer seeds may miss a place by bad luck alone. */
export const FEWEST_FOR_PLACES = 1000

export function huntDocument(
  records: readonly SeedRecord[],
  { seedsPerSecond, mustReach }: { readonly seedsPerSecond: number; readonly mustReach: boolean },
): HuntDocument {
  const inOrder = records.toSorted((one, other) => one.seed - other.seed)
  const reached = new Set(inOrder.flatMap(({ places }) => places))
  const isReached = (place: string): boolean => reached.has(PLACES.indexOf(place))
  const agreed = inOrder.flatMap(({ agreedAfter }) => agreedAfter ?? []).toSorted((one, other) => one - other)
  const hash = createHash('sha256')
  for (const record of inOrder) hash.update(`${record.seed} ${record.hash}\n`)
  return {
    seeds: inOrder.length,
    failures: causesIn(inOrder),
    placesReached: PLACES.filter(isReached),
    placesMissed: PLACES.filter((place) => !isReached(place)),
    mustReachMissed:
      mustReach && inOrder.length >= FEWEST_FOR_PLACES ? MUST_REACH.filter((place) => !isReached(place)) : [],
    seedsPerSecond: Math.round(seedsPerSecond * 10) / 10,
    convergence: { p50: share(agreed, 0.5), p99: share(agreed, 0.99) },
    hash: hash.digest('hex'),
  }
}

/** The most frequent first. */
function causesIn(records: readonly SeedRecord[]): readonly Cause[] {
  const causes = new Map<string, Cause>()
  for (const { seed, verdict, failure, token } of records) {
    if (failure === undefined) continue
    const { claim, sentence } = failure
    const cause = causeOf(failure)
    const known = causes.get(cause)
    causes.set(
      cause,
      known === undefined
        ? { cause, claim, sentence, verdict, seeds: 1, first: seed, token }
        : { ...known, seeds: known.seeds + 1 },
    )
  }
  return [...causes.values()].toSorted((one, other) => other.seeds - one.seeds)
}

const share = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null

/** `start`: how the program is started, for whoever wants to see it again. */
export function huntLines(
  document: HuntDocument,
  { palette, start }: { readonly palette: Palette; readonly start: string },
): readonly string[] {
  const { seeds, failures, placesReached, placesMissed, mustReachMissed, seedsPerSecond, convergence } = document
  const { p50, p99 } = convergence
  const agreed =
    p50 === null || p99 === null ? [] : [`  all agreed      after ${p50} s in half of them, ${p99} s in 99 %`]
  return [
    ...failures.flatMap((cause) => causeLines(cause, { palette, start })),
    `  places reached  ${placesReached.length} of ${PLACES.length}`,
    ...placesMissed.map((place) => `  never           ${place}`),
    ...agreed,
    ...(mustReachMissed.length === 0
      ? []
      : ['', palette.bad(`  it should have reached ${mustReachMissed.join(', ')}`)]),
    '',
    `${seeds} seeds, ${seedsPerSecond} a second; ${failures.length === 0 ? 'all held' : `${failures.length} ${failures.length === 1 ? 'cause' : 'causes'} of failure`}`,
  ]
}

const causeLines = (
  { claim, sentence, seeds, token, story }: Cause,
  { palette, start }: { readonly palette: Palette; readonly start: string },
): readonly string[] => [
  palette.bad(`✗ ${claim}`),
  `  ${sentence}`,
  `  ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}; again: ${start} hunt --token ${token}`,
  ...(story === undefined ? [] : [`  its smallest story: ${start} run ${story} --lanes`]),
  '',
]

/** One test a cause, and one for the whole. Source: the schema that Jenkins and GitLab read, `junit-10.xsd`. */
export function junitText({ seeds, failures, mustReachMissed }: HuntDocument): string {
  const missed =
    mustReachMissed.length === 0 ? [] : [{ name: 'places', message: `never reached: ${mustReachMissed.join(', ')}` }]
  const broken = [
    ...failures.map(({ cause, sentence, seeds, token }) => ({
      name: cause,
      message: `${sentence} (${seeds} seeds; wavetank hunt --token ${token})`,
    })),
    ...missed,
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="wavetank hunt" tests="${broken.length + 1}" failures="${broken.length}">`,
    `  <testcase classname="hunt" name="${seeds} seeds"/>`,
    ...broken.map(
      ({ name, message }) =>
        `  <testcase classname="hunt" name="${escaped(name)}"><failure message="${escaped(message)}"/></testcase>`,
    ),
    '</testsuite>',
    '',
  ].join('\n')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
