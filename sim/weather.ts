/**
 * The words for what a line, a feed or a schema does to a message: lost, twice, late, silent, old, or of another shape.
 * Where the broker speaks v2, which has one channel for both feeds, a word about one of them strikes the rows of that
 * channel that are about the same; silent is the whole channel. A field is of one dialect, and in the other none.
 */

/** Kraken's queues towards a client. */
export type Feed = 'openOrders' | 'ownTrades'
export type Queue = Feed | 'ack' | 'control'

/** How a field that was there, or was not, is told from now on. `a number` and `a text` keep its digits. */
export type Becomes =
  'gone' | 'a number' | 'a text' | { readonly is: string | number | boolean | null | readonly string[] }

export type Drift = {
  /** A channel (`openOrders`, `executions`), an event (`addOrderStatus`), a method (`add_order`, `AssetPairs`). */
  readonly in: string
  /** `status`, `descr.price`: dots lead inwards. */
  readonly field: string
  readonly becomes: Becomes
  /** Only in this row of each message, by place or by id; in every row unless said. `whole`: not in a row at all. */
  readonly row?: number | string
  /** How many messages it strikes; all until the world heals, unless said. */
  readonly messages?: number
}

export type Weather =
  /** `hole`: a number of the sequence is missing on the wire. Else Kraken loses it before it is numbered. */
  | {
      readonly kind: 'lose'
      readonly on: Queue
      readonly hole: boolean
      readonly frames: number
      readonly after: number
    }
  /** `same number`: the frame comes twice. Else Kraken says it again as another frame, `behind` further ones. */
  | {
      readonly kind: 'repeat'
      readonly on: Feed
      readonly sameNumber: boolean
      readonly frames: number
      readonly after: number
      readonly behind: number
    }
  | { readonly kind: 'delay'; readonly on: Queue | 'REST'; readonly seconds: number }
  /** On the connection whose frame it strikes first, until that connection ends. */
  | { readonly kind: 'mute'; readonly on: Queue; readonly after: number }
  | { readonly kind: 'half-open' }
  | { readonly kind: 'rest-lag'; readonly seconds: number }
  | { readonly kind: 'forget-tokens' }
  | ({ readonly kind: 'drift' } & Drift)

type Step = { readonly act: 'weather'; readonly does: Weather }
const step = (does: Weather): Step => ({ act: 'weather', does })

type Which = {
  /** How many frames pass before; none unless said. */
  readonly after?: number
  /** How many it strikes; one unless said. */
  readonly frames?: number
}

export const weather = {
  /** The next frame of a queue never arrives, and the sequence shows a hole. */
  dropsOnTheWire: (on: Queue, { after = 0, frames = 1 }: Which = {}) =>
    step({ kind: 'lose', on, hole: true, frames, after }),
  /** The next notice of a feed is never said, and nothing shows that it is missing. */
  forgetsToTell: (on: Feed, { after = 0, frames = 1 }: Which = {}) =>
    step({ kind: 'lose', on, hole: false, frames, after }),
  /** The next frame of a feed comes twice, under one number. */
  doublesOnTheWire: (on: Feed, { after = 0, frames = 1 }: Which = {}) =>
    step({ kind: 'repeat', on, sameNumber: true, frames, after, behind: 0 }),
  /** The next notice of a feed is said again, under a number of its own, after `behind` further ones. */
  tellsAgain: (on: Feed, { after = 0, frames = 1, behind = 0 }: Which & { readonly behind?: number } = {}) =>
    step({ kind: 'repeat', on, sameNumber: false, frames, after, behind }),
  /** Whatever leaves by this queue comes so much later, until the world heals. */
  delays: (on: Queue | 'REST', count: number) => step({ kind: 'delay', on, seconds: count }),
  /** A queue falls silent on the connection that has it, or on the next: acknowledged, and not a word more. */
  mutes: (on: Queue, { after = 0 }: Pick<Which, 'after'> = {}) => step({ kind: 'mute', on, after }),
  /** Nothing arrives either way on the sockets open now, and no end is told. */
  leavesTheLineDead: step({ kind: 'half-open' }),
  /** REST tells of orders and trades as they were, until the world heals. */
  restLags: (count: number) => step({ kind: 'rest-lag', seconds: count }),
  /** Every token issued so far is refused, also on the sockets that it opened. */
  forgetsTokens: step({ kind: 'forget-tokens' }),
  /** From now on a field of what Kraken says is gone, new, or of another kind. */
  drifts: (
    where: string,
    field: string,
    becomes: Becomes,
    options: { readonly row?: number | string; readonly messages?: number } = {},
  ) => step({ kind: 'drift', in: where, field, becomes, ...options }),
} as const
