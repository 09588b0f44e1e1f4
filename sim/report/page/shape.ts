/** The shapes of a report's page: what is made of a trace, and what the browser is given. Times are microseconds since the start. */
import type { TraceEvent } from '../../trace.ts'

/** An event of the trace that has a row of its own. */
export type Told = { readonly event: TraceEvent; readonly row: number }

export type Page = {
  readonly head: PageHead
  /** Since 1970, for the times of day. */
  readonly startedAt: number
  readonly lanes: readonly PageLane[]
  /** Names; rows say which by number. */
  readonly channels: readonly string[]
  readonly orders: readonly PageOrder[]
  readonly rows: readonly PageRow[]
  readonly arrows: readonly PageArrow[]
  readonly bodies: readonly PageBody[]
  // What changed, in the order of rows.
  readonly orderStates: readonly (OrderState & Changed & { readonly order: number })[]
  readonly positions: readonly (PositionState & Changed)[]
  readonly traded: readonly (TradedState & Changed)[]
  readonly files: readonly (FileState & Changed)[]
  /** Why it failed, where somebody asked. */
  readonly fate?: PageFate
}
type Changed = { readonly row: number }

export type PageHead = {
  readonly title: string
  readonly why: string
  readonly verdict: string
  /** What was played or recorded, and how: label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly failures: readonly { readonly claim: string; readonly sentence: string; readonly row: number }[]
  /** In the end, by symbol. */
  readonly reckoned: readonly { readonly symbol: string; readonly oracle: string; readonly adapter: string }[]
  readonly lasted: number
  readonly eventCount: number
}

/**
 * `trader`, `rest` and `connection` are crossed by messages, from the end on the left to the one on the right; the others
 * are places where something happens.
 */
export type LaneKind = 'trader' | 'adapter' | 'disk' | 'rest' | 'connection' | 'kraken'
export type PageLane = {
  readonly kind: LaneKind
  readonly title: string
  /** Who had this connection's lane from which row on: later ones take the place of those that are closed. */
  readonly tenants?: readonly { readonly row: number; readonly name: string; readonly url: string }[]
}

export type PageOrder = {
  /** The story's name, else the short form of its first id. */
  readonly name: string
  /** Ids at Kraken, in the order seen, each with the first row that names it. */
  readonly txids: readonly { readonly short: string; readonly txid: string; readonly row: number }[]
  readonly oid?: string
  /** How many rows speak of it. */
  readonly rowCount: number
}

export type Tone = 'plain' | 'good' | 'bad' | 'step' | 'money'

export type PageRow = {
  readonly at: number
  readonly lane: number
  readonly kind: TraceEvent['kind'] | 'failure'
  readonly tone: Tone
  readonly channel: number
  readonly text: string
  /** Of a failure. */
  readonly claim?: string
  /** Part of every run and of no story. */
  readonly routine?: true
  readonly orders?: readonly number[]
  /** The whole message. */
  readonly body?: number
  readonly race?: number
}

/** A message on its way. It leaves at a row, or at a time of which there is no row. */
export type PageArrow = {
  readonly lane: number
  readonly from: number
  readonly leftAt?: number
  readonly to: number
  readonly heading: 'right' | 'left'
  /** Nobody was seen to hear it. */
  readonly lost?: true
}

/** `after`: the text comes behind that of another body, as a file that grows. */
export type PageBody = { readonly head?: string; readonly text: string; readonly after?: number }

/** As the trader knows it, but for `executed`: what Kraken's trades add up to. */
export type OrderState = {
  /** `asked`, `acknowledged`, `found`, `refused`, `at Kraken` where only Kraken knows of it, else as the trader was told. */
  readonly status: string
  readonly side: string
  readonly symbol: string
  readonly price?: string
  readonly size: string
  readonly filled: string
  /** The fills told add up to this. */
  readonly told: string
  readonly executed: string
  /** Asked for and not answered: `2 at 149.60`, `cancel`. */
  readonly wish?: string
  readonly reason?: string
}
export type PositionState = { readonly symbol: string; readonly size: string; readonly ppu: string }
/** What Kraken's trades of a pair add up to: bought less sold. */
export type TradedState = { readonly pair: string; readonly net: string }
export type FileState = { readonly file: string; readonly body: number }

/** Where the run was lost, and the nearest one that was not. */
export type PageFate = {
  readonly sentence: string
  /** The decision of chance after which it was: when, in words, and the first row after it. */
  readonly moment?: { readonly at: number; readonly says: string; readonly row?: number }
  /** Of runs that were this one up to a time, how many passed; in the order of time. */
  readonly shares: readonly { readonly at: number; readonly played: number; readonly passed: number }[]
  readonly nearest?: PageNearest
}

export type PageNearest = {
  readonly sentence: string
  /** The first event that differs, on either side. */
  readonly failing: string
  readonly passing: string
  /** From a little before they part. */
  readonly lines: readonly Beside[]
  /** Further rows that stand in neither. */
  readonly leftOut: { readonly failing: number; readonly passing: number }
}

/** What stands on one line: the same on both sides, though maybe at another time, or only on one. */
export type Beside = { readonly failing?: Side; readonly passing?: Side }
export type Side = {
  readonly at: number
  readonly lane: string
  readonly text: string
  readonly tone: Tone
  readonly row: number
}
