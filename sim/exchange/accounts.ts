/** Money: who owns what, what open orders hold of it, and the ledger of every movement, by double entry. */
import { assert, present } from '../../src/assert.ts'
import type { Instant } from '../../src/time.ts'
import type { TruthAccount, TruthEntry } from '../truth.ts'
import { ledgerIdOf } from './ids.ts'
import { type Sweep, createSweep } from './sweep.ts'
import type { AssetRow } from './universe/universe.ts'

/** One line of a client's ledger: the balance changes by `amount − fee`. Ledger units. */
export type Line = {
  readonly account: string
  readonly refid: string
  readonly asset: AssetRow
  readonly amount: bigint
  readonly fee: bigint
}

/** The other side: what the house's accounts and the outside world gain or lose. */
export type Posting = {
  readonly account: 'fees' | 'rounding' | 'outside'
  readonly asset: AssetRow
  readonly amount: bigint
}

export type Booking = {
  readonly at: Instant
  readonly type: TruthEntry['type']
  readonly subtype?: string
  readonly lines: readonly Line[]
  readonly postings: readonly Posting[]
}

export interface Accounts {
  readonly all: ReadonlyMap<string, TruthAccount>
  readonly entries: readonly TruthEntry[]
  /** How many there ever were, the forgotten included. */
  entryCount(): number
  readonly has: (account: string) => boolean
  entriesOf(account: string): readonly TruthEntry[]
  balance(account: string, asset: AssetRow): bigint
  /** What is not held by open orders, with what the asset's earn wallet lends to them. */
  available(account: string, asset: AssetRow): bigint
  /** Holds more, or less when `by` is below zero. */
  hold(account: string, asset: AssetRow, by: bigint): void
  /** Books all lines and postings or, when they do not sum to zero in every asset, nothing: then we have a bug. */
  book(booking: Booking): void
  /** Of these accounts, keeps about so many of the newest entries. */
  forget(accounts: ReadonlySet<string>, keep: number): void
}

type Holder = {
  readonly name: string
  readonly kind: TruthAccount['kind']
  readonly balances: Map<string, bigint>
  readonly holds: Map<string, bigint>
  readonly entries: TruthEntry[]
  readonly sweep: Sweep
}

/**
 * Invariants, after every call: each asset sums to zero over all accounts; no balance of a client's is below zero; its
 * holds are never below zero and never above what it has of the asset, earn wallet included.
 */
export function createAccounts(
  clients: readonly string[],
  earnWalletOf: (asset: AssetRow) => AssetRow | undefined = () => undefined,
): Accounts {
  const entries: TruthEntry[] = []
  const sweep = createSweep(entries)
  let booked = 0
  const all = new Map<string, Holder>()
  for (const name of clients) open(name, 'client')
  for (const kind of ['fees', 'rounding', 'outside'] as const) open(kind, kind)

  function open(name: string, kind: Holder['kind']): void {
    assert(!all.has(name), `${name} is one account`)
    const own: TruthEntry[] = []
    all.set(name, { name, kind, balances: new Map(), holds: new Map(), entries: own, sweep: createSweep(own) })
  }
  const holderOf = (name: string): Holder => present(all.get(name), `${name} is an account`)

  function change(holder: Holder, asset: AssetRow, by: bigint): bigint {
    const balance = (holder.balances.get(asset.id) ?? 0n) + by
    holder.balances.set(asset.id, balance)
    if (holder.kind === 'client') assert(balance >= 0n, `${holder.name} has no less than nothing of ${asset.id}`)
    return balance
  }

  /** With what the earn wallet of the asset has: it is spent through the asset. Source: protocol 8.1. */
  function spendable({ balances }: Holder, asset: AssetRow): bigint {
    const wallet = earnWalletOf(asset)
    return (balances.get(asset.id) ?? 0n) + (wallet === undefined ? 0n : (balances.get(wallet.id) ?? 0n))
  }

  function assertCovered(holder: Holder, asset: AssetRow): void {
    const held = holder.holds.get(asset.id) ?? 0n
    assert(holder.kind !== 'client' || spendable(holder, asset) >= held, `${holder.name} has the ${asset.id} it holds`)
  }

  return {
    all,
    entries,
    entryCount: () => booked,
    has: (account) => all.get(account)?.kind === 'client',
    entriesOf: (account) => holderOf(account).entries,
    balance: (account, asset) => holderOf(account).balances.get(asset.id) ?? 0n,
    available(account, asset) {
      const holder = holderOf(account)
      return spendable(holder, asset) - (holder.holds.get(asset.id) ?? 0n)
    },
    hold(account, asset, by) {
      const holder = holderOf(account)
      const held = (holder.holds.get(asset.id) ?? 0n) + by
      assert(held >= 0n, `${account} holds no less than nothing of ${asset.id}`)
      if (held === 0n) holder.holds.delete(asset.id)
      else holder.holds.set(asset.id, held)
      assertCovered(holder, asset)
    },
    book({ at, type, subtype = '', lines, postings }) {
      assertBalanced(lines, postings)
      const paid = lines.map((line) => ({ line, parts: overWallets(line) }))
      for (const { account, refid, asset, amount, fee } of paid.flatMap(({ parts }) => parts)) {
        const holder = holderOf(account)
        const balance = change(holder, asset, amount - fee)
        const entry: TruthEntry = {
          id: ledgerIdOf(booked),
          refid,
          at,
          account,
          asset: asset.id,
          type,
          subtype,
          amount: { units: amount, scale: asset.decimals },
          fee: { units: fee, scale: asset.decimals },
          balance: { units: balance, scale: asset.decimals },
        }
        entries.push(entry)
        booked += 1
        holder.entries.push(entry)
      }
      for (const { line, parts } of paid) {
        for (const { asset, amount } of parts) {
          if (asset.id === line.asset.id) continue
          // What the wallet pays leaves it for the outside, and comes from there as the asset that is owed.
          change(holderOf('outside'), asset, -amount)
          change(holderOf('outside'), line.asset, amount)
        }
      }
      for (const { account, asset, amount } of postings) change(holderOf(account), asset, amount)
      for (const { account, asset } of lines) assertCovered(holderOf(account), asset)
    },
    forget(accounts, keep) {
      for (const account of accounts) holderOf(account).sweep.sweep(accounts, keep)
      sweep.sweep(accounts, keep)
    },
  }

  /** A payment beyond what the asset's own wallet has is two rows: the rest is paid by the earn wallet. */
  function overWallets(line: Line): readonly Line[] {
    const { account, asset, amount, fee } = line
    const own = holderOf(account).balances.get(asset.id) ?? 0n
    const wallet = earnWalletOf(asset)
    if (wallet === undefined || own + amount - fee >= 0n) return [line]
    return [
      { ...line, amount: fee - own },
      { ...line, asset: wallet, amount: own + amount - fee, fee: 0n },
    ].filter((part) => part.amount !== 0n || part.fee !== 0n)
  }
}

function assertBalanced(lines: readonly Line[], postings: readonly Posting[]): void {
  const sums = new Map<string, bigint>()
  const add = (asset: AssetRow, amount: bigint) => sums.set(asset.id, (sums.get(asset.id) ?? 0n) + amount)
  for (const line of lines) add(line.asset, line.amount - line.fee)
  for (const posting of postings) add(posting.asset, posting.amount)
  for (const [asset, sum] of sums) assert(sum === 0n, `a booking sums to zero in ${asset}`)
}
