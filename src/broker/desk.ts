/** What the parts that handle orders share. */
import type { Txid } from '../ids.ts'
import type { Dialect } from '../kraken/dialect.ts'
import type { Reference } from '../kraken/reference.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Instant, Micros } from '../time.ts'
import type { Accounting } from './accounting.ts'
import type { Dialog, Dialogs } from './dialogs.ts'
import type { Outbox } from './outbox.ts'
import type { Pace } from './pace.ts'
import type { BrokerConfig } from './port.ts'

export type Desk = {
  readonly config: BrokerConfig
  readonly out: Outbox
  readonly reference: Reference
  readonly dialect: Dialect
  readonly dialogs: Dialogs
  readonly accounting: Accounting
  /** Kraken's time: the one to compare with what Kraken dates. */
  readonly krakenNow: () => Instant
  readonly krakenTimeOf: (ours: Instant) => Instant
  readonly pace: Pace
  /** In Kraken's words, as it last told: `online`, `maintenance`, `cancel_only`, `post_only`, `limit_only`. */
  readonly serviceMode: () => string
  /** Booked and not yet told: whose they are may still turn out. */
  readonly untold: Trade[]
  /** Their cancels leave together, once all that happens at this moment has been heard. */
  readonly canceling: Set<Dialog>
  /** Everything is loaded, the sockets are live, and what was missed has been made up for. */
  readonly isReady: () => boolean
  /** Sends a frame made with the session's token. Only while ready. */
  readonly send: (frame: (token: string) => string) => void
  /** Makes another session with a fresh token, since this one cannot be relied on. */
  readonly renewSession: (why: string) => void
  /** Does it once the span has passed, unless the broker ended before. */
  readonly later: (span: Micros, task: () => void) => void
  /** Asks Kraken's REST what became of a dialog's orders and requests. */
  readonly investigate: (dialog: Dialog) => void
  /** Asks Kraken's REST about an order that a feed spoke of and nobody knows. */
  readonly lookUp: (order: Txid) => void
}
