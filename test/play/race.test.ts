/** The orders of a race: all that can happen, none that cannot, each once. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTraders, raceMisfit, raceOrders } from '../../sim/play/race.ts'
import {
  type Step,
  broker,
  chain,
  either,
  kraken,
  race,
  seconds,
  settle,
  stranger,
  trader,
  web,
} from '../../sim/scenario.ts'

const edit = trader.edits('bid', { price: '149.60' })
const cancel = trader.cancels('bid')
const sell = stranger.sells('2 XMR at market')
const place = web.buys('1 XMR at 140')

const FREE = ['012', '021', '102', '120', '201', '210']

test.each<[string, readonly Step[], readonly string[]]>([
  ['one of the trader’s and one of another’s', [edit, sell], ['01', '10']],
  ['two of the trader’s keep their order', [edit, cancel], ['01']],
  ['two of others are free', [sell, place], ['01', '10']],
  ['two of the trader’s among others', [edit, sell, cancel], ['012', '021', '102']],
  ['faults and the broker’s own deeds are free', [edit, broker.crashes, kraken.losesReplyTo('editOrder')], FREE],
])('%s', (_claim, between, orders) => {
  expect(raceOrders(between).map((order) => order.join(''))).toEqual(orders)
})

test('n steps with t of the trader’s have n!/t! orders, all different, as written first', () => {
  const factorial = (count: number): number => (count < 2 ? 1 : count * factorial(count - 1))
  fc.assert(
    fc.property(fc.array(fc.constantFrom(edit, cancel, sell, place), { minLength: 1, maxLength: 5 }), (between) => {
      const orders = raceOrders(between).map((order) => order.join(''))
      const own = between.filter(isTraders).length
      expect(orders).toHaveLength(factorial(between.length) / factorial(own))
      expect(new Set(orders).size).toBe(orders.length)
      expect(orders[0]).toBe(between.map((_, place) => place).join(''))
    }),
  )
})

test.each<[readonly Step[], string | undefined]>([
  [[edit, sell], undefined],
  [[edit, settle], 'a step that takes time or branches cannot race: settle'],
  [[seconds(1)], 'a step that takes time or branches cannot race: wait'],
  [[race(edit, sell)], 'a step that takes time or branches cannot race: race'],
  [[either(edit, sell)], 'a step that takes time or branches cannot race: either'],
  [[kraken.releases], 'a step that takes time or branches cannot race: release'],
  [Array.from({ length: 7 }, () => chain.deposits('1 XMR')), 'at most 6 steps race, not 7'],
])('what cannot race is said: %#', (between, misfit) => {
  expect(raceMisfit(between)).toBe(misfit)
})
