/** By which way an asset comes in and goes out, at what cost, and to which addresses. Invented, in the look of the real. */
import { decimalText, powerOfTen } from './amount.ts'
import { chainHash } from './ids.ts'
import { type AssetRow, newName } from './universe/universe.ts'

export type Chain = {
  /** What `method` says. */
  readonly name: string
  readonly network: string
  /** A bank's way has no addresses. */
  readonly hasAddresses: boolean
  /** Ledger units. */
  readonly minimum: bigint
  readonly fee: bigint
}

/** Source of the names: captures of `DepositMethods` and documentation examples. */
const NAMES: Readonly<Record<string, string>> = {
  XBT: 'Bitcoin',
  ETH: 'Ether (Hex)',
  XRP: 'Ripple XRP',
  TRX: 'Tron',
  USDT: 'Tether USD (TRC20)',
}

/** Fiat ends with a bank; nobody can tell it by its name alone, but Kraken shows it with two decimals or none. */
const isFiat = ({ decimals, displayDecimals }: AssetRow): boolean =>
  decimals <= 4 && displayDecimals <= 2 && decimals > displayDecimals

export function chainOf(asset: AssetRow): Chain {
  const name = NAMES[asset.altname] ?? (isFiat(asset) ? `${asset.altname} transfer` : newName(asset.altname))
  const smallest = powerOfTen(Math.max(asset.decimals - 4, 0))
  return { name, network: name, hasAddresses: !isFiat(asset), minimum: smallest, fee: 2n * smallest }
}

/** The `number`th address of an account's; always the same. */
export const addressOf = (asset: AssetRow, account: string, number: number): string =>
  chainHash(`address ${number} of ${account} for ${asset.id}`).slice(0, 34)

/** Of limits and amounts that `WithdrawInfo` tells: no more than eight decimals. Source: documentation example. */
export function chainText(units: bigint, { decimals }: AssetRow): string {
  const text = decimalText(units, decimals)
  return decimals > 8 ? text.slice(0, 8 - decimals) : text
}
