/** `pps.toml`: the open positions of an account, in piker's layout. */
import { plain, toSignificant } from '../money.ts'
import type { Decimal } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { ok } from '../result.ts'
import { isoText } from '../time.ts'
import type { Clear, PositionBook } from './position-book.ts'
import type { Toml } from './toml.ts'
import { isTable, readToml, tomlKey, tomlNumber, tomlString } from './toml.ts'

/** A PPU is a quotient and can go on for ever; this many digits of it are written. */
const PPU_DIGITS = 24

const ppuText = (ppu: Decimal): string => tomlNumber(toSignificant(ppu, PPU_DIGITS))

/** The PPU as the EMS is told it: the digits that the file has. */
export const ppuPlain = (ppu: Decimal): string => plain(toSignificant(ppu, PPU_DIGITS))

/** The whole file. A closed position is not in it; with none open it is a comment. */
export function positionsText(account: string, book: PositionBook): string {
  const open = book.markets().filter((pair) => !book.holding(pair).size.isZero())
  if (open.length === 0) return '# No position is open.\n'
  return open.map((pair) => positionText(account, pair, book)).join('\n')
}

function positionText(account: string, pair: Pair, book: PositionBook): string {
  const { size, ppu } = book.holding(pair)
  return [
    `[kraken.${tomlKey(account)}.${tomlString(pair.symbol)}]`,
    `size = ${tomlNumber(size)}`,
    `ppu = ${ppuText(ppu)}`,
    `bsuid = ${tomlString(pair.bsuid)}`,
    'asset_type = "crypto_currency"',
    `price_tick_size = ${tomlNumber(pair.priceTick)}`,
    `lot_tick_size = ${tomlNumber(pair.lotTick)}`,
    'clears = [',
    ...book.clears(pair).map((clear) => `  ${clearText(clear)},`),
    ']',
    '',
  ].join('\n')
}

function clearText({ movement, after }: Clear): string {
  const isTrade = movement.kind === 'trade'
  const fields = [
    `dt = ${tomlString(isoText(movement.at))}`,
    `ppu = ${ppuText(after.ppu)}`,
    `accum_size = ${tomlNumber(after.size)}`,
    `price = ${isTrade ? tomlNumber(movement.price) : '0.0'}`,
    `size = ${tomlNumber(movement.size)}`,
    `cost = ${isTrade ? tomlNumber(movement.fee) : '0.0'}`,
    `tid = ${tomlString(movement.id)}`,
    ...(isTrade ? [] : ['etype = "transfer"']),
  ]
  return `{ ${fields.join(', ')} }`
}

/**
 * The ids of the trades and transfers that a file's positions rest on. Fails with the place of what is no TOML, so
 * that a damaged file is never written over.
 */
export function readClearIds(text: string): Result<readonly string[], string> {
  const document = readToml(text)
  if (!document.ok) return document
  return ok(tidsIn(document.value))
}

function tidsIn(value: Toml): readonly string[] {
  if (typeof value === 'string') return []
  if (!isTable(value)) return value.flatMap(tidsIn)
  const tid = value.get('tid')
  return [...(typeof tid === 'string' ? [tid] : []), ...[...value.values()].flatMap(tidsIn)]
}
