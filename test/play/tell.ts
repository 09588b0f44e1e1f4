/** Makes a small named story for a test. */
import type { NamedScenario } from '../../sim/play/outcome.ts'
import { type Scenario, type Step, scenario } from '../../sim/scenario.ts'

export function told(
  story: readonly (Step | readonly Step[])[],
  rest: Partial<Pick<Scenario, 'ending' | 'visits' | 'market' | 'funds'>> = {},
): NamedScenario {
  const bare = {
    why: 'A test needs it.',
    covers: [],
    market: 'XMR/EUR',
    funds: { EUR: '1000' },
    ending: {},
    visits: [],
  }
  return { name: 'small', file: 'test/play/tell.ts', scenario: scenario('a small story', { ...bare, ...rest, story }) }
}
