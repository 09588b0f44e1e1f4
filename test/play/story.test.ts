/** Whole stories with the real broker, the real exchange and every invariant. */
import { expect, test } from 'vitest'
import { playBranches } from '../../sim/play/play.ts'
import { summarise } from '../../sim/play/verdict.ts'
import { broker, connected, oneOf, race, settle, stranger, trader, web } from '../../sim/scenario.ts'
import { told } from './tell.ts'

const verdictOn = (named: ReturnType<typeof told>, seed: number) => {
  const outcomes = [...playBranches(named, { seed })]
  const failures = outcomes.flatMap(({ path, failures }) =>
    failures.map((one) => `${path}: ${one.claim}: ${one.sentence}`),
  )
  return { ...summarise(named, outcomes), failures }
}

test('an edit races a fill: whoever wins, the trader bought 2 XMR once', () => {
  const bid = trader.buys('2 XMR at 149.50', { as: 'bid' })
  const fight = race(trader.edits('bid', { price: '149.60' }), stranger.sells('2 XMR at market'))
  const named = told([connected, bid, settle, fight, settle], {
    // 2 × 149.50 and twice the fee of 0.25 %, a unit; or the same with 149.60.
    ending: {
      orders: { bid: 'filled 2 XMR' },
      position: '2 XMR',
      ppu: oneOf('150.2475', '150.348'),
      openOnKraken: 'nothing',
      fills: 1,
    },
    visits: ['edit lost to a fill', 'edit replaced the order'],
  })
  for (const seed of [1, 2, 3]) expect(verdictOn(named, seed)).toEqual({ verdict: 'passed', failures: [] })
})

test('names outlive a crash: own and web orders are edited and canceled by the names they had', () => {
  const story = [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'own' }),
    web.buys('1 XMR at 140.00', { as: 'webs' }),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
    trader.edits('own', { price: '149.00' }),
    trader.edits('webs', { price: '141.00' }),
    settle,
    trader.cancels('webs'),
    settle,
    web.cancels('own'),
    settle,
  ]
  const named = told(story, {
    ending: { orders: { own: 'canceled', webs: 'canceled' }, position: 'nothing', openOnKraken: 'nothing' },
    visits: ['order found live'],
  })
  expect(verdictOn(named, 1)).toEqual({ verdict: 'passed', failures: [] })
})
