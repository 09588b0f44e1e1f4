/** Trades and transfers into the ledger, the ledger into positions, positions into `pps.toml`. */
import { assert } from '../assert.ts'
import type { TradeId, Txid } from '../ids.ts'
import { tradeId } from '../ids.ts'
import type { Reference } from '../kraken/reference.ts'
import type { Trade } from '../kraken/trade.ts'
import { readTrade } from '../kraken/trade.ts'
import type { Transfer } from '../kraken/transfer.ts'
import { readTransfer } from '../kraken/transfer.ts'
import type { Volume } from '../money.ts'
import { plain, volume, zero } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { after, seconds } from '../time.ts'
import { ledgerText, readLedger } from './ledger-file.ts'
import type { Outbox } from './outbox.ts'
import type { BrokerConfig, StateFile } from './port.ts'
import type { PositionBook } from './position-book.ts'
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
  readonly bookTransfers: (transfers: readonly Transfer[]) => readonly Transfer[]
  readonly trades: () => readonly Trade[]
  readonly transfers: () => readonly Transfer[]
  readonly knows: (id: string) => boolean
  /** What the booked trades of an order sum to. */
  readonly executed: (order: Txid) => Volume
  /** The market in which transfers of an asset move a position: the asset against the source fiat, if Kraken lists it. */
  readonly marketOf: (transfer: Transfer) => Pair | undefined
  readonly tellPosition: (pair: Pair) => void
  readonly tellOpenPositions: () => void
  /**
   * All that Kraken knows has been booked: what the `pps.toml` found at the start rests on, and nobody knows even now,
   * is put aside, and from now on the file may be written.
   */
  readonly historyIsKnown: () => void
  /** Writes `pps.toml` if anything changed since it was written, and the old one is not needed any more. */
  readonly write: () => void
  readonly pending: () => string | undefined
}

/** A burst of fills makes one write. The ledger has them all meanwhile. */
const WRITE_DELAY = seconds(1)

const LEDGER_HEAD = '# Trades and transfers, each as Kraken recorded it.\n\n'

export function createAccounting(
  config: BrokerConfig,
  files: Readonly<Record<StateFile, string | undefined>>,
  out: Outbox,
): Accounting {
  const book: PositionBook = createPositionBook()
  const trades = new Map<TradeId, Trade>()
  const transfers = new Map<string, Transfer>()
  const executed = new Map<Txid, Volume>()
  let reference: Reference | undefined
  /** The file found at the start, until it is certain that nothing in it is known to it alone. */
  let old: OldPositions | undefined
  let others = ''
  let written = files.positions
  let isDirty = false

  function addTrade(trade: Trade): void {
    trades.set(trade.id, trade)
    executed.set(trade.txid, volume(trade.volume.plus(executed.get(trade.txid) ?? zero)))
    const size = trade.side === 'buy' ? trade.volume : trade.volume.negated()
    book.add(trade.pair, { kind: 'trade', id: trade.id, at: trade.at, size, price: trade.price, fee: trade.fee })
  }

  function addTransfer(transfer: Transfer): void {
    transfers.set(transfer.id, transfer)
    const market = marketOf(transfer)
    if (market === undefined || transfer.amount.isZero()) return
    book.add(market, { kind: 'transfer', id: transfer.id, at: transfer.at, size: transfer.amount })
  }

  function marketOf(transfer: Transfer): Pair | undefined {
    assert(reference !== undefined, 'transfers are booked once the pairs are known')
    const pair = reference.pairNamed(`${transfer.asset.altname}/${config.srcFiat}`)
    return pair?.base === transfer.asset.id ? pair : undefined
  }

  function changed(): void {
    if (isDirty) return
    isDirty = true
    out.emit({ kind: 'timer-set', timer: 'write-positions', at: after(out.now(), WRITE_DELAY) })
  }

  const knows = (id: string): boolean => trades.has(tradeId(id)) || transfers.has(id)

  return {
    load(given) {
      reference = given
      const records = readLedger(files.ledger ?? '')
      if (!records.ok) return fail(`the ledger cannot be read: ${records.error}`)
      for (const { id, fields } of records.value) {
        if (fields['ordertxid'] === undefined) {
          const transfer = readTransfer(id, fields, given.assetNamed)
          if (!transfer.ok) return fail(`the ledger cannot be read: ${transfer.error}`)
          addTransfer(transfer.value)
        } else {
          const trade = readTrade(id, fields, given.pairNamed)
          if (!trade.ok) return fail(`the ledger cannot be read: ${trade.error}`)
          addTrade(trade.value)
        }
      }
      const found = readPositions(files.positions ?? '', config.account)
      if (!found.ok) return fail(`pps.toml cannot be read: ${found.error}`)
      others = found.value.others
      if (found.value.clearIds.some((id) => !knows(id))) old = found.value
      // From now on there is a past: what a later start finds new has happened since this one.
      if (files.ledger === undefined) out.emit({ kind: 'file-append', file: 'ledger', text: LEDGER_HEAD })
      if (files.positions !== undefined || records.value.length > 0) changed()
      return ok(undefined)
    },
    hasPast: () => files.ledger !== undefined,
    bookTrades(given) {
      const fresh = [...new Map(given.map((trade) => [trade.id, trade])).values()].filter((trade) => !knows(trade.id))
      if (fresh.length === 0) return []
      out.emit({ kind: 'file-append', file: 'ledger', text: ledgerText(fresh) })
      for (const trade of fresh) addTrade(trade)
      changed()
      return fresh
    },
    bookTransfers(given) {
      const fresh = given.filter((transfer) => !knows(transfer.id))
      if (fresh.length === 0) return []
      out.emit({ kind: 'file-append', file: 'ledger', text: ledgerText(fresh) })
      for (const transfer of fresh) addTransfer(transfer)
      changed()
      return fresh
    },
    trades: () => [...trades.values()],
    transfers: () => [...transfers.values()],
    knows,
    executed: (order) => executed.get(order) ?? volume(zero),
    marketOf,
    tellPosition,
    tellOpenPositions() {
      for (const pair of book.markets()) if (!book.holding(pair).size.isZero()) tellPosition(pair)
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
