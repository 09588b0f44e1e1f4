/** Positions, as told and as written: to the last digit what the exchange's own trades make them. */
import type { BrokerdPosition } from '../../../src/ems.ts'
import { isoText } from '../../../src/time.ts'
import { accountable } from '../accountable.ts'
import type { Evidence } from '../evidence.ts'
import { type Fraction, decimalText, equals, fromExact, isDecimalOf, parseDecimal, zero } from '../fraction.ts'
import { factByFact } from '../fact-by-fact.ts'
import { type Finding, type Invariant, type Violation, always, inTheEnd, staysSince } from '../invariant.ts'
import {
  type OthersPosition,
  type WrittenClear,
  type WrittenPosition,
  hasOldLayout,
  othersIn,
  readPositionsFile,
} from '../positions-file.ts'
import { type ExactPosition, positionText, positionsFrom, ppuText } from '../positions.ts'
import type { Clear } from '../recurrence.ts'
import { type Run, brokerState, runOf } from '../run.ts'
import { lotTickOf } from '../truth-reading.ts'

export const positionInvariants: readonly Invariant[] = [
  inTheEnd('told positions equal the exact recomputation', (evidence) =>
    judgeAgainstExact(evidence, (exact, run) => {
      const told = lastTold(run)
      const symbols = new Set([...exact.keys(), ...told.keys()])
      return {
        looked: symbols.size > 0,
        violations: [...symbols].flatMap((symbol) => wronglyTold(evidence, told.get(symbol), exact.get(symbol))),
      }
    }),
  ),

  staysSince(
    'what the file holds is looked at in the end, and others may read it at any moment',
    always('pps.toml is whole at every moment', () => {
      let judged: string | undefined
      return (evidence) => {
        const { positions } = evidence.files
        if (positions === undefined || positions === judged) return { looked: false, violations: [] }
        judged = positions
        // What somebody else left there is not the broker's to answer for.
        const isFound = runOf(evidence).facts.some(
          ({ event }) => event.kind === 'file-found' && event.text === positions,
        )
        if (isFound) return { looked: false, violations: [] }
        const read = readPositionsFile(positions, evidence.trader.emsAccount)
        return { looked: true, violations: read.ok ? [] : [`pps.toml cannot be read: ${read.error}`] }
      }
    }),
  ),

  factByFact('whoever ends as asked leaves in pps.toml what was told', () => {
    const told = new Map<string, BrokerdPosition>()
    /** Undefined where the trace does not say: after somebody else wrote it, or the power failed amid a write. */
    let written: string | undefined = ''
    return ({ event }, { trader }) => {
      if (event.kind === 'broker-started') told.clear()
      if (event.kind === 'ems-event' && event.event.kind === 'BrokerdPosition')
        told.set(event.event.symbol, event.event)
      if (event.kind === 'file-written' && event.file === 'positions') written = event.text
      if (event.kind === 'file-found' && event.file === 'positions') written = undefined
      if (event.kind !== 'broker-ended') return undefined
      if (event.how === 'crashed') written = undefined
      if (event.how === 'crashed' || event.reason !== undefined || written === undefined) return undefined
      const read = readPositionsFile(written, trader.emsAccount)
      // A file that cannot be read breaks a claim of its own.
      if (!read.ok || told.size === 0) return undefined
      const sizes = new Map(read.value.map(({ symbol, size }) => [symbol, size]))
      return [...told.values()].flatMap(({ symbol, size }) => {
        const left = sizes.get(symbol) ?? zero
        if (isDecimalOf(size, left)) return []
        return [`${symbol} was told as ${size}, and the broker ended with ${decimalText(left)} in pps.toml`]
      })
    }
  }),

  factByFact('what others have in pps.toml stays as it is', () => {
    let found: readonly OthersPosition[] = []
    return ({ event }, { trader }) => {
      if (event.kind === 'file-found' && event.file === 'positions') found = othersIn(event.text, trader.emsAccount)
      if (event.kind !== 'file-written' || event.file !== 'positions' || found.length === 0) return undefined
      const left = new Map(othersIn(event.text, trader.emsAccount).map(({ place, text }) => [place, text]))
      return found
        .filter(({ place, text }) => left.get(place) !== text)
        .map(({ place, text }) => `${place} was ${text} in pps.toml, and is ${left.get(place) ?? 'nothing'}`)
    }
  }),

  factByFact('positions of an older layout do not stay beside those of today', () => {
    let isOld = false
    return ({ event }, { trader }) => {
      if (event.kind === 'file-found' && event.file === 'positions') isOld = hasOldLayout(event.text, trader.emsAccount)
      if (event.kind !== 'file-written' || event.file !== 'positions' || !isOld) return undefined
      return hasOldLayout(event.text, trader.emsAccount)
        ? [`[pps.kraken.${trader.emsAccount}] stays in pps.toml, which somebody else may read it from`]
        : []
    }
  }),

  inTheEnd('pps.toml equals the exact recomputation to the last digit', (evidence) =>
    judgeAgainstExact(evidence, (exact) => {
      const file = readPositionsFile(evidence.files.positions ?? '', evidence.trader.emsAccount)
      if (!file.ok) return { looked: true, violations: [`pps.toml cannot be read: ${file.error}`] }
      const written = new Map(file.value.map((position) => [position.symbol, position]))
      const symbols = new Set([...exact.keys(), ...written.keys()])
      return {
        looked: evidence.files.positions !== undefined || symbols.size > 0,
        violations: [...symbols].flatMap((symbol) => wronglyWritten(symbol, written.get(symbol), exact.get(symbol))),
      }
    }),
  ),
]

/**
 * A broker that crashed may have been cut off between booking a trade and writing or telling what follows from it,
 * so then nothing is judged; the next one to start has to make it good.
 */
function judgeAgainstExact(
  evidence: Evidence,
  judge: (exact: ReadonlyMap<string, ExactPosition>, run: Run) => Finding,
): Finding {
  const run = runOf(evidence)
  const state = brokerState(run)
  if (state === 'never started' || state === 'crashed') return { looked: false, violations: [] }
  const positions = positionsFrom(evidence, accountable(evidence))
  return judge(new Map(positions.map((position) => [position.symbol, position])), run)
}

/** By symbol. */
const lastTold = (run: Run): ReadonlyMap<string, BrokerdPosition> =>
  new Map(
    run.facts.flatMap(({ event }) =>
      event.kind === 'ems-event' && event.event.kind === 'BrokerdPosition' ? [[event.event.symbol, event.event]] : [],
    ),
  )

function wronglyTold(
  { trader }: Evidence,
  told: BrokerdPosition | undefined,
  exact: ExactPosition | undefined,
): readonly Violation[] {
  const { size, ppu } = exact ?? { size: zero, ppu: zero }
  if (told === undefined)
    return exact === undefined ? [] : [`${exact.symbol} was never told, and it is ${positionText(exact)}`]
  const toldPpu = parseDecimal(told.ppu)
  const isFigure = isDecimalOf(told.size, size) && toldPpu !== undefined && isRounded(toldPpu, ppu)
  const isRight = told.account === trader.emsAccount && isFigure
  if (isRight) return []
  return [`${told.symbol} of ${told.account} was told as ${told.size} @ ${told.ppu}, and it is ${textOf(exact)}`]
}

function wronglyWritten(
  symbol: string,
  written: WrittenPosition | undefined,
  exact: ExactPosition | undefined,
): readonly Violation[] {
  if (written === undefined || exact === undefined)
    return [`${symbol} is ${textOf(written)} in pps.toml, and should be ${textOf(exact)}`]
  const { pair } = exact
  const wrong = (what: string, is: string, should: string): Violation =>
    `${symbol} has ${what} ${is} in pps.toml, and should have ${should}`
  const amounts = [
    { what: 'size', is: written.size, should: exact.size },
    { what: 'price_tick_size', is: written.priceTick, should: fromExact(pair.tickSize) },
    { what: 'lot_tick_size', is: written.lotTick, should: lotTickOf(pair) },
  ]
  const bsuid = pair.altname.toLowerCase()
  return [
    ...amounts
      .filter(({ is, should }) => is === undefined || !equals(is, should))
      .map(({ what, is, should }) => wrong(what, is === undefined ? 'nothing' : decimalText(is), decimalText(should))),
    ...(isRounded(written.ppu, exact.ppu) ? [] : [wrong('ppu', decimalText(written.ppu), ppuText(exact.ppu))]),
    ...(written.bsuid === bsuid ? [] : [wrong('bsuid', written.bsuid ?? 'nothing', bsuid)]),
    ...(written.assetType === undefined ? [wrong('asset_type', 'nothing', 'a name')] : []),
    ...wrongClears(symbol, written.clears, exact.clears),
  ]
}

function wrongClears(symbol: string, written: readonly WrittenClear[], exact: readonly Clear[]): readonly Violation[] {
  const longest = written.length > exact.length ? written : exact
  const stray = longest.findIndex((_, index) => written[index]?.tid !== exact[index]?.id)
  if (stray !== -1) {
    const [is, should] = [written[stray]?.tid ?? 'missing', exact[stray]?.id ?? 'none']
    return [`clear ${stray + 1} of ${symbol} is ${is} in pps.toml, and should be ${should}`]
  }
  return exact.flatMap((clear, index) => {
    const row = written[index]
    return row === undefined ? [] : wrongFields(row, clear).map((field) => `clear ${clear.id} of ${symbol}: ${field}`)
  })
}

function wrongFields(row: WrittenClear, clear: Clear): readonly string[] {
  const price = clear.trade === undefined ? undefined : { what: 'price', is: row.price, should: clear.trade.price }
  const cost = clear.trade === undefined ? undefined : { what: 'cost', is: row.cost, should: clear.trade.fee }
  const amounts = [
    { what: 'size', is: row.size, should: clear.size },
    { what: 'accum_size', is: row.accumSize, should: clear.accumSize },
    ...(price === undefined ? [] : [price]),
    ...(cost === undefined ? [] : [cost]),
  ]
  const time = isoText(clear.at)
  return [
    ...amounts
      .filter(({ is, should }) => is === undefined || !equals(is, should))
      .map(({ what, is, should }) => `${what} is ${optionalText(is)}, and should be ${decimalText(should)}`),
    ...(row.ppu !== undefined && isRounded(row.ppu, clear.ppu)
      ? []
      : [`ppu is ${optionalText(row.ppu)}, and should be ${ppuText(clear.ppu)}`]),
    ...(row.at === time ? [] : [`dt is ${row.at ?? 'nothing'}, and should be ${time}`]),
    ...(row.isTransfer === (clear.trade === undefined) ? [] : ['only the clear of a transfer has etype transfer']),
  ]
}

const optionalText = (value: Fraction | undefined): string => (value === undefined ? 'nothing' : decimalText(value))

/** The written PPU is the exact one, rounded as it is written. */
const isRounded = (written: Fraction, exact: Fraction): boolean => isDecimalOf(ppuText(exact), written)

const textOf = (position: { readonly size: Fraction; readonly ppu: Fraction } | undefined): string =>
  position === undefined ? 'nothing' : positionText(position)
