/** What people do in a hunted story: the trader, somebody at his web page, strangers, and whoever runs his broker. */
import {
  type Step,
  account,
  broker,
  chain,
  kraken,
  race,
  seconds,
  stranger,
  together,
  trader,
  web,
} from '../scenario.ts'
import type { Deed, Draft, Who } from './draft.ts'
import type { Ground } from './ground.ts'

const WORDS = { trader, web, stranger }

const sideIn = ({ luck }: Draft): 'buy' | 'sell' => luck.one('side', ['buy', 'sell'] as const)
const groundIn = ({ luck, grounds }: Draft): Ground =>
  luck.happens('ground/own', 75) || grounds.length === 1
    ? (grounds[0] as Ground)
    : luck.one('ground/other', grounds.slice(1))

function places(draft: Draft, who: Who, how: 'limit' | 'market' | 'post only'): Step {
  const side = sideIn(draft)
  const ground = groundIn(draft)
  const [own] = draft.grounds
  const what = how === 'market' ? (`${ground.size(draft.luck)} at market` as const) : ground.order(draft.luck, side)
  const options = {
    as: draft.name(who, ground),
    ...(ground === own ? {} : { on: ground.wsname }),
    ...(how === 'post only' ? { postOnly: true as const } : {}),
  }
  return side === 'buy' ? WORDS[who].buys(what, options) : WORDS[who].sells(what, options)
}

function changes(draft: Draft, what: 'price' | 'size' | 'both', who: 'trader' | 'web'): readonly Step[] {
  const order = draft.some('trader', 'web')
  if (order === undefined) return []
  const price = what === 'size' ? {} : { price: order.ground.price(draft.luck, sideIn(draft)) }
  const size = what === 'price' ? {} : { size: order.ground.size(draft.luck) }
  const terms = { ...price, ...size }
  return [who === 'trader' ? trader.edits(order.name, terms) : web.amends(order.name, terms)]
}

function cancels(draft: Draft, who: Who): readonly Step[] {
  const order = who === 'stranger' ? draft.some('stranger') : draft.some('trader', 'web')
  return order === undefined ? [] : [WORDS[who].cancels(order.name)]
}

const asks = (draft: Draft): readonly Step[] => {
  const kind = draft.luck.below('asks', 10)
  if (kind < 4) return cancels(draft, 'trader')
  if (kind < 7) return changes(draft, draft.luck.one('changes', ['price', 'size', 'both'] as const), 'trader')
  return [places(draft, 'trader', 'limit')]
}

/** One that may come at the same time as the trader's. */
const befalls = (draft: Draft): readonly Step[] => {
  const kind = draft.luck.below('befalls', 10)
  if (kind < 6) return [places(draft, 'stranger', kind < 4 ? 'market' : 'limit')]
  return kind < 8 ? cancels(draft, 'web') : changes(draft, 'both', 'web')
}

const many = (draft: Draft, label: string, one: (draft: Draft) => readonly Step[]): readonly Step[] =>
  Array.from({ length: 2 + draft.luck.below(label, 2) }, () => one(draft)).flat()

const restart =
  (how: 'crashes' | 'stops' | 'fails') =>
  (draft: Draft): readonly Step[] => {
    const away = draft.luck.one('away', [0, 0, 0.3, 2, 12])
    return [broker[how], ...(away === 0 ? [] : [seconds(away)]), broker.restarts]
  }

/** Without them nothing would happen. */
export const ALWAYS: readonly Deed[] = [
  { name: 'trader places', weight: 12, draw: (draft) => [places(draft, 'trader', 'limit')] },
  { name: 'stranger takes', weight: 10, draw: (draft) => [places(draft, 'stranger', 'market')] },
  { name: 'stranger quotes', weight: 6, draw: (draft) => [places(draft, 'stranger', 'limit')] },
]

export const DEEDS: readonly Deed[] = [
  { name: 'trader takes', weight: 4, draw: (draft) => [places(draft, 'trader', 'market')] },
  { name: 'trader places post only', weight: 3, draw: (draft) => [places(draft, 'trader', 'post only')] },
  { name: 'trader edits the price', weight: 8, draw: (draft) => changes(draft, 'price', 'trader') },
  { name: 'trader edits the size', weight: 5, draw: (draft) => changes(draft, 'size', 'trader') },
  { name: 'trader edits both', weight: 5, draw: (draft) => changes(draft, 'both', 'trader') },
  { name: 'trader cancels', weight: 8, draw: (draft) => cancels(draft, 'trader') },
  {
    name: 'trader asks for several at once',
    weight: 4,
    draw(draft) {
      const steps = many(draft, 'together', asks)
      return steps.length < 2 ? [] : [together(...steps)]
    },
  },
  {
    name: 'race',
    weight: 8,
    draw(draft) {
      const steps = [...asks(draft), ...many(draft, 'race', befalls)]
      return steps.length < 2 ? [] : [race(...steps)]
    },
  },
  { name: 'stranger cancels', weight: 2, draw: (draft) => cancels(draft, 'stranger') },
  { name: 'web places', weight: 4, draw: (draft) => [places(draft, 'web', 'limit')] },
  { name: 'web takes', weight: 2, draw: (draft) => [places(draft, 'web', 'market')] },
  { name: 'web amends', weight: 4, draw: (draft) => changes(draft, 'both', 'web') },
  { name: 'web cancels', weight: 4, draw: (draft) => cancels(draft, 'web') },
  { name: 'deposit', weight: 2, draw: (draft) => [chain.deposits(groundIn(draft).moved(draft.luck))] },
  {
    name: 'withdrawal',
    weight: 2,
    draw(draft) {
      const outcome = draft.luck.one('withdrawal', ['success', 'pending', 'failure'] as const)
      return [chain.withdraws(groundIn(draft).moved(draft.luck), { fee: '0', outcome })]
    },
  },
  {
    name: 'withdrawal ends',
    weight: 1,
    draw: ({ luck }) => [
      account.seesWithdrawalEnd(luck.one('withdrawal/end', ['success', 'failure', 'canceled', 'returned'] as const)),
    ],
  },
  {
    name: 'fees',
    weight: 1,
    draw: ({ luck }) => [account.paysFeesIn(luck.one('fees', ['base', 'quote', 'credits'] as const))],
  },
  {
    name: 'reward',
    weight: 1,
    draw(draft) {
      const [amount = '', asset = ''] = groundIn(draft).moved(draft.luck).split(' ')
      return [account.isBooked(draft.luck.one('reward', ['reward', 'receive'] as const), [{ asset, amount }])]
    },
  },
  {
    name: 'balance misstated',
    weight: 1,
    draw: (draft) => [account.isMisstated(groundIn(draft).moved(draft.luck))],
  },
  {
    // The broker reads a market's numbers when it starts.
    name: 'tick changes',
    weight: 1,
    draw: (draft) => [
      ...draft.grounds.slice(0, 1).map(({ wsname, coarserTick }) => kraken.changes(wsname, { tick_size: coarserTick })),
      ...restart('stops')(draft),
    ],
  },
  { name: 'crash', weight: 3, draw: restart('crashes') },
  { name: 'stop', weight: 2, draw: restart('stops') },
  { name: 'exception', weight: 1, draw: restart('fails') },
]
