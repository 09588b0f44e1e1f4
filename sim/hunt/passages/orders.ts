/** Orders that meet what nobody would put beside them by chance. */
import { type Step, error, heal, kraken, race, seconds, together, trader, web } from '../../scenario.ts'
import type { Deed, Draft } from '../draft.ts'
import type { Luck } from '../luck.ts'
import { type Side, other, ownOf, quotes, repeated, rests, sideIn, strikes, takes, trades } from './words.ts'

const inAnyOrder: Deed = {
  name: 'channels overtake each other in a race',
  weight: 9,
  draw(draft) {
    const { luck } = draft
    const side = sideIn(draft)
    const { name, step } = rests(draft, side, 6)
    const price = ownOf(draft).priceAt(side, 2)
    const asks = luck.one('asks', [
      trader.cancels(name),
      trader.cancels(name),
      trader.edits(name, { price }),
      trader.edits(name, { size: ownOf(draft).sized(9) }),
    ])
    const struck = strikes(draft, other(side), luck.one('struck', [2, 2, 6]))
    const held = luck.one('held', [
      ['openOrders', 'ownTrades'],
      ['ownTrades'],
      ['ownTrades'],
      ['executions'],
      ['ack'],
    ] as const)
    return [
      step,
      seconds(luck.one('first', [0, 1])),
      kraken.holdsBack(...held),
      ...(luck.happens('in turn', 50) ? [struck, asks] : [race(asks, struck)]),
      seconds(1),
      kraken.releases,
      seconds(1),
    ]
  },
}

/** What hides an order that was carried out: from the line, and from whoever asks. */
const unheard = (luck: Luck): readonly Step[] =>
  luck.one<readonly Step[]>('unheard', [
    [kraken.cutsAfter('addOrder', { outageSeconds: 3 })],
    [kraken.losesReplyTo('addOrder'), kraken.forgetsToTell('openOrders', { frames: 4 })],
    [
      kraken.losesReplyTo('addOrder'),
      kraken.forgetsToTell('openOrders', { frames: 4 }),
      kraken.forgetsToTell('ownTrades'),
    ],
  ])
const UNHEARD_OF = error('EGeneral:Unknown method')
const unseen = (luck: Luck): readonly Step[] =>
  luck.one<readonly Step[]>('unseen', [
    [],
    [kraken.restLags(55)],
    [
      kraken.answers('OpenOrders', UNHEARD_OF, { times: 100 }),
      kraken.answers('ClosedOrders', UNHEARD_OF, { times: 100 }),
    ],
  ])

export const nobodyHeard: Deed = {
  name: 'an order is carried out and nobody hears of it',
  weight: 6,
  draw(draft) {
    const { luck } = draft
    const side = sideIn(draft)
    const order = luck.happens('taken', 50) ? takes(draft, side, 2) : [rests(draft, side, 3).step]
    return [
      ...unseen(luck),
      ...order.slice(0, -1),
      ...unheard(luck),
      ...order.slice(-1),
      seconds(luck.one('left', [2, 100])),
    ]
  },
}

/** What is left is filled too, and whatever an edit made too much of. */
const editedInPart: Deed = {
  name: 'an order is filled in part, edited and filled',
  weight: 3,
  draw(draft) {
    const side = sideIn(draft)
    const { name, step } = rests(draft, side, 6)
    return [
      step,
      seconds(1),
      strikes(draft, other(side), 2),
      seconds(1),
      trader.edits(name, { price: ownOf(draft).priceAt(side, draft.luck.below('moved', 3)) }),
      seconds(2),
      strikes(draft, other(side), 9),
      seconds(1),
    ]
  },
}

const cannotBe: Deed = {
  name: 'the trader asks for what cannot be',
  weight: 6,
  draw(draft) {
    const { luck } = draft
    const ground = ownOf(draft)
    const side = luck.happens('buys', 75) ? 'buy' : 'sell'
    const { name, step } = rests(draft, side, 4)
    const offTick = ground.betweenTicks(side)
    const wish = luck.one('wish', [
      trader.edits(name, { price: ground.priceAt(other(side), -3) }),
      trader.edits(name, { price: ground.worthAFortune }),
      trader.edits(name, { price: ground.worthAFortune }),
      trader.edits(name, { price: ground.worthAFortune }),
      trader.edits(name, { price: offTick }),
      trader.edits(name, { size: ground.dust }),
      trades(trader, side, `${ground.dust} at ${ground.priceAt(side, 1)}`, { as: draft.name('trader', ground) }),
      trades(trader, side, `${ground.sized(2)} at ${offTick}`, { as: draft.name('trader', ground) }),
    ])
    return [step, seconds(1), wish, seconds(luck.one('then', [0, 1]))]
  },
}

const wouldCross: Deed = {
  name: 'a post-only order would cross',
  weight: 3,
  draw(draft) {
    const side = sideIn(draft)
    const ground = ownOf(draft)
    const price = ground.priceAt(other(side), 0)
    return [
      quotes(draft, other(side), ground.sized(3)),
      trades(trader, side, `${ground.sized(2)} at ${price}`, { as: draft.name('trader', ground), postOnly: true }),
      seconds(1),
    ]
  },
}

/** Ten that rest far from the middle. */
function many(draft: Draft, side: Side): readonly { readonly name: string; readonly step: Step }[] {
  const ground = ownOf(draft)
  return repeated(10, () => {
    const name = draft.name('trader', ground)
    return { name, step: trades(trader, side, `${ground.sized(1)} at ${ground.priceAt(side, 9)}`, { as: name }) }
  })
}

const atOnce: Deed = {
  name: 'many orders come and go at once',
  weight: 2,
  draw(draft) {
    const side = sideIn(draft)
    const orders = many(draft, side)
    return [
      together(...orders.map(({ step }) => step)),
      seconds(1),
      together(...orders.map(({ name }) => trader.cancels(name))),
      rests(draft, side, 1).step,
      seconds(draft.luck.one('then', [1, 30])),
    ]
  },
}

/** In Kraken's lowest tier the cancels of seven young orders are more than a market's counter has room for. */
const fillsTheCounter: Deed = {
  name: 'orders and young cancels fill the counter',
  weight: 3,
  draw(draft) {
    const side = sideIn(draft)
    const orders = many(draft, side)
    return [
      ...orders.map(({ step }) => step),
      seconds(1),
      ...orders.flatMap(({ name }) => [trader.cancels(name), seconds(0.1)]),
      rests(draft, side, 1).step,
      seconds(draft.luck.one('then', [1, 30])),
    ]
  },
}

const inTwoMarkets: Deed = {
  name: 'orders in two markets change in turn',
  weight: 4,
  draw(draft) {
    const side = sideIn(draft)
    const orders = draft.grounds.map((ground) => {
      const name = draft.name('trader', ground)
      const what = `${ground.sized(2)} at ${ground.priceAt(side, 5)}` as const
      const options = { as: name, ...(ground === ownOf(draft) ? {} : { on: ground.wsname }) }
      return { name, ground, step: side === 'buy' ? trader.buys(what, options) : trader.sells(what, options) }
    })
    return [
      ...orders.map(({ step }) => step),
      seconds(1),
      ...orders.map(({ name, ground }) => trader.edits(name, { price: ground.priceAt(side, 4) })),
      seconds(1),
    ]
  },
}

const endsUnreasoned: Deed = {
  name: 'an order ends for no reason given',
  weight: 2,
  draw(draft) {
    const { name, step } = rests(draft, sideIn(draft), 3)
    return [
      step,
      seconds(1),
      kraken.drifts('openOrders', 'cancel_reason', 'gone'),
      kraken.drifts('executions', 'reason', 'gone'),
      draft.luck.one('who', [trader, web] as const).cancels(name),
      seconds(1),
      // A replaced order that ends so cannot be told from one that somebody canceled.
      heal,
    ]
  },
}

export const OF_ORDERS: readonly Deed[] = [
  nobodyHeard,
  inAnyOrder,
  editedInPart,
  cannotBe,
  wouldCross,
  atOnce,
  fillsTheCounter,
  inTwoMarkets,
  endsUnreasoned,
]
