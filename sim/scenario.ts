/** The words of a story. A story is plain data, so it can be printed, shrunk, hashed and replayed. */
import type { NoteName } from '../src/broker/notes.ts'
import type { TimeInForce } from '../src/ems.ts'
import type { BrokerConfig, EditPolicy, StateFile } from '../src/broker/port.ts'
import type { DialectName } from '../src/kraken/dialects.ts'

import type { OperatorCommand } from './exchange/port.ts'
import type { Quirks } from './exchange/quirks.ts'
import type { Amount, Ending, PriceText } from './ending.ts'
import { type Weather, weather } from './weather.ts'

export { oneOf } from './ending.ts'
export type { Amount, Ending, OpenOrders, OrderEnding } from './ending.ts'
export type { Becomes, Drift, Weather } from './weather.ts'

// ---- texts the compiler reads too

/** `2 XMR at 149.50`, `2 XMR at market`. */
export type OrderText = `${Amount} at ${PriceText | 'market'}`

export type WsRequest = 'addOrder' | 'editOrder' | 'cancelOrder'
/** `executions` is all that Kraken tells of orders and trades; either of the two before it holds that much in v2. */
export type HeldChannel = 'control' | 'ack' | 'openOrders' | 'ownTrades' | 'executions'

/** What Kraken's door says instead of the exchange; the request behind it is never carried out. */
export type Answer =
  | { readonly kind: 'kraken-error'; readonly error: string }
  | { readonly kind: 'http-status'; readonly status: number; readonly body: string }
  | { readonly kind: 'silence' }

// ---- steps

export type Step =
  | { readonly act: 'broker'; readonly does: BrokerDeed }
  | {
      readonly act: 'place'
      readonly who: 'trader' | 'stranger' | 'web'
      readonly side: 'buy' | 'sell'
      readonly what: OrderText
      /** The name by which later steps and the ending speak of the order. */
      readonly as?: string
      /** Another market than the story's own, by wsname. */
      readonly on?: string
      readonly postOnly?: true
      /** Of the trader's alone, as the EMS says them. */
      readonly timeInForce?: TimeInForce
      readonly expiresInSeconds?: number
      readonly deadlineSeconds?: number
      readonly reduceOnly?: true
    }
  /** On the web page: so much of the quote is spent at market. */
  | { readonly act: 'spend'; readonly what: Amount; readonly as?: string }
  /** Everything that the trader has. */
  | { readonly act: 'cancel-all' }
  | { readonly act: 'edit'; readonly order: string; readonly price?: PriceText; readonly size?: Amount }
  /** On the web page, which changes the order in place. */
  | { readonly act: 'amend'; readonly order: string; readonly price?: PriceText; readonly size?: Amount }
  | { readonly act: 'cancel'; readonly who: 'trader' | 'stranger' | 'web'; readonly order: string }
  | { readonly act: 'answer'; readonly endpoint: string; readonly with: Answer; readonly times: number }
  | { readonly act: 'lose-reply'; readonly to: WsRequest }
  | {
      readonly act: 'cut'
      /** At once, or around the next such request: before Kraken hears it, or right after the deed. */
      readonly when: 'now' | { readonly before: WsRequest } | { readonly after: WsRequest }
      /** How long no new connection is accepted. */
      readonly outageSeconds: number
    }
  | { readonly act: 'mode'; readonly mode: 'online' | 'maintenance' | 'cancel_only' | 'post_only' | 'limit_only' }
  | { readonly act: 'decide'; readonly quirks: Partial<Quirks> }
  /** The market's numbers change under whatever is open there; named as in `AssetPairs`. */
  | { readonly act: 'change-pair'; readonly pair: string; readonly fields: PairFields }
  | { readonly act: 'hold-back'; readonly channels: readonly HeldChannel[] }
  | { readonly act: 'release' }
  | { readonly act: 'weather'; readonly does: Weather }
  | { readonly act: 'deposit'; readonly what: Amount }
  | {
      readonly act: 'withdraw'
      readonly what: Amount
      readonly fee: PriceText
      readonly outcome: 'success' | 'pending' | 'failure'
    }
  /** What befalls the trader's account by Kraken's hand or on its web page. */
  | { readonly act: 'account'; readonly does: AccountDeed }
  /** Somebody else writes the file, or puts it there before the broker starts. */
  | { readonly act: 'disk-holds'; readonly file: StateFile; readonly text: string }
  /** From now on no write fits on the disk, until the world heals. */
  | { readonly act: 'disk-full' }
  /** The clock of the broker's machine is set ahead or back, or moves in steps of so many seconds from now on. */
  | { readonly act: 'clock'; readonly does: 'step' | 'coarsen'; readonly seconds: number }
  /** Another program calls so often with the broker's key, each nonce so far ahead of the true time. */
  | { readonly act: 'rival'; readonly calls: number; readonly aheadSeconds: number }
  /** Kraken listens to the trader's key no more for a quarter of an hour. */
  | { readonly act: 'lock-out' }
  /** Something befalls the machine on which the broker runs. */
  | { readonly act: 'strike'; readonly does: Strike }
  | { readonly act: 'wait'; readonly seconds: number }
  | { readonly act: 'heal' }
  /** By then the trader's picture is Kraken's, whatever has been lost. */
  | { readonly act: 'agree'; readonly withinSeconds: number }
  | { readonly act: 'settle' }
  | { readonly act: 'race'; readonly between: readonly Step[] }
  | { readonly act: 'together'; readonly of: readonly Step[] }
  | { readonly act: 'either'; readonly of: readonly (readonly Step[])[] }

type OfTheTrader<Command> = Command extends unknown ? Omit<Command, 'account'> : never
export type AccountDeed = OfTheTrader<
  Extract<
    OperatorCommand,
    { kind: 'resolve-withdrawal' | 'move-wallets' | 'book' | 'misstate' | 'prefer-fees' | 'forbid' }
  >
>

type PairFields = { readonly tick_size?: PriceText; readonly ordermin?: PriceText; readonly costmin?: PriceText }

type BrokerDeed = 'starts' | 'crashes' | 'restarts' | 'stops' | 'fails'

/** How often, while a broker runs: something happens, it does what others can see, it calls the system, it writes. */
export type Moments = Readonly<Record<'events' | 'effects' | 'syscalls' | 'writes', number>>

/**
 * What a power failure leaves of all that was not synced, names made and renames included: nothing, all, of each write
 * the first half, or its length and none of its bytes.
 */
export const REMAINS = ['nothing', 'all', 'half', 'length'] as const
export type Remains = (typeof REMAINS)[number]

/** Once, right after the `count`-th from now on of such moments; the broker is started again at once. */
export type Strike =
  | {
      readonly kind: 'power'
      readonly after: { readonly of: 'events' | 'effects' | 'syscalls'; readonly count: number }
      readonly remains: Remains
    }
  /** That write is the one that finds no space on the disk, when half of it is written. */
  | { readonly kind: 'no-space'; readonly after: { readonly of: 'writes'; readonly count: number } }

// ---- scenarios

export type Scenario = {
  readonly title: string
  /** What could go wrong here, and why it matters. */
  readonly why: string
  /** Ids of the catalogue of real adapter bugs that this story would catch. */
  readonly covers: readonly string[]
  /** The story's own market, by wsname: `XMR/EUR`. */
  readonly market: string
  /** The trader's opening balances by altname. Strangers have plenty of everything. */
  readonly funds: Readonly<Record<string, string>>
  /** Altname, lower case, of the asset against which transfers are booked; the market's quote if it is a fiat, else `eur`. */
  readonly srcFiat?: string
  /** How much Kraken lets the account do in a time, which the broker is told; `pro` unless said. */
  readonly tier?: BrokerConfig['tier']
  /** Kraken is to cancel everything when it has not heard of the broker for so long; never unless said. */
  readonly deadManSeconds?: number
  /** Fields of `AssetPairs` served differently, by pair key; undefined takes the field away. */
  readonly served?: Readonly<Record<string, Readonly<Record<string, string | number | undefined>>>>
  readonly story: readonly Step[]
  readonly ending: Ending
  /** Notes the broker must have made in at least one branch, so that a story cannot pass by missing its own point. */
  readonly visits: readonly NoteName[]
  /**
   * Drawn by chance and not told by somebody: a step that cannot be performed any more is passed over, and to agree
   * means in everything that holds in the end, files included.
   */
  readonly drawn?: true
  /**
   * What comes otherwise when the broker is set so; all the rest holds in every setting. Where a dialect and a policy
   * both say something, the policy is heard last.
   */
  readonly under?: Readonly<Partial<Record<DialectName | EditPolicy, Differently | DoesNotApply>>>
}

/** With the reason, for whoever wonders where it was played. */
export type DoesNotApply = { readonly doesNotApply: string }

type Differently = {
  /** These fields, and among the orders these names, take the place of the ending's own. */
  readonly ending?: Ending
  readonly visits?: readonly NoteName[]
}

type Told = Omit<Scenario, 'title' | 'story'> & { readonly story: readonly (Step | readonly Step[])[] }

export const scenario = (title: string, told: Told): Scenario => ({ title, ...told, story: told.story.flatMap(flat) })

const flat = (part: Step | readonly Step[]): readonly Step[] => ('act' in part ? [part] : part)

// ---- words

export const settle: Step = { act: 'settle' }
export const heal: Step = { act: 'heal' }
/**
 * The broker's promise: while Kraken can be reached, what it has told is so at Kraken after this many seconds, and as
 * many more as REST is behind.
 */
const AGREEMENT_SECONDS = 45
export const agreed = (
  /** Sooner than promised, where something gives the loss away at once; or later, by as much as REST is behind. */
  options: { readonly withinSeconds?: number; readonly restBehindSeconds?: number } = {},
): Step => ({
  act: 'agree',
  withinSeconds: (options.withinSeconds ?? AGREEMENT_SECONDS) + (options.restBehindSeconds ?? 0),
})
export const seconds = (count: number): Step => ({ act: 'wait', seconds: count })

export const broker = {
  starts: { act: 'broker', does: 'starts' },
  /** The process is gone between two events; what was not synced is lost. */
  crashes: { act: 'broker', does: 'crashes' },
  restarts: { act: 'broker', does: 'restarts' },
  /** Ends as asked. */
  stops: { act: 'broker', does: 'stops' },
  /** Ends because an exception struck its shell. */
  fails: { act: 'broker', does: 'fails' },
} as const satisfies Readonly<Record<string, Step>>

/** Starts the broker and lets it load everything. */
export const connected: readonly Step[] = [broker.starts, settle]

type PlaceOptions = { readonly as?: string; readonly on?: string; readonly postOnly?: true }
type OrderOptions = PlaceOptions & {
  readonly timeInForce?: TimeInForce
  readonly expiresInSeconds?: number
  readonly deadlineSeconds?: number
  readonly reduceOnly?: true
}
const places = (who: 'trader' | 'stranger' | 'web') => ({
  buys: (what: OrderText, options: PlaceOptions = {}): Step => ({ act: 'place', who, side: 'buy', what, ...options }),
  sells: (what: OrderText, options: PlaceOptions = {}): Step => ({ act: 'place', who, side: 'sell', what, ...options }),
  cancels: (order: string): Step => ({ act: 'cancel', who, order }),
})

export const trader = {
  ...places('trader'),
  buys: (what: OrderText, options: OrderOptions = {}): Step => places('trader').buys(what, options),
  sells: (what: OrderText, options: OrderOptions = {}): Step => places('trader').sells(what, options),
  cancelsEverything: { act: 'cancel-all' } as const satisfies Step,
  edits: (order: string, to: { readonly price?: PriceText; readonly size?: Amount }): Step => ({
    act: 'edit',
    order,
    ...to,
  }),
}
/** Other people, with deep pockets. */
export const stranger = places('stranger')
/** The trader's own account, used through Kraken's web page behind the broker's back. */
export const web = {
  ...places('web'),
  /** At market, for so much of the quote. */
  spends: (what: Amount, options: { readonly as?: string } = {}): Step => ({ act: 'spend', what, ...options }),
  /** In place, as the web page does: the order keeps its id. */
  amends: (order: string, to: { readonly price?: PriceText; readonly size?: Amount }): Step => ({
    act: 'amend',
    order,
    ...to,
  }),
}

export const kraken = {
  ...weather,
  answers: (endpoint: string, answer: Answer, options: { readonly times: number }): Step => ({
    act: 'answer',
    endpoint,
    with: answer,
    times: options.times,
  }),
  /** The next such request is carried out; its acknowledgement never arrives. */
  losesReplyTo: (request: WsRequest): Step => ({ act: 'lose-reply', to: request }),
  cutsTheSocket: (options: { readonly outageSeconds: number }): Step => ({ act: 'cut', when: 'now', ...options }),
  cutsBefore: (request: WsRequest, options: { readonly outageSeconds: number }): Step => ({
    act: 'cut',
    when: { before: request },
    ...options,
  }),
  /** The request is carried out; the socket dies before a word of it gets back. */
  cutsAfter: (request: WsRequest, options: { readonly outageSeconds: number }): Step => ({
    act: 'cut',
    when: { after: request },
    ...options,
  }),
  /** What Kraken's documents leave open (`sim/exchange/quirks.ts`) is so from now on. */
  decides: (quirks: Partial<Quirks>): Step => ({ act: 'decide', quirks }),
  locksOut: { act: 'lock-out' } as const satisfies Step,
  goes: (mode: Extract<Step, { act: 'mode' }>['mode']): Step => ({ act: 'mode', mode }),
  changes: (pair: string, fields: PairFields): Step => ({ act: 'change-pair', pair, fields }),
  /** Frames of these channels wait … */
  holdsBack: (...channels: readonly HeldChannel[]): Step => ({ act: 'hold-back', channels }),
  /** … and are let go in every order that keeps each channel's own, one branch each. */
  releases: { act: 'release' } as const satisfies Step,
}

export const disk = {
  holds: (file: StateFile, text: string): Step => ({ act: 'disk-holds', file, text }),
  isFull: { act: 'disk-full' } as const satisfies Step,
}

/** Of the broker's machine. */
export const clock = {
  /** Ahead, or back where negative. */
  steps: (count: number): Step => ({ act: 'clock', does: 'step', seconds: count }),
  /** It stands still in between. */
  ticksEvery: (count: number): Step => ({ act: 'clock', does: 'coarsen', seconds: count }),
}

/** The machine on which the broker runs. What strikes it does so once, and the broker is started again at once. */
export const machine = {
  /** Right after so many more events, effects of the broker or system calls of its own, counted while one runs. */
  losesPower: (
    after: Extract<Strike, { kind: 'power' }>['after'],
    options: { readonly remains?: Remains } = {},
  ): Step => ({ act: 'strike', does: { kind: 'power', after, remains: options.remains ?? 'nothing' } }),
  /** Of the broker's writes from now on, only half of this one fits; the first is number 1. */
  hasNoSpaceFor: (write: number): Step => ({
    act: 'strike',
    does: { kind: 'no-space', after: { of: 'writes', count: write } },
  }),
}

export const chain = {
  deposits: (what: Amount): Step => ({ act: 'deposit', what }),
  withdraws: (
    what: Amount,
    options: { readonly fee: PriceText; readonly outcome?: 'success' | 'pending' | 'failure' },
  ): Step => ({ act: 'withdraw', what, fee: options.fee, outcome: options.outcome ?? 'success' }),
}

/** The trader's account, in what no order and no chain does to it. */
export const account = {
  /** Another program uses the broker's API key. */
  isUsedElsewhere: (options: { readonly calls?: number; readonly aheadSeconds: number }): Step => ({
    act: 'rival',
    calls: options.calls ?? 1,
    aheadSeconds: options.aheadSeconds,
  }),
  /** Somebody takes this permission from the broker's API key. */
  forbids: (permission: Extract<AccountDeed, { kind: 'forbid' }>['permission']): Step => ({
    act: 'account',
    does: { kind: 'forbid', permission },
  }),
  /** What fees are taken in from now on; credits while there are enough. */
  paysFeesIn: (what: 'base' | 'quote' | 'credits'): Step => ({
    act: 'account',
    does: { kind: 'prefer-fees', in: what },
  }),
  /** The oldest withdrawal that is pending comes to its end. */
  seesWithdrawalEnd: (outcome: 'success' | 'failure' | 'canceled' | 'returned'): Step => ({
    act: 'account',
    does: { kind: 'resolve-withdrawal', outcome },
  }),
  /** From one wallet of an asset into another: `XBT` into `XBT.F`. */
  moves: (what: Amount, options: { readonly into: string }): Step => {
    const [amount = '', asset = ''] = what.split(' ')
    return { act: 'account', does: { kind: 'move-wallets', asset, amount, into: options.into } }
  },
  /** Kraken books these rows under one reference; trades among them are in no history of trades. */
  isBooked: (
    type: Extract<AccountDeed, { kind: 'book' }>['type'],
    rows: Extract<AccountDeed, { kind: 'book' }>['rows'],
  ): Step => ({
    act: 'account',
    does: { kind: 'book', type, rows },
  }),
  /** Kraken states a balance that is wrong by so much. */
  isMisstated: (by: Amount): Step => {
    const [amount = '', asset = ''] = by.split(' ')
    return { act: 'account', does: { kind: 'misstate', asset, by: amount } }
  },
}

/** All of these at once, in every order in which they can reach Kraken, one branch each. */
export const race = (...between: readonly Step[]): Step => ({ act: 'race', between })
/** The trader asks for all of these in one moment, before the broker hears anything else. */
export const together = (...of: readonly Step[]): Step => ({ act: 'together', of })
/** Each of these alone, one branch each. */
export const either = (...of: readonly (Step | readonly Step[])[]): Step => ({
  act: 'either',
  of: of.map(flat),
})

export const error = (text: string): Answer => ({ kind: 'kraken-error', error: text })
export const status = (code: number, body: string): Answer => ({ kind: 'http-status', status: code, body })
export const silence: Answer = { kind: 'silence' }
