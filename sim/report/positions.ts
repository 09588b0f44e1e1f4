/** What `wavetank pps` prints: an audit, and positions as a table. */
import type { Audit, AuditedPosition, Finding } from '../audit/audit.ts'
import { valued } from '../audit/audit.ts'
import { type Fraction, decimalText, significantText } from '../oracle/fraction.ts'
import { ppuText } from '../oracle/positions.ts'
import type { Palette } from './colour.ts'
import { aligned } from './columns.ts'

export function auditReport({ entries, findings, elsewhere }: Audit, palette: Palette): readonly string[] {
  const right = entries - findings.filter(({ written }) => written !== undefined).length
  return [
    ...findings.flatMap((finding) => [...findingLines(finding, palette), '']),
    ...(elsewhere.length === 0
      ? []
      : [`  in no position, since no market of theirs is known: ${elsewhere.join(', ')}`, '']),
    `${right} passed, ${findings.length} failed`,
  ]
}

function findingLines(
  { account, symbol, cause, sentence, written, exact }: Finding,
  palette: Palette,
): readonly string[] {
  return [
    palette.bad(`✗ ${account} ${symbol}: ${cause}`),
    `  ${sentence}`,
    `  exact    ${exact.size} @ ${exact.ppu}`,
    `  written  ${written === undefined ? 'nothing' : `${written.size} @ ${written.ppu}`}`,
  ]
}

/** Shown with so many digits where a quotient goes on for ever. */
const SHOWN_DIGITS = 12

/** `prices` by symbol. */
export function positionTable(
  positions: readonly AuditedPosition[],
  { prices, palette }: { readonly prices: ReadonlyMap<string, Fraction>; readonly palette: Palette },
): readonly string[] {
  if (positions.length === 0) return ['No position is open.']
  const rows = positions.map(({ account, symbol, exact }) => {
    const price = prices.get(symbol)
    const worth = price === undefined ? undefined : valued(exact, price)
    return [
      account,
      symbol,
      decimalText(exact.size),
      shown(exact.ppu),
      String(exact.clears.length),
      ...(worth === undefined || price === undefined
        ? ['-', '-', '-']
        : [decimalText(price), shown(worth.value), shown(worth.unrealised)]),
    ]
  })
  const laid = aligned(COLUMNS, rows)
  const line = (row: readonly string[]): string => `  ${row.join('  ')}`.trimEnd()
  return [palette.faint(line(laid.heading)), ...laid.rows.map(line)]
}

const shown = (value: Fraction): string => {
  const whole = ppuText(value)
  return whole.length <= SHOWN_DIGITS + 2 ? whole : significantText(value, SHOWN_DIGITS)
}

const COLUMNS = [
  { heading: 'account', align: 'left' },
  { heading: 'market', align: 'left' },
  { heading: 'size', align: 'right' },
  { heading: 'ppu', align: 'right' },
  { heading: 'clears', align: 'right' },
  { heading: 'price', align: 'right' },
  { heading: 'value', align: 'right' },
  { heading: 'unrealised', align: 'right' },
] as const
