/** `wavetank specimens --hunt`: how long stories that nobody wrote take to see each bug. */
import { join } from 'node:path'
import { pursuitLines, pursuitsDocument } from '../../report/pursuits.ts'
import type { HuntedSeeds, Pursuit } from '../../specimens/pursuit.ts'
import type { Specimen } from '../../specimens/specimens.ts'
import { OK, interruptedCode } from '../exit.ts'
import { CLIMATES } from '../../hunt/climate.ts'
import { keyOf } from '../hunt/campaign.ts'
import { closeJournal, openJournalBy } from '../hunt/journal.ts'
import type { Terminal } from '../terminal.ts'
import { openBench } from './bench.ts'
import { huntAll } from './pool.ts'

type Entry = { readonly id: string; readonly pursuit: Pursuit }

export async function huntSpecimens(
  specimens: readonly Specimen[],
  {
    hunt,
    jobs,
    json,
    out,
  }: { readonly hunt: HuntedSeeds; readonly jobs: number; readonly json: boolean; readonly out: string },
  { write, warn, palette, progress, listenToSignals }: Terminal,
): Promise<number> {
  const interruption = listenToSignals()
  const startedAt = performance.now()
  const folder = join(
    out,
    'specimens',
    keyOf({ ...hunt, weather: CLIMATES[hunt.weather], dialect: undefined, twice: false, shard: { number: 1, of: 1 } }),
  )
  const journal = openJournalBy<string, Entry>(folder, String(process.pid), ({ id }) => id)
  const known = new Map(journal.records())
  const left = specimens.filter(({ id }) => !known.has(id))
  const show = (what: string): void => {
    const missed = specimens.filter(({ id }) => known.get(id)?.pursuit.kind === 'survived').length
    progress.show({
      total: specimens.length,
      done: specimens.filter(({ id }) => known.has(id)).length,
      what: missed === 0 ? what : `${what}, ${missed} not caught`,
      elapsedSeconds: (performance.now() - startedAt) / 1000,
    })
  }
  show('loading')
  const bench = openBench()
  try {
    await huntAll(left, hunt, {
      bench,
      jobs,
      isOver: () => interruption() !== undefined,
      went: ({ id }, seeds) => show(`${id}, seed ${seeds}`),
      told({ id }, pursuit) {
        const entry = { id, pursuit }
        known.set(id, entry)
        journal.add(entry)
        show(id)
      },
    })
  } finally {
    bench.clear()
  }
  progress.clear()
  const pursued = specimens.flatMap((specimen) => {
    const entry = known.get(specimen.id)
    return entry === undefined ? [] : [{ specimen, pursuit: entry.pursuit }]
  })
  const document = pursuitsDocument(pursued, hunt)
  write(json ? `${JSON.stringify(document, undefined, 2)}\n` : `${pursuitLines(document, palette).join('\n')}\n`)
  const signal = interruption()
  if (signal === undefined) {
    closeJournal(folder)
    return document.meets ? OK : 1
  }
  warn(
    `wavetank: interrupted by ${signal}; ${pursued.length} of ${specimens.length} specimens are in the table,` +
      ' and the same command goes on from there\n',
  )
  return interruptedCode(signal)
}
