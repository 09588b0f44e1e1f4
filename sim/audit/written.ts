/** Reads anybody's `pps.toml`: this project's layout and piker's, today's and older ones. */
import { type Result, fail, ok } from '../../src/result.ts'
import { type Fraction, parseDecimal } from '../oracle/fraction.ts'
import { type Toml, type TomlTable, digitsOf, isTable, readToml, scalarText } from '../oracle/toml.ts'

/** A position as a file has it; undefined where the file does not say. */
export type WrittenPosition = {
  readonly account: string
  /** As in the file: `xmreur.kraken`. */
  readonly symbol: string
  readonly size: Fraction | undefined
  readonly ppu: Fraction | undefined
  readonly priceTick: Fraction | undefined
  readonly lotTick: Fraction | undefined
  readonly layout: 'current' | 'older'
  /** What it says it rests on, in the file's order. */
  readonly clears: readonly { readonly tid: string; readonly size: Fraction | undefined }[]
}

/** Other brokers' positions are nobody's business here. Fails on what is no TOML. */
export function readWritten(text: string): Result<readonly WrittenPosition[], string> {
  const document = readToml(text)
  if (!document.ok) return document
  const prefixed = document.value.get('pps')
  const broker = (isTable(prefixed) ? prefixed : document.value).get('kraken')
  if (broker !== undefined && !isTable(broker)) return fail('kraken is no table of accounts')
  const positions: WrittenPosition[] = []
  for (const [account, tables] of broker ?? []) {
    if (!isTable(tables)) return fail(`kraken.${account} is no table of positions`)
    for (const [symbol, table] of tables) {
      if (!isTable(table)) return fail(`kraken.${account}.${symbol} is no table`)
      positions.push(positionOf({ account, symbol }, table, isTable(prefixed)))
    }
  }
  return ok(positions)
}

/** Today's name of each field first, then those it had before. */
const NAMES = {
  ppu: ['ppu', 'be_price'],
  priceTick: ['price_tick_size', 'price_tick'],
  lotTick: ['lot_tick_size', 'size_tick', 'lot_tick'],
} as const

function positionOf(
  of: { readonly account: string; readonly symbol: string },
  table: TomlTable,
  isPrefixed: boolean,
): WrittenPosition {
  const field = (names: readonly string[]): Fraction | undefined =>
    names.map((name) => figure(table.get(name))).find((value) => value !== undefined)
  const clears = table.get('clears')
  const isOlder =
    isPrefixed || isTable(clears) || !table.has('ppu') || !table.has('bsuid') || !table.has('price_tick_size')
  return {
    ...of,
    size: figure(table.get('size')),
    ppu: field(NAMES.ppu),
    priceTick: field(NAMES.priceTick),
    lotTick: field(NAMES.lotTick),
    layout: isOlder ? 'older' : 'current',
    clears: clearsOf(clears),
  }
}

/** A list of tables that name their trade, or, in older files, a table of them by trade. */
function clearsOf(clears: Toml | undefined): WrittenPosition['clears'] {
  if (isTable(clears)) return [...clears].map(([tid, clear]) => clearOf(clear, tid))
  return isList(clears) ? clears.map((clear) => clearOf(clear, '')) : []
}

const isList = (value: Toml | undefined): value is readonly Toml[] => Array.isArray(value)

function clearOf(clear: Toml, key: string): WrittenPosition['clears'][number] {
  if (!isTable(clear)) return { tid: key, size: undefined }
  return { tid: scalarText(clear.get('tid')) ?? key, size: figure(clear.get('size')) }
}

/** A double as Python prints it can have an exponent: `1e-08`. */
function figure(value: Toml | undefined): Fraction | undefined {
  const digits = digitsOf(value)
  if (digits === undefined) return undefined
  const [mantissa = '', exponent] = digits.replaceAll('_', '').replace(/^\+/, '').toLowerCase().split('e')
  const base = parseDecimal(mantissa)
  if (base === undefined || exponent === undefined) return base
  const power = Number(exponent)
  if (!Number.isInteger(power) || Math.abs(power) > 400) return undefined
  const scale = 10n ** BigInt(Math.abs(power))
  return power < 0
    ? { numerator: base.numerator, denominator: base.denominator * scale }
    : { numerator: base.numerator * scale, denominator: base.denominator }
}
