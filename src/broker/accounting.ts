/** Trades and transfers into the ledger, the ledger into positions, positions into `pps.toml`. */
import { assert } from '../assert.ts'
import type { LedgerId, TradeId, Txid } from '../ids.ts'
import { ledgerId, tradeId } from '../ids.ts'
import type { Entry } from '../kraken/entry.ts'
import { readEntry } from '../kraken/entry.ts'
import type { Reference } from '../kraken/reference.ts'
import type { Trade } from '../kraken/trade.ts'
import { readTrade } from '../kraken/trade.ts'
import type { Volume } from '../money.ts'
import { plain, volume, zero } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { after, seconds } from '../time.ts'
import { feeTaken } from './fees.ts'
import { LEDGER_HEAD, type LedgerRecord, ledgerText, readLedger, withoutTornRecord } from './ledger-file.ts'
import type { Outbox } from './outbox.ts'
import type { BrokerConfig, StateTexts } from './port.ts'
import type { Movement, PositionBook } from './position-book.ts'
import { createPositionBook } from './position-book.ts'
import { type OldPositions, keptText, positionsText, ppuPlain, readPositions } from './positions-file.ts'

/**
 * The ledger is the authority: a record is durable before anything derived from it leaves, and positions are a fold
 * over all records. `pps.toml` follows within a second of a change, and always before the end.
 */
export type Accounting = {
  /** Reads what lies on the disk. Fails with file and place; nothing is written then. */
  readonly load: (reference: Reference) => Result<void, string>
  /** There was a ledger before this start, so what is new in Kraken's history happened since. */
  readonly hasPast: () => boolean
  /** Books those not booked before, in the order given, and returns them. */
  readonly bookTrades: (trades: readonly Trade[]) => readonly Trade[]
  /** Books the ledger's rows not booked before. Those of a trade wait until the trade is booked. */
  readonly bookEntries: (entries: readonly Entry[]) => Booked
  /** The rows that wait for a trade. */
  readonly strays: () => readonly Entry[]
  /** These belong to no trade that any history has; each moves the account by itself. */
  readonly bookStrays: (strays: readonly Entry[]) => Booked
  readonly trades: () => readonly Trade[]
  /** Every row of Kraken's ledger that is known, those that wait included. */
  readonly entries: () => readonly Entry[]
  readonly knows: (id: string) => boolean
  /** What the booked trades of an order sum to. */
  readonly executed: (order: Txid) => Volume
  readonly tellPosition: (pair: Pair) => void
  /** At the start: those that are open, and those that pps.toml still had open. */
  readonly tellPositions: () => void
  /**
   * All that Kraken knows has been booked: what the `pps.toml` found at the start rests on, and nobody knows even now,
   * is put aside, and from now on the file may be written.
   */
  readonly historyIsKnown: () => void
  /** Writes `pps.toml` if anything changed since it was written, and the old one is not needed any more. */
  readonly write: () => void
  readonly pending: () => string | undefined
}

type Booked = {
  /** What went into the account or out of it. */
  readonly transfers: readonly Entry[]
  /** Where positions are other than before. */
  readonly markets: ReadonlySet<Pair>
}

/** A burst of fills makes one write. The ledger has them all meanwhile. */
const WRITE_DELAY = seconds(1)

const isTrade = ({ fields }: LedgerRecord): boolean => fields['ordertxid'] !== undefined

export function createAccounting(
  config: BrokerConfig,
  files: Pick<StateTexts, 'ledger' | 'positions'>,
  out: Outbox,
): Accounting {
  const book: PositionBook = createPositionBook()
  const trades = new Map<TradeId, Trade>()
  const entries = new Map<LedgerId, Entry>()
  /** Of each trade, by its id. */
  const legs = new Map<string, readonly Entry[]>()
  /** Legs of trades that are not known; their records are not in the file yet. */
  const waiting = new Map<LedgerId, Entry>()
  const executed = new Map<Txid, Volume>()
  const ledger = withoutTornRecord(files.ledger ?? '')
  let reference: Reference | undefined
  /** The file found at the start, until it is certain that nothing in it is known to it alone. */
  let old: OldPositions | undefined
  /** Whose position stood in that file: should it be closed, nobody may have heard of it. */
  let stoodOpen: ReadonlySet<Pair> = new Set()
  let others = ''
  let written = files.positions
  let isDirty = false

  function addTrade(trade: Trade): void {
    trades.set(trade.id, trade)
    executed.set(trade.txid, volume(trade.volume.plus(executed.get(trade.txid) ?? zero)))
    book.add(trade.pair, movementOf(trade))
  }

  function movementOf(trade: Trade): Movement {
    const { id, at, price } = trade
    const { inBase, inQuote } = feeTaken(trade, legs.get(id) ?? [])
    const gross = trade.side === 'buy' ? trade.volume : trade.volume.negated()
    return { kind: 'trade', id, at, size: gross.minus(inBase), price, fee: inQuote }
  }

  const addLeg = (leg: Entry): void => void legs.set(leg.refid, [...(legs.get(leg.refid) ?? []), leg])

  /** The market whose position a transfer moves, if any: its asset against the source fiat, if Kraken lists that. */
  function moves({ asset, amount, fee }: Entry): Pair | undefined {
    assert(reference !== undefined, 'transfers are booked once the pairs are known')
    const pair = reference.pairNamed(`${asset.altname}/${config.srcFiat}`)
    return pair?.base === asset.id && !amount.eq(fee) ? pair : undefined
  }

  function marketOf(id: string): Pair | undefined {
    const entry = entries.get(ledgerId(id))
    return trades.get(tradeId(id))?.pair ?? (entry === undefined ? undefined : moves(entry))
  }

  /** Gives the market whose position it moves. */
  function addTransfer(transfer: Entry): Pair | undefined {
    const { id, at, amount, fee } = transfer
    entries.set(id, transfer)
    const market = moves(transfer)
    if (market !== undefined) book.add(market, { kind: 'transfer', id, at, size: amount.minus(fee) })
    return market
  }

  /** Whether the trade's legs say something that its record does not. */
  function hasOtherFee(trade: Trade): boolean {
    const { inBase, elsewhere } = feeTaken(trade, legs.get(trade.id) ?? [])
    const isOther = !inBase.isZero() || elsewhere.size > 0
    if (isOther) out.note('fee taken outside the quote', trade.id)
    return isOther
  }

  function append(records: readonly (Trade | Entry)[]): void {
    if (records.length === 0) return
    out.emit({ kind: 'file-append', file: 'ledger', text: ledgerText(records) })
    changed()
  }

  function changed(): void {
    if (isDirty) return
    isDirty = true
    out.emit({ kind: 'timer-set', timer: 'write-positions', at: after(out.now(), WRITE_DELAY) })
  }

  const knows = (id: string): boolean =>
    trades.has(tradeId(id)) || entries.has(ledgerId(id)) || waiting.has(ledgerId(id))

  return {
    load(given) {
      reference = given
      const records = readLedger(ledger)
      if (!records.ok) return fail(`the ledger cannot be read: ${records.error}`)
      const read: (() => void)[] = []
      const tradeIds = new Set(records.value.filter(isTrade).map(({ id }) => id))
      for (const record of records.value) {
        const { id, fields } = record
        if (isTrade(record)) {
          const trade = readTrade(id, fields, given.pairNamed)
          if (!trade.ok) return fail(`the ledger cannot be read: ${trade.error}`)
          read.push(() => addTrade(trade.value))
        } else {
          const entry = readEntry(id, fields, given.wholeAssetNamed)
          if (!entry.ok) return fail(`the ledger cannot be read: ${entry.error}`)
          const { kind, refid } = entry.value
          if (kind === 'leg') addLeg(entry.value)
          if (kind === 'leg' ? tradeIds.has(refid) : kind === 'move') entries.set(entry.value.id, entry.value)
          else read.push(() => addTransfer(entry.value))
        }
      }
      // A trade is added once all its legs are known.
      for (const add of read) add()
      const found = readPositions(files.positions ?? '', config.account)
      if (!found.ok) return fail(`pps.toml cannot be read: ${found.error}`)
      others = found.value.others
      stoodOpen = new Set(found.value.clearIds.flatMap((id) => marketOf(id) ?? []))
      if (found.value.clearIds.some((id) => !knows(id))) old = found.value
      // From now on there is a past: what a later start finds new has happened since this one.
      if (files.ledger === undefined || files.ledger === '') {
        out.emit({ kind: 'file-append', file: 'ledger', text: LEDGER_HEAD })
      } else if (ledger !== files.ledger) {
        out.note('torn record dropped')
        out.emit({ kind: 'file-replace', file: 'ledger', text: ledger === '' ? LEDGER_HEAD : ledger })
      }
      if (files.positions !== undefined || records.value.length > 0) changed()
      return ok(undefined)
    },
    hasPast: () => ledger !== '',
    bookTrades(given) {
      const fresh = [...new Map(given.map((trade) => [trade.id, trade])).values()].filter((trade) => !knows(trade.id))
      append(fresh)
      for (const trade of fresh) {
        claimLegs(trade)
        addTrade(trade)
      }
      return fresh
    },
    bookEntries(given) {
      const fresh = given.filter((entry) => !knows(entry.id))
      for (const entry of fresh) if (entry.kind === 'leg') addLeg(entry)
      const isStray = ({ kind, refid }: Entry): boolean => kind === 'leg' && !trades.has(tradeId(refid))
      for (const stray of fresh.filter(isStray)) waiting.set(stray.id, stray)
      const sure = fresh.filter((entry) => !isStray(entry))
      append(sure)
      for (const entry of sure) entries.set(entry.id, entry)
      const transfers = sure.filter(({ kind }) => kind === 'transfer')
      const told = new Set(sure.flatMap(({ kind, refid }) => (kind === 'leg' ? [tradeId(refid)] : [])))
      const corrected = [...told].flatMap((id) => trades.get(id) ?? []).filter(hasOtherFee)
      for (const trade of corrected) book.correct(trade.pair, movementOf(trade))
      const moved = transfers.flatMap((transfer) => addTransfer(transfer) ?? [])
      return { transfers, markets: new Set([...corrected.map(({ pair }) => pair), ...moved]) }
    },
    strays: () => [...waiting.values()],
    bookStrays(strays) {
      append(strays)
      for (const { id } of strays) waiting.delete(id)
      return { transfers: strays, markets: new Set(strays.flatMap((stray) => addTransfer(stray) ?? [])) }
    },
    trades: () => [...trades.values()],
    entries: () => [...entries.values(), ...waiting.values()],
    knows,
    executed: (order) => executed.get(order) ?? volume(zero),
    tellPosition,
    tellPositions() {
      const isToTell = (pair: Pair): boolean => !book.holding(pair).size.isZero() || stoodOpen.has(pair)
      for (const pair of book.markets().filter(isToTell)) tellPosition(pair)
    },
    historyIsKnown() {
      const orphans = old?.clearIds.filter((id) => !knows(id)) ?? []
      if (old !== undefined && orphans.length > 0) {
        out.emit({ kind: 'file-append', file: 'kept', text: keptText(old, { orphans, at: out.now() }) })
        out.note('position file repaired', `nobody knows ${orphans.join(' ')}; the old positions are kept`)
      }
      old = undefined
      write()
    },
    write,
    pending: () => (isDirty ? 'the writing of pps.toml' : undefined),
  }

  /** Rows that came before their trade, whether they waited for it or were taken for transfers meanwhile. */
  function claimLegs(trade: Trade): void {
    const own = legs.get(trade.id) ?? []
    const taken = own.filter(({ id }) => entries.has(id))
    for (const leg of own) entries.set(leg.id, leg)
    append(own.filter(({ id }) => waiting.delete(id)))
    for (const leg of taken) {
      const market = moves(leg)
      if (market === undefined) continue
      book.remove(market, leg.id)
      tellPosition(market)
    }
    hasOtherFee(trade)
  }

  function write(): void {
    if (!isDirty || old !== undefined) return
    isDirty = false
    out.emit({ kind: 'timer-stop', timer: 'write-positions' })
    const text = positionsText(config.account, book, others)
    if (text === written) return
    written = text
    out.emit({ kind: 'file-replace', file: 'positions', text })
    out.note('positions written')
  }

  function tellPosition(pair: Pair): void {
    const { size, ppu } = book.holding(pair)
    out.tell({
      kind: 'BrokerdPosition',
      account: config.account,
      symbol: pair.symbol,
      size: plain(size),
      ppu: ppuPlain(ppu),
      time: out.now(),
    })
  }
}
