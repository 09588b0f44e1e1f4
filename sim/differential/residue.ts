/** Money counted over again from deposits and matches alone, and held against the accounts of the exchange. */
import type { TruthAccount, TruthTrade } from '../truth.ts'
import type { Match } from '../ladder/command.ts'
import { unitsOf } from '../ladder/second.ts'

export type Scales = {
  readonly priceDecimals: number
  readonly lotDecimals: number
  readonly costDecimals: number
  readonly base: string
  readonly quote: string
  /** Decimals of the ledger, by asset id. */
  readonly ledger: ReadonlyMap<string, number>
}

export interface Count {
  deposited(of: { readonly account: string; readonly asset: string; readonly amount: string }): void
  /** What one match moves between the owners of its orders; the trades tell who they are and what was charged. */
  matched(match: Match, trades: readonly [maker: TruthTrade, taker: TruthTrade]): void
  /** What does not come out, in words; nothing when everything does, to the last unit. */
  residue(accounts: ReadonlyMap<string, TruthAccount>): readonly string[]
}

export function createCount({ priceDecimals, lotDecimals, costDecimals, base, quote, ledger }: Scales): Count {
  const owned = new Map<string, Map<string, bigint>>()
  const decimalsOf = (asset: string): number => ledger.get(asset) ?? 0

  function add(account: string, asset: string, units: bigint): void {
    const balances = owned.get(account) ?? new Map<string, bigint>()
    owned.set(account, balances.set(asset, (balances.get(asset) ?? 0n) + units))
  }
  const inLedger = (units: bigint, decimals: number, asset: string): bigint =>
    nearest(units, decimals, decimalsOf(asset))

  return {
    deposited({ account, asset, amount }) {
      const units = unitsOf(amount, decimalsOf(asset)) ?? 0n
      add(account, asset, units)
      add('outside', asset, -units)
    },
    matched({ price, lots }, trades) {
      const cost = inLedger(nearest(price * lots, priceDecimals + lotDecimals, costDecimals), costDecimals, quote)
      const volume = inLedger(lots, lotDecimals, base)
      for (const { account, side, fee, feeAsset } of trades) {
        add(account, quote, side === 'buy' ? -cost : cost)
        add(account, base, side === 'buy' ? volume : -volume)
        const charged = inLedger(fee.units, fee.scale, feeAsset)
        add(account, feeAsset, -charged)
        add('fees', feeAsset, charged)
      }
    },
    residue(accounts) {
      const wrong: string[] = []
      for (const asset of [base, quote]) {
        let [sum, forgiven] = [0n, 0n]
        for (const { name, kind, balances, holds } of accounts.values()) {
          const balance = balances.get(asset) ?? 0n
          sum += balance
          if (kind === 'rounding') continue
          const more = balance - (owned.get(name)?.get(asset) ?? 0n)
          if (more < 0n || (more > 0n && kind !== 'client'))
            wrong.push(`${name} has ${more} units of ${asset} too many`)
          forgiven += more
          const held = holds.get(asset) ?? 0n
          if (held < 0n || (kind === 'client' && held > balance))
            wrong.push(`${name} holds ${held} of ${balance} ${asset}`)
        }
        if (sum !== 0n) wrong.push(`${asset} sums to ${sum} units`)
        // What nobody could pay any more is the house's loss, and nobody else's.
        const rounding = accounts.get('rounding')?.balances.get(asset) ?? 0n
        if (forgiven !== -rounding)
          wrong.push(`${forgiven} units of ${asset} were forgiven, and ${-rounding} are booked so`)
      }
      return wrong
    },
  }
}

/** Between two scales to the nearest, halves away from zero. */
function nearest(units: bigint, from: number, to: number): bigint {
  if (from <= to) return units * 10n ** BigInt(to - from)
  const divisor = 10n ** BigInt(from - to)
  const size = units < 0n ? -units : units
  const rounded = size / divisor + ((size % divisor) * 2n >= divisor ? 1n : 0n)
  return units < 0n ? -rounded : rounded
}
