/** Sequences of orders for fast-check, which shrinks them itself: for properties of your own. */
import fc from 'fast-check'
import { type Ground, groundIn } from '../hunt/ground.ts'
import {
  type Scenario,
  type Step,
  agreed,
  connected,
  heal,
  scenario,
  seconds,
  stranger,
  trader,
  web,
} from '../scenario.ts'

/** One thing that somebody does, before it is known which orders there are. */
type Deed =
  | {
      readonly does: 'place'
      readonly who: 'trader' | 'web'
      readonly side: 'buy' | 'sell'
      readonly away: number
      readonly times: number
    }
  | { readonly does: 'edit'; readonly which: number; readonly away: number; readonly times: number }
  | { readonly does: 'cancel'; readonly which: number }
  | { readonly does: 'trade'; readonly side: 'buy' | 'sell'; readonly times: number }
  | { readonly does: 'wait'; readonly hundredths: number }

const side = fc.constantFrom('buy' as const, 'sell' as const)
/** Ticks from the middle, across it at times. */
const away = fc.integer({ min: -3, max: 20 })
/** So many of the smallest orders. */
const times = fc.integer({ min: 1, max: 5 })
const which = fc.nat({ max: 7 })

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    does: fc.constant('place' as const),
    who: fc.constantFrom('trader' as const, 'web' as const),
    side,
    away,
    times,
  }),
  fc.record({ does: fc.constant('edit' as const), which, away, times }),
  fc.record({ does: fc.constant('cancel' as const), which }),
  fc.record({ does: fc.constant('trade' as const), side, times }),
  fc.record({ does: fc.constant('wait' as const), hundredths: fc.nat({ max: 200 }) }),
)

/** At most so many deeds in a market by its wsname; in the end everything agrees, or the story fails. */
export const orderSequences = ({ market = 'XMR/EUR', most = 12 } = {}): fc.Arbitrary<Scenario> =>
  fc.array(deeds, { minLength: 1, maxLength: most }).map((drawn) => {
    const ground = groundIn(market)
    return scenario(`${drawn.length} deeds in ${market}`, {
      why: 'Drawn by fast-check.',
      covers: [],
      market,
      funds: { [ground.base]: ground.sized(1000).split(' ')[0] ?? '0', [ground.quote]: `1${'0'.repeat(15)}` },
      story: [connected, stepsOf(drawn, ground), heal, agreed({ restBehindSeconds: 85 })],
      ending: {},
      visits: [],
      drawn: true,
    })
  })

function stepsOf(drawn: readonly Deed[], ground: Ground): readonly Step[] {
  const placed: { readonly name: string; readonly side: 'buy' | 'sell' }[] = []
  return drawn.flatMap((deed): readonly Step[] => {
    switch (deed.does) {
      case 'place': {
        const name = `o${placed.length + 1}`
        placed.push({ name, side: deed.side })
        const what = `${ground.sized(deed.times)} at ${ground.priceAt(deed.side, deed.away)}` as const
        const words = deed.who === 'web' ? web : trader
        return [deed.side === 'buy' ? words.buys(what, { as: name }) : words.sells(what, { as: name })]
      }
      case 'edit': {
        const order = placed[deed.which % Math.max(1, placed.length)]
        if (order === undefined) return []
        return [
          trader.edits(order.name, { price: ground.priceAt(order.side, deed.away), size: ground.sized(deed.times) }),
        ]
      }
      case 'cancel': {
        const order = placed[deed.which % Math.max(1, placed.length)]
        return order === undefined ? [] : [trader.cancels(order.name)]
      }
      case 'trade': {
        const what = `${ground.sized(deed.times)} at market` as const
        return [deed.side === 'buy' ? stranger.buys(what) : stranger.sells(what)]
      }
      case 'wait':
        return [seconds(deed.hundredths / 100)]
    }
  })
}
