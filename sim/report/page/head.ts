/** What stands above the lanes: what was played or recorded, and what came of it. */
import type { TraceHead } from '../../trace-file.ts'
import type { Names } from '../names.ts'
import type { PageHead } from './shape.ts'

export function headOf(
  head: TraceHead,
  {
    failureRows,
    names,
    eventCount,
    lasted,
    isTorn,
  }: {
    readonly failureRows: readonly number[]
    readonly names: Names
    readonly eventCount: number
    readonly lasted: number
    readonly isTorn: boolean
  },
): PageHead {
  const torn = isTorn ? [['last line', 'torn, and left out'] as const] : []
  if (head.kind === 'recording') {
    return {
      title: `a recording of ${head.adapter}`,
      why: '',
      verdict: 'recorded',
      facts: [
        ['dialect', head.dialect],
        ['account', head.account],
        ['blotted out', head.blotted.join(', ')],
        ...torn,
        ['version', head.version],
      ],
      failures: [],
      reckoned: [],
      lasted,
      eventCount,
    }
  }
  const inTime = head.failures.map((failure) => failure).sort((one, other) => one.at - other.at)
  return {
    title: head.title,
    why: head.why.replace(/\s+/g, ' ').trim(),
    verdict: head.verdict,
    facts: [
      ['story', head.name],
      ['path', head.path],
      ...Object.entries(head.way).map(([name, value]) => [WAY_WORDS[name] ?? name, value] as const),
      ['market', head.market],
      ['seed', String(head.seed)],
      ...torn,
      ['trace', head.hash.slice(0, HASH_DIGITS)],
      ['version', head.version],
    ],
    failures: head.failures.map((failure) => ({
      claim: failure.claim,
      sentence: names.shorten(failure.sentence),
      row: failureRows[inTime.indexOf(failure)] ?? 0,
    })),
    reckoned: head.positions,
    lasted,
    eventCount,
  }
}

const WAY_WORDS: Readonly<Record<string, string>> = { editPolicy: 'edits' }
/** Enough to tell two traces apart. */
const HASH_DIGITS = 12
