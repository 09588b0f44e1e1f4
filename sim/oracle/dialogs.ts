/** Which orders on Kraken belong to which of the trader's dialogs, and what the trader asked and was told in each. */
import type { BrokerdOrder, BrokerdStatus, EmsEvent, EmsRequest, Status } from '../../src/ems.ts'
import type { Oid, Txid } from '../../src/ids.ts'
import type { Instant } from '../../src/time.ts'
import type { Truth, TruthOrder } from '../truth.ts'
import type { Evidence } from './evidence.ts'
import { type Fraction, add, equals, fromExact, larger, parseDecimal, sum, zero } from './fraction.ts'
import type { Sent } from './messages.ts'

/** One order as the trader means it, under every oid it ever had and every txid that Kraken gave it. */
export type Dialog = {
  readonly tellings: readonly Telling[]
  /** In order of creation. */
  readonly orders: readonly Txid[]
}

/** A dialog under one oid: a restarted broker tells of an old order under a new one. */
export type Telling = {
  readonly oid: Oid
  readonly dialog: Dialog
  /** Which life of the broker began it; 1 is the first. */
  readonly life: number
  /** The sizes that may be in force: all asked for since the last one that was told as taking effect. */
  readonly asked: readonly Fraction[]
  /** The last word on how the order stands. */
  readonly lastTold: BrokerdStatus | Status | undefined
  /** The order itself was refused. */
  readonly wasRefused: boolean
}

/**
 * The most that may be executed in a dialog: every size counts all its orders, those of earlier lives included. What
 * somebody sets on the web page is as good as a wish. What an edit's order executes at its birth nobody can cut down, where
 * Kraken makes it for the whole size again: as much as was executed before can come on top.
 */
export function mostAsked({ tellings, orders }: Dialog, truth: Truth): Fraction {
  const wished = tellings.flatMap(({ asked }) => asked).reduce(larger, zero)
  const known = orders.flatMap((id) => truth.orders.get(id) ?? [])
  const executed = (but: TruthOrder): Fraction =>
    sum(known.filter((order) => order !== but).map((order) => fromExact(order.executed)))
  const byHand = known
    .filter(({ amendedByHandAt }) => amendedByHandAt !== undefined)
    .map((order) => add(fromExact(order.volume), executed(order)))
  const atBirth = known
    .filter(({ txid, openedAt }) => truth.trades.some((trade) => trade.txid === txid && trade.at === openedAt))
    .flatMap((order) => {
      const before = executedBefore(order, truth)
      return before === undefined ? [] : [add(fromExact(order.volume), before)]
    })
  return [...byHand, ...atBirth].reduce(larger, wished)
}

/** By those that edits put it in the place of; undefined for an order that no edit made. */
function executedBefore({ replaces }: TruthOrder, truth: Truth): Fraction | undefined {
  const before = replaces === undefined ? undefined : truth.orders.get(replaces)
  return before === undefined ? undefined : add(fromExact(before.executed), executedBefore(before, truth) ?? zero)
}

/**
 * Links dialogs and orders while a run is read, event by event.
 *
 * An order belongs to a dialog because an `addOrder` frame with its userref left for that dialog before the order
 * was opened (one order a frame, first come first linked), because it replaced an order of the dialog, or because
 * a `Status` named it. Once linked it stays linked.
 */
export class DialogBook {
  readonly #dialogs: Writable<Dialog>[] = []
  readonly #tellings = new Map<Oid, Writable<Telling>>()
  readonly #byReqid = new Map<string, Writable<Dialog>>()
  readonly #submissions: Submission[] = []
  readonly #owners = new Map<Txid, Writable<Dialog>>()
  /** Orders of the trader's account that no dialog owns so far. */
  #strays: readonly TruthOrder[] = []
  #ordersSeen = 0

  get dialogs(): readonly Dialog[] {
    return this.#dialogs
  }

  ownerOf(id: Txid): Dialog | undefined {
    return this.#owners.get(id)
  }

  /** What the oid names now. */
  tellingOf(oid: Oid): Telling | undefined {
    return this.#tellings.get(oid)
  }

  /** The dialog last told under this reqid. */
  withReqid(reqid: string): Dialog | undefined {
    return this.#byReqid.get(reqid)
  }

  /** The trader asked; an oid unknown in this life begins a dialog. */
  asked(request: EmsRequest, life: number): void {
    if (request.kind !== 'BrokerdOrder') return
    const known = this.#tellings.get(request.oid)
    if (known?.life === life) known.asked = withSize(known.asked, request)
    else this.#begin({ oid: request.oid, dialog: this.#newDialog(), life, asked: withSize([], request) })
  }

  /** The trader was told. */
  told(event: EmsEvent, life: number, evidence: Evidence): void {
    if (event.kind === 'Status') this.#foundLive(event, life, evidence)
    const telling = 'oid' in event && event.oid !== undefined ? this.#tellings.get(event.oid) : undefined
    if (telling === undefined) return
    if ('reqid' in event && event.reqid !== undefined) this.#byReqid.set(String(event.reqid), telling.dialog)
    if (event.kind === 'BrokerdStatus' || event.kind === 'Status') telling.lastTold = event
    if (event.kind === 'BrokerdStatus' && event.status === 'open') telling.asked = inForce(telling.asked, event.size)
    if (event.kind === 'BrokerdError' && event.request === 'order') telling.wasRefused = true
  }

  /** A request left for Kraken. */
  sent(request: Sent, at: Instant): void {
    if (request.kind !== 'addOrder' || request.userref === undefined) return
    const dialog = this.#byReqid.get(request.userref)
    if (dialog !== undefined) this.#submissions.push({ userref: request.userref, dialog, at, isTaken: false, request })
  }

  /** Links the orders that were opened up to then. */
  readOrders(evidence: Evidence, until: Instant): void {
    if (this.#ordersSeen === evidence.truth.orders.size) return
    let index = 0
    for (const order of evidence.truth.orders.values()) {
      index += 1
      if (index <= this.#ordersSeen) continue
      if (order.openedAt > until) return
      this.#ordersSeen = index
      if (order.account === evidence.trader.krakenAccount) this.#link(order)
    }
  }

  #link(order: TruthOrder): void {
    const submissions = this.#submissions.filter(
      ({ userref, at, isTaken }) => !isTaken && userref === String(order.userref) && at <= order.openedAt,
    )
    // One that never arrived may have had the same userref, in the life of a broker that crashed.
    const submission = submissions.find(({ request }) => isFor(request, order)) ?? submissions[0]
    const replaced = order.replaces === undefined ? undefined : this.#owners.get(order.replaces)
    if (replaced !== undefined) this.#own(order.txid, replaced)
    else if (order.replaces === undefined && submission !== undefined) {
      submission.isTaken = true
      this.#own(order.txid, submission.dialog)
    } else this.#strays = [...this.#strays, order]
  }

  #foundLive(status: Status, life: number, evidence: Evidence): void {
    this.readOrders(evidence, status.time)
    const known = this.#tellings.get(status.oid)
    const before = this.#owners.get(status.txid)
    if (before !== undefined && known?.dialog !== before) this.#partFrom(before, status.txid, evidence)
    const owner = this.#owners.get(status.txid) ?? this.#newDialog()
    if (!this.#owners.has(status.txid)) this.#adopt(status.txid, owner)
    if (known?.dialog === owner && known.life === life) return
    const size = parseDecimal(status.size)
    this.#begin({ oid: status.oid, dialog: owner, life, asked: size === undefined ? [] : [size] })
  }

  /**
   * Edits put it in the place of an order that was not ours, and gave it a number of ours: whoever starts later cannot know
   * what it was before that. The orders that have its number are a dialog of their own from now on.
   */
  #partFrom(before: Writable<Dialog>, id: Txid, { truth }: Evidence): void {
    const numberOf = (order: Txid): number | undefined => truth.orders.get(order)?.userref
    const parted = before.orders.filter((order) => numberOf(order) === numberOf(id))
    if (parted.length === before.orders.length) return
    before.orders = before.orders.filter((order) => !parted.includes(order))
    const dialog = this.#newDialog()
    for (const order of parted) this.#own(order, dialog)
  }

  /** A stray becomes a dialog's, and so does every stray that took its place. */
  #adopt(id: Txid, dialog: Writable<Dialog>): void {
    this.#own(id, dialog)
    this.#strays = this.#strays.filter((stray) => stray.txid !== id)
    for (const heir of this.#strays.filter((stray) => stray.replaces === id)) this.#adopt(heir.txid, dialog)
  }

  #own(id: Txid, dialog: Writable<Dialog>): void {
    this.#owners.set(id, dialog)
    dialog.orders = [...dialog.orders, id]
  }

  #newDialog(): Writable<Dialog> {
    const dialog: Writable<Dialog> = { tellings: [], orders: [] }
    this.#dialogs.push(dialog)
    return dialog
  }

  #begin(told: Pick<Telling, 'oid' | 'life' | 'asked'> & { readonly dialog: Writable<Dialog> }): void {
    const telling: Writable<Telling> = { ...told, lastTold: undefined, wasRefused: false }
    told.dialog.tellings = [...told.dialog.tellings, telling]
    this.#tellings.set(told.oid, telling)
  }
}

type Writable<Shape> = { -readonly [Name in keyof Shape]: Name extends 'dialog' ? Writable<Dialog> : Shape[Name] }

type Submission = {
  readonly userref: string
  readonly dialog: Writable<Dialog>
  readonly at: Instant
  isTaken: boolean
  readonly request: Extract<Sent, { kind: 'addOrder' }>
}

/** Side and volume are those of the request. */
function isFor({ side, numbers }: Submission['request'], order: TruthOrder): boolean {
  const volume = numbers.find(({ unit }) => unit === 'volume')
  const asked = volume === undefined ? undefined : parseDecimal(volume.text)
  return side === order.side && asked !== undefined && equals(asked, fromExact(order.volume))
}

/** One size asked for twice running is one wish. */
function withSize(asked: readonly Fraction[], request: BrokerdOrder): readonly Fraction[] {
  const size = parseDecimal(request.size)
  const last = asked.at(-1)
  if (size === undefined || (last !== undefined && equals(last, size))) return asked
  return [...asked, size]
}

/** Told open at the size last asked for, and no earlier wish was for that size: what was asked before is over. */
function inForce(asked: readonly Fraction[], told: string): readonly Fraction[] {
  const size = parseDecimal(told)
  const last = asked.at(-1)
  if (size === undefined || last === undefined || !equals(last, size)) return asked
  return asked.filter((other) => equals(other, size)).length === 1 ? [last] : asked
}
