/** A positions file as it should be, in today's layout. */
import { isoText } from '../../src/time.ts'
import { decimalText } from '../oracle/fraction.ts'
import { ppuText } from '../oracle/positions.ts'
import type { Clear } from '../oracle/recurrence.ts'
import type { AuditedPosition } from './audit.ts'

export function correctedText(positions: readonly AuditedPosition[]): string {
  if (positions.length === 0) return '# No position is open.\n'
  return positions.map(positionText).join('\n')
}

function positionText({ account, symbol, pair, exact }: AuditedPosition): string {
  return [
    `[kraken.${JSON.stringify(account)}.${JSON.stringify(symbol)}]`,
    `size = ${withPoint(decimalText(exact.size))}`,
    `ppu = ${withPoint(ppuText(exact.ppu))}`,
    `bsuid = ${JSON.stringify(pair.altname.toLowerCase())}`,
    'asset_type = "crypto_currency"',
    `price_tick_size = ${withPoint(pair.tickSize)}`,
    `lot_tick_size = ${withPoint(pair.lotDecimals === 0 ? '1' : `0.${'1'.padStart(pair.lotDecimals, '0')}`)}`,
    'clears = [',
    ...exact.clears.map((clear) => `  ${clearText(clear)},`),
    ']',
    '',
  ].join('\n')
}

function clearText({ id, at, size, accumSize, ppu, trade }: Clear): string {
  const fields = [
    `dt = "${isoText(at)}"`,
    `ppu = ${withPoint(ppuText(ppu))}`,
    `accum_size = ${withPoint(decimalText(accumSize))}`,
    `price = ${trade === undefined ? '0.0' : withPoint(decimalText(trade.price))}`,
    `size = ${withPoint(decimalText(size))}`,
    `cost = ${trade === undefined ? '0.0' : withPoint(decimalText(trade.fee))}`,
    `tid = ${JSON.stringify(id)}`,
    ...(trade === undefined ? ['etype = "transfer"'] : []),
  ]
  return `{ ${fields.join(', ')} }`
}

/** A float literal: an integer would be another type to other readers. */
const withPoint = (text: string): string => (text.includes('.') ? text : `${text}.0`)
