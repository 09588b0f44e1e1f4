/** One hunt: which seeds, in which weather, by which code; and the playing of a part of it. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { DialectName } from '../../../src/kraken/dialects.ts'
import { play } from '../../hunt/play.ts'
import { type SeedRecord, recordOf } from '../../hunt/record.ts'
import type { Climate } from '../../hunt/climate.ts'
import { draw } from '../../hunt/story.ts'
import { tokenOf } from '../../hunt/token.ts'
import type { Shard } from '../shards.ts'
import { PROJECT } from '../stories.ts'
import type { Journal } from './journal.ts'

export type Campaign = {
  readonly from: number
  /** As many as the time allows, when undefined. */
  readonly seeds: number | undefined
  readonly weather: Climate
  readonly dialect: DialectName | undefined
  readonly twice: boolean
  readonly shard: Shard
}

/** The same for the same seeds, hunted by the same code; other code finds other things. */
export function keyOf(campaign: Campaign): string {
  const hash = createHash('sha256').update(JSON.stringify(campaign))
  for (const folder of ['src', 'sim']) {
    for (const file of readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(PROJECT, folder, file)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}

/** Plays the seeds of the part that stand in no journal yet. */
export async function huntPart(
  { from, seeds, weather, dialect, twice, shard: { number, of } }: Campaign,
  {
    journal,
    version,
    isOver,
    tell,
  }: {
    readonly journal: Journal
    readonly version: string
    readonly isOver: () => boolean
    readonly tell: (record: SeedRecord) => void
  },
): Promise<void> {
  const done = journal.records()
  for (let index = number - 1; seeds === undefined || index < seeds; index += of) {
    if (isOver()) return
    const seed = from + index
    if (done.has(seed)) continue
    const hunted = draw(seed, { weather, dialect })
    const record = recordOf(play(hunted, { twice }), tokenOf(hunted, { version }))
    journal.add(record)
    tell(record)
    await setImmediate()
  }
}

/** How many seeds the part has in all; undefined where only time ends it. */
export const seedsOf = ({ seeds, shard: { number, of } }: Pick<Campaign, 'seeds' | 'shard'>): number | undefined =>
  seeds === undefined ? undefined : Math.max(0, Math.ceil((seeds - number + 1) / of))
