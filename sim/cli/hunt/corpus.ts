/** What earlier hunts found worth keeping: stories that failed, and those that went where few go. Played first the next time. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Climate } from '../../hunt/climate.ts'
import { play } from '../../hunt/play.ts'
import { PLACES } from '../../hunt/places.ts'
import { causeOf } from '../../hunt/cause.ts'
import { type SeedRecord, recordOf } from '../../hunt/record.ts'
import { huntedBy } from '../../hunt/token.ts'

/** Tokens; those that were interesting, by the place that they reached. */
const Shape = z.object({ failing: z.array(z.string()), interesting: z.record(z.string(), z.string()) })
type Kept = z.infer<typeof Shape>

/** More causes than these are one cause. */
const MOST_FAILING = 50
/** A place is rare when fewer than one of so many seeds reach it. */
const RARE = 100

export type Corpus = {
  /** Plays what is kept; what cannot be drawn any more is left out. */
  readonly replay: (options: {
    readonly twice: boolean
    readonly isOver: () => boolean
  }) => Promise<readonly SeedRecord[]>
  /** Keeps the first seed of each new cause, and of each place that is rare; what holds now is forgotten. */
  readonly learn: (records: readonly SeedRecord[]) => void
}

/** `weather`: what is hunted in, for tokens that stand for a file's. */
export function openCorpus(file: string, weather: Climate): Corpus {
  const kept = readKept(file)
  const stillFailing: string[] = []
  return {
    async replay({ twice, isOver }) {
      const records: SeedRecord[] = []
      for (const token of new Set([...kept.failing, ...Object.values(kept.interesting)])) {
        if (isOver()) {
          if (kept.failing.includes(token)) stillFailing.push(token)
          continue
        }
        const hunted = huntedBy(token, weather)
        if (!hunted.ok) continue
        const record = recordOf(play(hunted.value, { twice }), token)
        if (record.failure !== undefined) stillFailing.push(token)
        records.push(record)
        await setImmediate()
      }
      return records
    },
    learn(records) {
      const causes = new Map<string, string>()
      for (const { failure, token } of records) {
        if (failure !== undefined && !causes.has(causeOf(failure))) causes.set(causeOf(failure), token)
      }
      const failing = [...new Set([...stillFailing, ...causes.values()])].slice(0, MOST_FAILING)
      const interesting = { ...kept.interesting, ...rareIn(records) }
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${JSON.stringify({ failing, interesting } satisfies Kept, undefined, 2)}\n`)
    },
  }
}

function rareIn(records: readonly SeedRecord[]): Kept['interesting'] {
  const reached = new Map<number, SeedRecord[]>()
  for (const record of records)
    for (const place of record.places) reached.set(place, [...(reached.get(place) ?? []), record])
  const rare = [...reached].filter(([, there]) => there.length * RARE < records.length)
  return Object.fromEntries(rare.map(([place, [first]]) => [PLACES[place] ?? '', first?.token ?? '']))
}

/** A file that is not there, or is of another kind, is an empty one. */
function readKept(file: string): Kept {
  if (!existsSync(file)) return { failing: [], interesting: {} }
  const read = Shape.safeParse(parsed(readFileSync(file, 'utf8')))
  return read.success ? read.data : { failing: [], interesting: {} }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
