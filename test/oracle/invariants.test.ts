/** Every invariant holds on a run that is right and fires on one that is doctored. */
import { expect, test } from 'vitest'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
import type { Finding } from '../../sim/oracle/invariant.ts'
import { present } from '../../src/assert.ts'
import { answersCases } from './cases/answers.ts'
import { connectionsCases } from './cases/connections.ts'
import { endingsCases } from './cases/endings.ts'
import { exchangeCases } from './cases/exchange.ts'
import { fillsCases } from './cases/fills.ts'
import { ledgerCases } from './cases/ledger.ts'
import { limitsCases } from './cases/limits.ts'
import { ordersCases } from './cases/orders.ts'
import { positionsCases } from './cases/positions.ts'
import { refusalsCases } from './cases/refusals.ts'
import { requestsSentCases } from './cases/requests-sent.ts'
import { sizesCases } from './cases/sizes.ts'
import type { Case } from './cases/case.ts'
import type { RunBuilder } from './run-builder.ts'
import { all, bought, empty } from './runs.ts'

const CASES: readonly Case[] = [
  ...exchangeCases,
  ...connectionsCases,
  ...requestsSentCases,
  ...limitsCases,
  ...refusalsCases,
  ...sizesCases,
  ...fillsCases,
  ...endingsCases,
  ...answersCases,
  ...ordersCases,
  ...ledgerCases,
  ...positionsCases,
]

test('every invariant has its cases, in the same order', () => {
  expect(CASES.map(({ claim }) => claim)).toEqual(INVARIANTS.map(({ claim }) => claim))
})

test.each(CASES)('holds: $claim', ({ claim, holds }) => {
  for (const run of holds) expect(ask(claim, run)).toEqual({ looked: true, violations: [] })
})

test.each(CASES)('fires: $claim', ({ claim, fires }) => {
  for (const [run, ...sentences] of fires) expect(ask(claim, run)).toEqual({ looked: true, violations: sentences })
})

test.each(INVARIANTS)('with nothing to judge, nothing is known: $claim', ({ begin }) => {
  expect(begin()(empty().evidence())).toEqual({ looked: false, violations: [] })
})

test('a broker that crashed is not held to what it had in its hands', () => {
  const crashed = bought().trade('T2', all('O1', '1')).writesLedger().ended('crashed')
  for (const claim of [
    'the ledger file holds every trade and transfer verbatim, and nothing else',
    'told positions equal the exact recomputation',
    'pps.toml equals the exact recomputation to the last digit',
  ])
    expect(ask(claim, crashed)).toEqual({ looked: false, violations: [] })
})

function ask(claim: string, run: RunBuilder): Finding {
  const invariant = INVARIANTS.find((other) => other.claim === claim)
  return present(invariant, `'${claim}' is an invariant`).begin()(run.evidence())
}
