/** Small words for passages, in the market of their story. */
import { type Amount, type Step, stranger, trader, type web } from '../../scenario.ts'
import type { Draft } from '../draft.ts'
import type { Ground } from '../ground.ts'

export type Side = 'buy' | 'sell'

export const ownOf = ({ grounds }: Draft): Ground => grounds[0] as Ground
export const sideIn = ({ luck }: Draft): Side => luck.one('side', ['buy', 'sell'] as const)
export const other = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy')

/** Names cannot be taken twice, so places are made here alone. */
export const trades = (
  who: typeof trader | typeof web | typeof stranger,
  side: Side,
  what: Parameters<typeof stranger.buys>[0],
  options: { readonly as: string; readonly postOnly?: true },
): Step => (side === 'buy' ? who.buys(what, options) : who.sells(what, options))

export const quotes = (draft: Draft, side: Side, size: Amount, away = 0): Step =>
  trades(stranger, side, `${size} at ${ownOf(draft).priceAt(side, away)}`, { as: draft.name('stranger', ownOf(draft)) })

/** The best price on its side, mostly, and seldom one that crosses. */
export const rests = (draft: Draft, side: Side, times: number): { readonly name: string; readonly step: Step } => {
  const ground = ownOf(draft)
  const name = draft.name('trader', ground)
  const price = ground.priceAt(side, draft.luck.below('rests', 3) - 1)
  return { name, step: trades(trader, side, `${ground.sized(times)} at ${price}`, { as: name }) }
}

/** Somebody comes to stand there, and the trader takes it. */
export const takes = (draft: Draft, side: Side, times: number): readonly Step[] => {
  const size = ownOf(draft).sized(times)
  return [
    quotes(draft, other(side), size),
    trades(trader, side, `${size} at market`, { as: draft.name('trader', ownOf(draft)) }),
  ]
}

export const strikes = (draft: Draft, side: Side, times: number): Step =>
  trades(stranger, side, `${ownOf(draft).sized(times)} at market`, { as: draft.name('stranger', ownOf(draft)) })

export const repeated = <Item>(count: number, one: (at: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, at) => one(at))
