/** Money that moves without a trade: over the chain, between the wallets of one account, and by Kraken's own hand. */
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { readDecimal, smaller, unitsAt } from './amount.ts'
import * as errors from './errors.ts'
import type { Transfer } from './history.ts'
import { conversionIds, depositIds, walletIds, withdrawalIds } from './ids.ts'
import type { OperatorCommand } from './port.ts'
import { type AssetRow, assetNamed } from './universe/universe.ts'
import type { Venue } from './venue.ts'

type Outcome = Result<Record<never, never>, string>
type Command<Kind extends OperatorCommand['kind']> = Omit<Extract<OperatorCommand, { kind: Kind }>, 'kind'>

/** Credits an account from the outside world. */
export function deposit(at: Instant, venue: Venue, command: Command<'deposit'>): Outcome {
  const { account } = command
  const asset = assetNamed(venue.universe, command.asset)
  if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
  const amount = readAmount(asset, command.amount)
  if (amount === undefined || amount === 0n) return fail(errors.INVALID_AMOUNT)
  const refid = depositIds.encode(venue.accounts.entryCount())
  venue.accounts.book({
    at,
    type: 'deposit',
    lines: [{ account, refid, asset, amount, fee: 0n }],
    postings: [{ account: 'outside', asset, amount: -amount }],
  })
  venue.history.transferred(account, { kind: 'deposit', refid, at, asset, amount, fee: 0n, status: 'Success' })
  return ok({})
}

// ---- withdrawals

/** Booked at once, whatever becomes of it. It is paid by the asset's own wallet alone. */
export function withdraw(at: Instant, venue: Venue, command: Command<'withdraw'>): Outcome {
  const asked = askWithdrawal(at, venue, command)
  if (!asked.ok) return asked
  const { account, outcome } = command
  return outcome === 'pending' ? ok({}) : resolve(at, venue, { account, outcome, transfer: asked.value })
}

type AskedFor = Pick<Command<'withdraw'>, 'account' | 'asset' | 'amount' | 'fee'> & { readonly key?: string }

/** Leaves the balance and is pending. */
export function askWithdrawal(at: Instant, venue: Venue, command: AskedFor): Result<Transfer, string> {
  const { account, key } = command
  const asset = assetNamed(venue.universe, command.asset)
  if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
  const amount = readAmount(asset, command.amount)
  const fee = readAmount(asset, command.fee)
  if (amount === undefined || fee === undefined || amount === 0n) return fail(errors.INVALID_AMOUNT)
  const { accounts, history } = venue
  const payable = smaller(accounts.available(account, asset), accounts.balance(account, asset))
  if (payable < amount + fee) return fail(errors.INVALID_AMOUNT)

  const refid = withdrawalIds.encode(accounts.entryCount())
  const by = key === undefined ? {} : { key }
  const transfer: Transfer = { kind: 'withdrawal', refid, at, asset, amount, fee, status: 'Pending', ...by }
  bookWithdrawal(at, venue, { account, transfer, amount: -amount, fee })
  history.transferred(account, transfer)
  return ok(transfer)
}

/** By its client, as long as it is pending. */
export function cancelWithdrawal(
  at: Instant,
  venue: Venue,
  { account, refid }: { readonly account: string; readonly refid: string },
): Outcome {
  const transfer = venue.history.of(account).transfers.find((one) => one.kind === 'withdrawal' && one.refid === refid)
  if (transfer === undefined) return fail(errors.UNKNOWN_REFERENCE)
  if (transfer.status !== 'Pending') return fail(errors.INVALID_REFERENCE)
  return resolve(at, venue, { account, outcome: 'canceled', transfer })
}

/** Out of the spot wallet into the one for futures, which is the outside world here. Gives the reference. */
export function toFutures(
  at: Instant,
  venue: Venue,
  { account, asset, amount: text }: { readonly account: string; readonly asset: AssetRow; readonly amount: string },
): Result<string, string> {
  const amount = readAmount(asset, text)
  const { accounts } = venue
  if (amount === undefined || amount === 0n || accounts.available(account, asset) < amount) {
    return fail(errors.INVALID_AMOUNT)
  }
  const refid = walletIds.encode(accounts.entryCount())
  accounts.book({
    at,
    type: 'transfer',
    subtype: 'spottofutures',
    lines: [{ account, refid, asset, amount: -amount, fee: 0n }],
    postings: [{ account: 'outside', asset, amount }],
  })
  return ok(refid)
}

/** What became of the oldest one that was pending. */
export function resolveWithdrawal(at: Instant, venue: Venue, command: Command<'resolve-withdrawal'>): Outcome {
  const { transfers } = venue.history.of(command.account)
  const transfer = transfers.find(({ kind, status }) => kind === 'withdrawal' && status === 'Pending')
  return transfer === undefined ? fail('no withdrawal is pending') : resolve(at, venue, { ...command, transfer })
}

/**
 * One that failed or was canceled is booked back under the same refid with both signs turned; one that the other side
 * returned comes back without its fee, which the chain has had. Source for the first: rotki #6169; the second is assumed.
 */
function resolve(
  at: Instant,
  venue: Venue,
  { account, outcome, transfer }: Command<'resolve-withdrawal'> & { readonly transfer: Transfer },
): Outcome {
  const { amount, fee } = transfer
  switch (outcome) {
    case 'success':
      venue.history.resolved(account, { ...transfer, status: 'Success' })
      return ok({})
    case 'failure':
    case 'canceled':
      bookWithdrawal(at, venue, { account, transfer, amount, fee: -fee })
      venue.history.resolved(account, {
        ...transfer,
        status: 'Failure',
        ...(outcome === 'canceled' ? { twist: 'canceled' } : {}),
      })
      return ok({})
    case 'returned':
      bookWithdrawal(at, venue, { account, transfer, amount, fee: 0n })
      venue.history.resolved(account, { ...transfer, status: 'Success', twist: 'return' })
      return ok({})
  }
}

function bookWithdrawal(
  at: Instant,
  venue: Venue,
  {
    account,
    transfer: { refid, asset },
    amount,
    fee,
  }: { readonly account: string; readonly transfer: Transfer; readonly amount: bigint; readonly fee: bigint },
): void {
  venue.accounts.book({
    at,
    type: 'withdrawal',
    lines: [{ account, refid, asset, amount, fee }],
    postings: [
      { account: 'outside', asset, amount: -amount },
      { account: 'fees', asset, amount: fee },
    ],
  })
}

// ---- within the account

/**
 * Into an earning form (`.F`, `.B`) by two rows of one refid, into a staked one (`.S`, `.M`, `.P`) by two rows of a
 * refid each. What leaves one asset is burnt outside and what comes is minted there. Source: ledger rows quoted in
 * CoinTaxman #97 (2021) and PP-Crypto-Parser #4 (2024).
 */
export function moveWallets(at: Instant, venue: Venue, command: Command<'move-wallets'>): Outcome {
  const { account } = command
  const from = assetNamed(venue.universe, command.asset)
  const into = assetNamed(venue.universe, command.into)
  if (from === undefined || into === undefined) return fail(errors.UNKNOWN_ASSET)
  const [amount, same] = [readAmount(from, command.amount), readAmount(into, command.amount)]
  if (amount === undefined || amount === 0n || same === undefined) return fail(errors.INVALID_AMOUNT)
  const { accounts } = venue
  if (accounts.balance(account, from) < amount) return fail(errors.INVALID_AMOUNT)
  // The hold on an asset may rest on its earn wallet, not on one that locks.
  if (!isEarning(into) && accounts.available(account, from) < amount) return fail(errors.INVALID_AMOUNT)

  const isEarn = isEarning(from) || isEarning(into)
  const [type, refid] = isEarn ? (['earn', conversionIds] as const) : (['transfer', walletIds] as const)
  const isOut = !from.altname.includes('.')
  const legs = [
    { asset: from, amount: -amount, subtype: isEarn ? earnSubtype(isOut) : isOut ? 'spottostaking' : 'stakingtospot' },
    { asset: into, amount: same, subtype: isEarn ? earnSubtype(isOut) : isOut ? 'stakingfromspot' : 'spotfromstaking' },
  ]
  const shared = refid.encode(accounts.entryCount())
  for (const { asset, amount: moved, subtype } of legs) {
    accounts.book({
      at,
      type,
      subtype,
      lines: [{ account, refid: isEarn ? shared : refid.encode(accounts.entryCount()), asset, amount: moved, fee: 0n }],
      postings: [{ account: 'outside', asset, amount: -moved }],
    })
  }
  return ok({})
}

const isEarning = ({ altname }: AssetRow): boolean => /\.[FB]$/.test(altname)
const earnSubtype = (isOut: boolean): string => (isOut ? 'allocation' : 'deallocation')

// ---- by Kraken's own hand

/** Rows under one refid, against the outside world. */
export function bookRows(at: Instant, venue: Venue, command: Command<'book'>): Outcome {
  const { account, type, subtype } = command
  const refid = conversionIds.encode(venue.accounts.entryCount())
  const lines: { readonly asset: AssetRow; readonly amount: bigint; readonly fee: bigint }[] = []
  for (const row of command.rows) {
    const asset = assetNamed(venue.universe, row.asset)
    if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
    const [amount, fee] = [readSigned(asset, row.amount), readAmount(asset, row.fee ?? '0')]
    if (amount === undefined || fee === undefined) return fail(errors.INVALID_AMOUNT)
    lines.push({ asset, amount, fee })
  }
  for (const { asset, amount, fee } of lines) {
    const short = venue.accounts.available(account, asset) + amount - fee < 0n
    if (short && amount < 0n) return fail(errors.INVALID_AMOUNT)
  }
  venue.accounts.book({
    at,
    type,
    ...(subtype === undefined ? {} : { subtype }),
    lines: lines.map((line) => ({ ...line, account, refid })),
    postings: lines.flatMap(({ asset, amount, fee }) => [
      { account: 'outside', asset, amount: -amount },
      { account: 'fees', asset, amount: fee },
    ]),
  })
  return ok({})
}

/** Only what is said is wrong: nothing moves. */
export function misstate(venue: Venue, command: Command<'misstate'>): Outcome {
  const asset = assetNamed(venue.universe, command.asset)
  if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
  const by = readSigned(asset, command.by)
  if (by === undefined) return fail(errors.INVALID_AMOUNT)
  const known = venue.misstated.get(command.account) ?? new Map<string, bigint>()
  venue.misstated.set(command.account, known.set(asset.id, by))
  return ok({})
}

/** In ledger units; undefined for a text that is no amount of the asset. */
export function readAmount(asset: AssetRow, text: string): bigint | undefined {
  const units = readSigned(asset, text)
  return units === undefined || units < 0n ? undefined : units
}

function readSigned(asset: AssetRow, text: string): bigint | undefined {
  const amount = readDecimal(text)
  return amount === undefined ? undefined : unitsAt(asset.decimals, amount)
}
