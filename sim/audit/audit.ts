/** Holds a positions file against the ledger it should follow from. */
import { present } from '../../src/assert.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { type PairRow, type Universe, pairNamed } from '../exchange/universe/universe.ts'
import { type Fraction, decimalText, equals, fraction, isZero, parseDecimal, subtract } from '../oracle/fraction.ts'
import { ppuText } from '../oracle/positions.ts'
import { type Holding, type Movement, after, flat } from '../oracle/recurrence.ts'
import { type Booked, type MarketOf, readBooked } from './booked.ts'
import { type Cause, isSame, likelyCause } from './causes.ts'
import { type WrittenPosition, readWritten } from './written.ts'

/** An entry of the file that is not what the ledger makes it; all figures as plain decimals. */
export type Finding = {
  readonly account: string
  readonly symbol: string
  readonly cause: Cause
  /** What is off, in one sentence with its figures. */
  readonly sentence: string
  readonly written: { readonly size: string; readonly ppu: string } | undefined
  readonly exact: { readonly size: string; readonly ppu: string }
}

export type AuditedPosition = {
  readonly account: string
  readonly symbol: string
  readonly pair: PairRow
  readonly exact: Holding
}

export type Audit = {
  /** How many entries the file has. */
  readonly entries: number
  readonly findings: readonly Finding[]
  /** What the file should hold. */
  readonly positions: readonly AuditedPosition[]
  /** Transfers in no position: by ledger id. */
  readonly elsewhere: readonly string[]
}

/** `ledgers` by account: the text of each. Fails on a file that is not understood, and names it. */
export function audit(files: {
  readonly positions: string
  readonly ledgers: ReadonlyMap<string, string>
  readonly universe: Universe
  /** Altname of the fiat in whose markets transfers are booked. */
  readonly srcFiat: string
}): Result<Audit, string> {
  const { universe } = files
  const written = readWritten(files.positions)
  if (!written.ok) return fail(`the positions file: ${written.error}`)
  const findings: Finding[] = []
  const positions: AuditedPosition[] = []
  const elsewhere: string[] = []
  for (const [account, text] of files.ledgers) {
    const entries = written.value.filter((entry) => entry.account === account)
    const booked = readBooked(text, { universe, marketOf: marketBy({ universe, entries, srcFiat: files.srcFiat }) })
    if (!booked.ok) return fail(`the ledger of ${account}: ${booked.error}`)
    elsewhere.push(...booked.value.elsewhere)
    const judged = judgeAccount({ account, entries, booked: booked.value, universe })
    if (!judged.ok) return judged
    findings.push(...judged.value.findings)
    positions.push(...judged.value.positions)
  }
  return ok({ entries: written.value.length, findings, positions, elsewhere })
}

/** A transfer belongs to the market in which the file lists it, else to that of its asset against the source fiat. */
function marketBy({
  universe,
  entries,
  srcFiat,
}: {
  readonly universe: Universe
  readonly entries: readonly WrittenPosition[]
  readonly srcFiat: string
}): MarketOf {
  return (asset, id) => {
    const lister = entries.find(({ clears }) => clears.some(({ tid }) => tid === id))
    const listed = lister === undefined ? undefined : pairOf(universe, lister.symbol)
    const names = formsOf(asset).map((form) => universe.assets.get(form)?.altname ?? form)
    const isOf = (pair: PairRow | undefined): boolean =>
      pair !== undefined && names.includes(universe.assets.get(pair.base)?.altname ?? pair.base)
    if (isOf(listed)) return listed
    return names.map((name) => pairNamed(universe, `${name}/${srcFiat.toUpperCase()}`)).find(isOf)
  }
}

/** `DOT28.S` itself, then what it is staked, earning or held of: `DOT28`, `DOT`. */
function formsOf(asset: string): readonly string[] {
  const whole = /^(.+)\.(?:S|M|F|B|P|HOLD)$/.exec(asset)?.[1]
  return whole === undefined ? [asset] : [asset, whole, whole.replace(/\d+$/, '')]
}

const pairOf = (universe: Universe, symbol: string): PairRow | undefined =>
  pairNamed(universe, symbol.replace(/\.kraken$/, ''))

type Account = {
  readonly account: string
  readonly entries: readonly WrittenPosition[]
  readonly booked: Booked
  readonly universe: Universe
}

function judgeAccount({
  account,
  entries,
  booked,
  universe,
}: Account): Result<Pick<Audit, 'findings' | 'positions'>, string> {
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const entry of entries) {
    const pair = pairOf(universe, entry.symbol)
    if (pair === undefined) {
      return fail(`the universe has no pair '${entry.symbol}'; give the right one with --universe`)
    }
    seen.add(pair.key)
    const finding = judge(entry, { pair, movements: booked.movements.get(pair.key) ?? [] })
    if (finding !== undefined) findings.push(finding)
  }
  const positions = [...booked.movements].flatMap(([key, movements]): readonly AuditedPosition[] => {
    const pair = present(universe.pairs.get(key), 'what is booked is booked in a pair')
    const exact = folded(movements)
    return isZero(exact.size) ? [] : [{ account, symbol: `${pair.altname.toLowerCase()}.kraken`, pair, exact }]
  })
  for (const { symbol, pair, exact } of positions) {
    if (seen.has(pair.key)) continue
    const sentence = `the ledger makes it ${figures(exact)}, and it is not in the file`
    findings.push({ account, symbol, cause: 'position missing', sentence, written: undefined, exact: textsOf(exact) })
  }
  return ok({ findings, positions })
}

const folded = (movements: readonly Movement[]): Holding =>
  movements.reduce((holding, movement) => after(holding, movement), flat)

function judge(
  written: WrittenPosition,
  { pair, movements }: { readonly pair: PairRow; readonly movements: readonly Movement[] },
): Finding | undefined {
  const exact = folded(movements)
  const priceTick = present(parseDecimal(pair.tickSize), 'a tick is a plain decimal')
  const lotTick = fraction(1n, 10n ** BigInt(pair.lotDecimals))
  const off = [
    ...figuresOff(written, exact),
    ...clearsOff(written, exact),
    ...ticksOff(written, { priceTick, lotTick }),
  ]
  const [first] = off
  if (first === undefined) return undefined
  const { account, symbol, size, ppu } = written
  return {
    account,
    symbol,
    cause: likelyCause({ written, movements, exact, priceTick, lotTick }),
    sentence: off.join('; '),
    written: { size: textOf(size), ppu: textOf(ppu) },
    exact: textsOf(exact),
  }
}

/** A size is a sum and has to be it; a PPU is a quotient, and may be written as a double. */
function figuresOff({ size, ppu }: WrittenPosition, exact: Holding): readonly string[] {
  if (isZero(exact.size)) return [`it is closed, and the file has ${textOf(size)} of it`]
  const isSizeRight = size !== undefined && equals(size, exact.size)
  return [
    ...(isSizeRight ? [] : [offBy('size', size, exact.size)]),
    ...(isSame(ppu, exact.ppu) ? [] : [offBy('ppu', ppu, exact.ppu)]),
  ]
}

function offBy(name: string, written: Fraction | undefined, exact: Fraction): string {
  const is = name === 'ppu' ? ppuText(exact) : decimalText(exact)
  if (written === undefined) return `${name} is missing, and is ${is}`
  return `${name} ${decimalText(written)} should be ${is}, off by ${decimalText(subtract(written, exact))}`
}

function clearsOff({ clears }: WrittenPosition, exact: Holding): readonly string[] {
  if (isZero(exact.size) || clears.length === 0) return []
  const current = new Set<string>(exact.clears.map(({ id }) => id))
  const listed = clears.map(({ tid }) => tid).filter((tid) => tid !== '')
  const stale = listed.filter((tid) => !current.has(tid))
  const twice = listed.filter((tid, at) => listed.indexOf(tid) !== at)
  return [
    ...(stale.length === 0 ? [] : [`its clears still list ${stale.join(', ')}`]),
    ...(twice.length === 0 ? [] : [`its clears list ${twice.join(', ')} twice`]),
  ]
}

/** What piker took for markets whose ticks it did not know. */
const DEFAULT_PRICE_TICK = fraction(1n, 100n)

function ticksOff(
  written: WrittenPosition,
  { priceTick, lotTick }: { readonly priceTick: Fraction; readonly lotTick: Fraction },
): readonly string[] {
  const isDefault =
    written.priceTick !== undefined &&
    equals(written.priceTick, DEFAULT_PRICE_TICK) &&
    written.lotTick !== undefined &&
    isZero(written.lotTick)
  if (!isDefault) return []
  return [
    `its tick sizes are the defaults 0.01 and 0, and the market's are ${decimalText(priceTick)} and ${decimalText(lotTick)}`,
  ]
}

const textOf = (value: Fraction | undefined): string => (value === undefined ? 'none' : decimalText(value))
const textsOf = ({ size, ppu }: Holding): { readonly size: string; readonly ppu: string } => ({
  size: decimalText(size),
  ppu: ppuText(ppu),
})
const figures = (holding: Holding): string => `${decimalText(holding.size)} @ ${ppuText(holding.ppu)}`

/** The value of a position at a price, and what it is above or below its PPU; in the quote asset. */
export function valued(
  { size, ppu }: Pick<Holding, 'size' | 'ppu'>,
  price: Fraction,
): { readonly value: Fraction; readonly unrealised: Fraction } {
  const times = (one: Fraction, other: Fraction): Fraction =>
    fraction(one.numerator * other.numerator, one.denominator * other.denominator)
  return { value: times(size, price), unrealised: times(size, subtract(price, ppu)) }
}
