/** Reads `pps.toml` for itself: every figure as an exact fraction of the digits on the disk. */
import { type Result, fail, ok } from '../../src/result.ts'
import { type Fraction, parseDecimal } from './fraction.ts'
import { type Toml, type TomlTable, digitsOf, isTable, readToml, scalarText } from './toml.ts'

export type WrittenPosition = {
  readonly symbol: string
  readonly size: Fraction
  readonly ppu: Fraction
  readonly bsuid: string | undefined
  readonly assetType: string | undefined
  readonly priceTick: Fraction | undefined
  readonly lotTick: Fraction | undefined
  readonly clears: readonly WrittenClear[]
}

export type WrittenClear = {
  readonly tid: string
  readonly at: string | undefined
  readonly isTransfer: boolean
  readonly accumSize: Fraction | undefined
  readonly ppu: Fraction | undefined
  readonly size: Fraction | undefined
  readonly price: Fraction | undefined
  readonly cost: Fraction | undefined
}

/** The account's positions in the file's order. Fails on what is not TOML and on a position without its figures. */
export function readPositionsFile(text: string, account: string): Result<readonly WrittenPosition[], string> {
  const document = readToml(text)
  if (!document.ok) return document
  const tables = tableIn(tableIn(document.value, 'kraken'), account) ?? new Map<string, Toml>()
  const positions: WrittenPosition[] = []
  for (const [symbol, table] of tables) {
    const position = positionOf(symbol, table)
    if (!position.ok) return position
    positions.push(position.value)
  }
  return ok(positions)
}

/** One of another account or broker, and all that stands in it, a number as its digits. */
export type OthersPosition = { readonly place: string; readonly text: string }

/** Whatever is not the account's; nothing where the text is no TOML. */
export function othersIn(text: string, account: string): readonly OthersPosition[] {
  const document = readToml(text)
  if (!document.ok) return []
  return tablesIn(document.value).flatMap(([broker, accounts]) =>
    broker === OLD_TOP
      ? []
      : tablesIn(accounts).flatMap(([name, positions]) =>
          broker === 'kraken' && name === account
            ? []
            : tablesIn(positions).map(([symbol, position]) => ({
                place: `${broker}.${name}.${symbol}`,
                text: plainText(position),
              })),
        ),
  )
}

/** Older files had all brokers below one table more. */
const OLD_TOP = 'pps'

/** Whether the account's positions stand where older files had them. */
export function hasOldLayout(text: string, account: string): boolean {
  const document = readToml(text)
  return document.ok && tableIn(tableIn(tableIn(document.value, OLD_TOP), 'kraken'), account) !== undefined
}

const tablesIn = (table: TomlTable): readonly (readonly [string, TomlTable])[] =>
  [...table].flatMap(([name, value]) => (isTable(value) ? [[name, value] as const] : []))

function plainText(value: Toml): string {
  if (isTable(value)) return `{${[...value].map(([name, inner]) => `${name} = ${plainText(inner)}`).join(', ')}}`
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`
  return typeof value === 'object' && 'text' in value ? value.text : JSON.stringify(value)
}

function positionOf(symbol: string, table: Toml): Result<WrittenPosition, string> {
  if (!isTable(table)) return fail(`${symbol} is no table`)
  const [size, ppu] = [figure(table, 'size'), figure(table, 'ppu')]
  if (size === undefined || ppu === undefined) return fail(`${symbol} has no plain decimal as size and ppu`)
  const clears = table.get('clears') ?? []
  if (!Array.isArray(clears)) return fail(`the clears of ${symbol} are no list`)
  return ok({
    symbol,
    size,
    ppu,
    bsuid: scalarText(table.get('bsuid')),
    assetType: scalarText(table.get('asset_type')),
    priceTick: figure(table, 'price_tick_size'),
    lotTick: figure(table, 'lot_tick_size'),
    clears: clears.map(clearOf),
  })
}

function clearOf(value: Toml): WrittenClear {
  const table = isTable(value) ? value : new Map<string, Toml>()
  return {
    tid: scalarText(table.get('tid')) ?? '',
    at: scalarText(table.get('dt')),
    isTransfer: scalarText(table.get('etype')) === 'transfer',
    accumSize: figure(table, 'accum_size'),
    ppu: figure(table, 'ppu'),
    size: figure(table, 'size'),
    price: figure(table, 'price'),
    cost: figure(table, 'cost'),
  }
}

/** A number, not a text that looks like one; undefined also for one with an exponent. */
function figure(table: TomlTable, name: string): Fraction | undefined {
  const digits = digitsOf(table.get(name))
  return digits === undefined ? undefined : parseDecimal(digits)
}

function tableIn(table: TomlTable | undefined, name: string): TomlTable | undefined {
  const inner = table?.get(name)
  return isTable(inner) ? inner : undefined
}
