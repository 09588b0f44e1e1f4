/** Deeds that reach the exchange by no wire of a client's: other accounts, the web page, the chain, the staff. */
import { unreachable } from '../../src/assert.ts'
import type { Txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { cancelRefusal, checkAmend, checkNew } from './checks.ts'
import * as errors from './errors.ts'
import { bookRows, deposit, misstate, moveWallets, resolveWithdrawal, withdraw } from './funding.ts'
import type { OperatorCommand } from './port.ts'
import type { Venue } from './venue.ts'

type Outcome = Result<{ readonly txid?: Txid }, string>
type Command<Kind extends OperatorCommand['kind']> = Extract<OperatorCommand, { kind: Kind }>

const FEE_FLAGS = { base: 'fcib', quote: 'fciq' } as const

/** Carries a command out or says, in Kraken's words where it has any, why not. */
export function operate(at: Instant, venue: Venue, command: OperatorCommand): Outcome {
  if ('account' in command && !venue.accounts.has(command.account)) return fail(`no account ${command.account}`)
  switch (command.kind) {
    case 'place':
      return place(at, venue, command)
    case 'cancel':
      return cancel(at, venue, command)
    case 'amend':
      return amend(at, venue, command)
    case 'deposit':
      return deposit(at, venue, command)
    case 'withdraw':
      return withdraw(at, venue, command)
    case 'resolve-withdrawal':
      return resolveWithdrawal(at, venue, command)
    case 'move-wallets':
      return moveWallets(at, venue, command)
    case 'book':
      return bookRows(at, venue, command)
    case 'misstate':
      return misstate(venue, command)
    case 'prefer-fees':
      venue.feePreferences.set(command.account, command.in)
      return ok({})
    case 'change-pair': {
      const refusal = venue.markets.change(command.pair, command.fields)
      return refusal === undefined ? ok({}) : fail(refusal)
    }
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
    case 'forbid':
      for (const key of venue.keyring.keysOf(command.account)) venue.keyring.forbid(key, command.permission)
      return ok({})
    case 'decide':
      Object.assign(venue.quirks, command.quirks)
      return ok({})
    case 'lapse':
      venue.lapses.add(command)
      return ok({})
    case 'lag':
      venue.lapses.restLag = command.by
      return ok({})
    case 'refuse':
      venue.refusals.decree(command)
      return ok({})
    case 'forget-tokens':
      venue.tokens.forget()
      return ok({})
    case 'heal':
      venue.lapses.heal()
      venue.refusals.heal()
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
  const { account, pair, side, price, volume, userref, postOnly, feeIn, inQuote } = command
  const flags = [
    ...(postOnly === true ? ['post'] : []),
    ...(inQuote === true ? ['viqc'] : []),
    ...(feeIn === undefined ? [] : [FEE_FLAGS[feeIn]]),
  ]
  const wish = {
    account,
    pair,
    side,
    orderType: price === undefined ? 'market' : 'limit',
    price,
    volume,
    flags: flags.length === 0 ? undefined : flags.join(','),
    userref: userref?.toString(),
    via: 'socket' as const,
  }
  const terms = checkNew(at, venue, wish)
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

function amend(at: Instant, venue: Venue, { account, txid, price, volume }: Command<'amend'>): Outcome {
  const order = venue.history.of(account).open.get(txid)
  if (order === undefined) return fail(errors.UNKNOWN_ORDER)
  const to = checkAmend(at, venue, order, { price, volume, postOnly: order.postOnly, via: 'socket' })
  if (!to.ok) return to
  venue.tradingLimits.tradedElsewhere(order)
  const amended = venue.engine.amend(at, { order, to: to.value, byHand: true })
  return amended.ok ? ok({ txid }) : amended
}
