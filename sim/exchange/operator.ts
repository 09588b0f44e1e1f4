/** Deeds that reach the exchange by no wire of a client's: other accounts, the web page, the chain, the staff. */
import { unreachable } from '../../src/assert.ts'
import type { Txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { readDecimal, unitsAt } from './amount.ts'
import { cancelRefusal, checkNew } from './checks.ts'
import * as errors from './errors.ts'
import type { Transfer } from './history.ts'
import { depositIds, withdrawalIds } from './ids.ts'
import type { OperatorCommand } from './port.ts'
import { type AssetRow, assetNamed } from './universe/universe.ts'
import type { Venue } from './venue.ts'

type Outcome = Result<{ readonly txid?: Txid }, string>
type Command<Kind extends OperatorCommand['kind']> = Extract<OperatorCommand, { kind: Kind }>

/** Carries a command out or says, in Kraken's words where it has any, why not. */
export function operate(at: Instant, venue: Venue, command: OperatorCommand): Outcome {
  if ('account' in command && !venue.accounts.has(command.account)) return fail(`no account ${command.account}`)
  switch (command.kind) {
    case 'place':
      return place(at, venue, command)
    case 'cancel':
      return cancel(at, venue, command)
    case 'deposit':
      return deposit(at, venue, command)
    case 'withdraw':
      return withdraw(at, venue, command)
    case 'go':
      return go(venue, command)
    case 'call-elsewhere':
      for (const key of venue.keyring.keysOf(command.account)) {
        venue.keyring.heardElsewhere(key, BigInt(command.nonce))
        venue.callLimits.calledElsewhere(at, key)
      }
      return ok({})
    case 'lock-out':
      for (const key of venue.keyring.keysOf(command.account)) venue.keyring.lockOut(at, key)
      return ok({})
    case 'lapse':
      venue.lapses.add(command)
      return ok({})
    case 'lag':
      venue.lapses.restLag = command.by
      return ok({})
    case 'forget-tokens':
      venue.tokens.forget()
      return ok({})
    case 'heal':
      venue.lapses.heal()
      return ok({})
    default:
      return unreachable(command)
  }
}

function go({ system, markets }: Venue, { mode, pair }: Command<'go'>): Outcome {
  if (pair === undefined) {
    system.mode = mode
    return ok({})
  }
  const market = markets.named(pair)
  if (market === undefined) return fail(errors.UNKNOWN_PAIR)
  system.pairs.set(market.row.key, mode)
  return ok({})
}

function place(at: Instant, venue: Venue, command: Command<'place'>): Outcome {
  const { account, pair, side, price, volume, userref, postOnly } = command
  const terms = checkNew(at, venue, {
    account,
    pair,
    side,
    orderType: price === undefined ? 'market' : 'limit',
    price,
    volume,
    flags: postOnly === true ? 'post' : undefined,
    userref: userref?.toString(),
  })
  if (!terms.ok) return terms
  venue.tradingLimits.tradedElsewhere(terms.value)
  const placed = venue.engine.place(at, terms.value)
  return placed.ok ? ok({ txid: placed.value.txid }) : placed
}

function cancel(at: Instant, venue: Venue, { account, txid }: Command<'cancel'>): Outcome {
  const order = venue.history.of(account).open.get(txid)
  const refusal = cancelRefusal(at, venue, order === undefined ? [] : [order])
  if (refusal !== undefined) return fail(refusal)
  if (order === undefined) return fail(errors.UNKNOWN_ORDER)
  venue.tradingLimits.tradedElsewhere(order)
  venue.engine.cancel(at, order)
  return ok({ txid })
}

type Deposit = Omit<Command<'deposit'>, 'kind'>

/** Credits an account from the outside world. */
export function deposit(at: Instant, venue: Venue, { account, asset: name, amount: text }: Deposit): Outcome {
  const asset = assetNamed(venue.universe, name)
  if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
  const amount = readAmount(asset, text)
  if (amount === undefined || amount === 0n) return fail(errors.INVALID_AMOUNT)
  const refid = depositIds.encode(venue.accounts.entries.length)
  venue.accounts.book({
    at,
    type: 'deposit',
    lines: [{ account, refid, asset, amount, fee: 0n }],
    postings: [{ account: 'outside', asset, amount: -amount }],
  })
  venue.history.transferred(account, { kind: 'deposit', refid, at, asset, amount, fee: 0n, status: 'Success' })
  return ok({})
}

const STATUS_OF = { success: 'Success', pending: 'Pending', failure: 'Failure' } as const satisfies Record<
  Command<'withdraw'>['outcome'],
  Transfer['status']
>

/** A failed withdrawal is booked twice: the way out and, with both signs turned, the way back. */
function withdraw(at: Instant, venue: Venue, command: Command<'withdraw'>): Outcome {
  const { account, outcome } = command
  const asset = assetNamed(venue.universe, command.asset)
  if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
  const amount = readAmount(asset, command.amount)
  const fee = readAmount(asset, command.fee)
  if (amount === undefined || fee === undefined || amount === 0n) return fail(errors.INVALID_AMOUNT)
  if (venue.accounts.available(account, asset) < amount + fee) return fail(errors.INVALID_AMOUNT)

  const refid = withdrawalIds.encode(venue.accounts.entries.length)
  const ways = outcome === 'failure' ? [1n, -1n] : [1n]
  for (const way of ways) {
    venue.accounts.book({
      at,
      type: 'withdrawal',
      lines: [{ account, refid, asset, amount: -amount * way, fee: fee * way }],
      postings: [
        { account: 'outside', asset, amount: amount * way },
        { account: 'fees', asset, amount: fee * way },
      ],
    })
  }
  venue.history.transferred(account, { kind: 'withdrawal', refid, at, asset, amount, fee, status: STATUS_OF[outcome] })
  return ok({})
}

/** In ledger units; undefined for a text that is no amount of the asset. */
function readAmount(asset: AssetRow, text: string): bigint | undefined {
  const amount = readDecimal(text)
  const units = amount === undefined ? undefined : unitsAt(asset.decimals, amount)
  return units === undefined || units < 0n ? undefined : units
}
