/** Reads a ledger file into the movements of each market, in the order in which they happened. */
import { type Result, fail, ok } from '../../src/result.ts'
import { instantFromUnixText } from '../../src/time.ts'
import { pairNamed, type PairRow, type Universe } from '../exchange/universe/universe.ts'
import { type Fraction, add, isZero, negate, parseDecimal, subtract, zero } from '../oracle/fraction.ts'
import { type LedgerRecord, readLedgerFile } from '../oracle/ledger-file.ts'
import type { Movement } from '../oracle/recurrence.ts'

export type Booked = {
  /** By pair key; of one instant in the order of the file. */
  readonly movements: ReadonlyMap<string, readonly Movement[]>
  /** Transfers of assets that no position's market trades, by ledger id. */
  readonly elsewhere: readonly string[]
}

/** In which market this transfer of an asset is booked; undefined for none. */
export type MarketOf = (assetId: string, ledgerId: string) => PairRow | undefined

export function readBooked(
  text: string,
  { universe, marketOf }: { readonly universe: Universe; readonly marketOf: MarketOf },
): Result<Booked, string> {
  const ledger = readLedgerFile(text)
  if (!ledger.ok) return ledger
  const placed: { readonly key: string; readonly movement: Movement }[] = []
  const elsewhere: string[] = []
  const legs = legsByTrade(ledger.value)
  for (const [id, record] of ledger.value) {
    if (isLegOf(record, ledger.value) || isMove(record)) continue
    const read = isTrade(record)
      ? tradeOf(id, record, { universe, legs: legs.get(id) ?? [] })
      : transferOf(id, record, marketOf)
    if (!read.ok) return fail(`entry ${id}: ${read.error}`)
    if (read.value === undefined) elsewhere.push(id)
    else if (read.value.movement.size.numerator !== 0n) placed.push(read.value)
  }
  // The sort is stable, so what is of one instant stays in the order of the file.
  placed.sort((one, other) => one.movement.at - other.movement.at)
  const movements = new Map<string, Movement[]>()
  for (const { key, movement } of placed) movements.set(key, [...(movements.get(key) ?? []), movement])
  return ok({ movements, elsewhere })
}

const isTrade = (record: LedgerRecord): boolean => record.has('ordertxid') || record.has('pair')

/** A row of a trade that the ledger has as such: it shows what the fee was taken in, and moves nothing by itself. */
function isLegOf(record: LedgerRecord, ledger: ReadonlyMap<string, LedgerRecord>): boolean {
  const trade = ledger.get(record.get('refid') ?? '')
  return record.get('type') === 'trade' && trade !== undefined && isTrade(trade)
}

/** Between the wallets of one asset. */
const isMove = (record: LedgerRecord): boolean =>
  MOVES.includes(`${record.get('type') ?? ''} ${record.get('subtype') ?? ''}`)
const MOVES = [
  'transfer spottostaking',
  'transfer stakingfromspot',
  'transfer stakingtospot',
  'transfer spotfromstaking',
  'earn allocation',
  'earn deallocation',
  'earn autoallocation',
  'earn migration',
]

function legsByTrade(ledger: ReadonlyMap<string, LedgerRecord>): ReadonlyMap<string, readonly LedgerRecord[]> {
  const legs = new Map<string, LedgerRecord[]>()
  for (const record of ledger.values()) {
    const refid = record.get('refid')
    if (refid === undefined || !isLegOf(record, ledger)) continue
    const others = legs.get(refid) ?? []
    others.push(record)
    legs.set(refid, others)
  }
  return legs
}

/** In which asset the legs of a trade say that its fee was taken; the record itself states it in quote, always. */
function feeTaken(
  stated: Fraction,
  { pair, legs }: { readonly pair: PairRow; readonly legs: readonly LedgerRecord[] },
): { readonly inBase: Fraction; readonly inQuote: Fraction } {
  const sum = (mine: (asset: string) => boolean): Fraction =>
    legs
      .filter((leg) => mine(leg.get('asset') ?? ''))
      .map((leg) => parseDecimal(leg.get('fee') ?? '0') ?? zero)
      .reduce(add, zero)
  const outside = legs.some(
    (leg) => leg.get('asset') !== pair.quote && !isZero(sum((asset) => asset === leg.get('asset'))),
  )
  if (!outside) return { inBase: zero, inQuote: stated }
  return { inBase: sum((asset) => asset === pair.base), inQuote: sum((asset) => asset === pair.quote) }
}

type Placed = { readonly key: string; readonly movement: Movement }

function tradeOf(
  id: string,
  record: LedgerRecord,
  { universe, legs }: { readonly universe: Universe; readonly legs: readonly LedgerRecord[] },
): Result<Placed, string> {
  const name = record.get('pair') ?? ''
  const pair = pairNamed(universe, name)
  if (pair === undefined) return fail(`the universe has no pair '${name}'; give the right one with --universe`)
  const at = instantFromUnixText(record.get('time') ?? '')
  const [price, volume, fee] = ['price', 'vol', 'fee'].map((field) => parseDecimal(record.get(field) ?? ''))
  const side = record.get('type')
  if (at === undefined || price === undefined || volume === undefined || fee === undefined) {
    return fail('time, price, vol and fee have to be plain decimals')
  }
  if (side !== 'buy' && side !== 'sell') return fail(`type '${side ?? ''}' is neither buy nor sell`)
  const { inBase, inQuote } = feeTaken(fee, { pair, legs })
  const size = subtract(side === 'buy' ? volume : negate(volume), inBase)
  return ok({ key: pair.key, movement: { id, at, size, trade: { price, fee: inQuote } } })
}

function transferOf(id: string, record: LedgerRecord, marketOf: MarketOf): Result<Placed | undefined, string> {
  const at = instantFromUnixText(record.get('time') ?? '')
  const amount = parseDecimal(record.get('amount') ?? '')
  const fee = parseDecimal(record.get('fee') ?? '0') ?? zero
  if (at === undefined || amount === undefined) return fail('a transfer has a time and an amount, as plain decimals')
  const pair = marketOf(record.get('asset') ?? '', id)
  return ok(
    pair === undefined
      ? undefined
      : { key: pair.key, movement: { id, at, size: subtract(amount, fee), trade: undefined } },
  )
}
