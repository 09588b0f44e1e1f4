/** The audit of positions files names the entry that is off, by how much, and why. */
import { describe, expect, test } from 'vitest'
import { audit } from '../../sim/audit/audit.ts'
import { correctedText } from '../../sim/audit/corrected.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { type Fault, ledgerText, positionsText } from './corpus.ts'

const universe = builtInUniverse()
const ledgers = new Map([['spot', ledgerText()]])
function audited(positions: string) {
  const done = audit({ positions, ledgers, universe, srcFiat: 'EUR' })
  if (!done.ok) throw new Error(done.error)
  return done.value
}

const FAULTS: readonly Fault[] = [
  'closed position left behind',
  'missed pruning',
  'transfer counted as trade',
  'doubled fee',
  'order of equal timestamps',
  'default tick sizes',
  'float dust',
]

describe.each(['current', 'older'] as const)('in the %s layout', (layout) => {
  test('a file that is right passes', () => {
    expect(audited(positionsText('none', layout))).toMatchObject({ entries: 1, findings: [] })
  })

  test.each(FAULTS)('%s is named, and the entry it is in', (fault) => {
    const { findings } = audited(positionsText(fault, layout))
    const entry = fault === 'closed position left behind' || fault === 'float dust' ? 'xbteur.kraken' : 'xmreur.kraken'
    expect(findings.map(({ symbol, cause }) => [symbol, cause])).toEqual([[entry, fault]])
  })
})

test('a position that is missing is named with what it should be', () => {
  expect(audited('# nothing\n').findings).toMatchObject([
    { symbol: 'xmreur.kraken', cause: 'position missing', exact: { size: '7.80907954' } },
  ])
})

test('how much a figure is off is told exactly', () => {
  const text = positionsText('none', 'current').replace(/^size = .*$/m, 'size = 7.80907955')
  const [finding] = audited(text).findings
  expect(finding?.sentence).toBe('size 7.80907955 should be 7.80907954, off by 0.00000001')
})

test('a corrected file passes, and correcting it again changes nothing', () => {
  const once = correctedText(audited(positionsText('doubled fee', 'older')).positions)
  const again = audited(once)
  expect(again).toMatchObject({ entries: 1, findings: [] })
  expect(correctedText(again.positions)).toBe(once)
})

test.each([
  ['kraken = 3', 'the positions file: kraken is no table of accounts'],
  [
    '[kraken.spot."xyzabc.kraken"]\nsize = 1.0\n',
    "the universe has no pair 'xyzabc.kraken'; give the right one with --universe",
  ],
])('what is not understood is refused: %s', (positions, error) => {
  expect(audit({ positions, ledgers, universe, srcFiat: 'EUR' })).toEqual({ ok: false, error })
})
