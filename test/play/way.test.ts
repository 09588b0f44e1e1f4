/** In which ways a story is played, and what it promises in each. */
import { describe, expect, test } from 'vitest'
import { toldUnder, waysOf, wayWords, whyNotUnder } from '../../sim/play/way.ts'
import { type Scenario, connected, either, race, scenario, stranger, trader } from '../../sim/scenario.ts'

const buy = trader.buys('1 XMR at 100.00', { as: 'bid' })
const edit = trader.edits('bid', { price: '101.00' })
const told = (rest: Partial<Scenario>): Scenario => ({
  ...scenario('a story', {
    why: '',
    covers: [],
    market: 'XMR/EUR',
    funds: { EUR: '1000' },
    story: [connected, buy],
    ending: { orders: { bid: 'open 1 XMR at 100.00' }, openOnKraken: ['1 XMR at 100.00'] },
    visits: ['ready'],
  }),
  ...rest,
})
const words = (story: Scenario, chosen: Parameters<typeof waysOf>[1] = {}): readonly string[] =>
  waysOf(story, chosen).map((way) => wayWords(way).join(' '))

describe('a story is played', () => {
  test('in both dialects, the plain way first', () => {
    expect(words(told({}))).toEqual(['', 'v2'])
    expect(words(told({}), { dialect: 'v2' })).toEqual(['v2'])
  })

  test.each([
    ['in the open', edit],
    ['in a race', race(edit, stranger.sells('1 XMR at market'))],
    ['in one of several alternatives', either([], edit)],
  ])('by every edit policy where it edits %s', (_, step) => {
    const all = ['', 'cancel-and-submit', 'block', 'v2', 'v2 cancel-and-submit', 'v2 block']
    expect(words(told({ story: [buy, step] }))).toEqual(all)
    expect(words(told({ story: [buy, step] }), { editPolicy: 'block' })).toEqual(['block', 'v2 block'])
  })

  test('in no way that it says makes no sense', () => {
    const under = { v2: { doesNotApply: 'there are no halves' } }
    expect(words(told({ under }))).toEqual([''])
    expect(words(told({ under }), { dialect: 'v2' })).toEqual([])
    expect(whyNotUnder(told({ under }), { dialect: 'v2' })).toBe('there are no halves')
    expect(whyNotUnder(told({ under }), { dialect: 'v1' })).toBeUndefined()
  })
})

test('what a dialect changes holds but where the policy says otherwise', () => {
  const story = told({
    under: {
      v2: { ending: { openOnKraken: ['1 XMR at 102.00'] }, visits: ['edit amended the order'] },
      block: { ending: { orders: { bid: 'canceled' }, openOnKraken: 'nothing' } },
    },
  })
  expect(toldUnder(story, { dialect: 'v1', editPolicy: 'masquerade' })).toEqual(story)
  expect(toldUnder(story, { dialect: 'v2', editPolicy: 'masquerade' })).toMatchObject({
    ending: { orders: { bid: 'open 1 XMR at 100.00' }, openOnKraken: ['1 XMR at 102.00'] },
    visits: ['edit amended the order'],
  })
  expect(toldUnder(story, { dialect: 'v2', editPolicy: 'block' })).toMatchObject({
    ending: { orders: { bid: 'canceled' }, openOnKraken: 'nothing' },
    visits: ['edit amended the order'],
  })
})
