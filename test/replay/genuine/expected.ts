/** What has to come of captured trades, in the oracle's fractions and by its own reading of the files. */
import { expect } from 'vitest'
import { createBroker } from '../../../src/broker/broker.ts'
import type { EmsEvent } from '../../../src/ems.ts'
import { instantFromUnixText, micros } from '../../../src/time.ts'
import { present } from '../../../src/assert.ts'
import { type Fraction, decimalText, negate, parseDecimal } from '../../../sim/oracle/fraction.ts'
import { readLedgerFile } from '../../../sim/oracle/ledger-file.ts'
import { readPositionsFile } from '../../../sim/oracle/positions-file.ts'
import { positionText } from '../../../sim/oracle/positions.ts'
import { type Holding, after, flat } from '../../../sim/oracle/recurrence.ts'
import { replayAdapter } from '../../../sim/replay/adapter.ts'
import { brokerConfigOf } from '../../../sim/replay/settings.ts'
import { readTraceFile, traceText } from '../../../sim/trace-file.ts'
import { type Row, text } from './captured.ts'
import type { Stage } from './stage.ts'

export const exact = (digits: string): Fraction => present(parseDecimal(digits), `${digits} is a decimal`)
/** The same amount without digits that say nothing. */
export const plain = (digits: string): string => decimalText(exact(digits))

/** The positions that these trades make, by symbol; `symbols` by the captures' names of the pairs. */
export function positionsFrom(
  trades: readonly Row[],
  symbols: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const holdings = new Map<string, Holding>()
  for (const { id, fields } of trades) {
    const symbol = present(symbols[text(fields, 'pair')], 'the pair has a symbol')
    const size = exact(text(fields, 'vol'))
    const movement = {
      id,
      at: present(instantFromUnixText(text(fields, 'time')), 'a trade has a time'),
      size: text(fields, 'type') === 'buy' ? size : negate(size),
      trade: { price: exact(text(fields, 'price')), fee: exact(text(fields, 'fee')) },
    }
    holdings.set(symbol, after(holdings.get(symbol) ?? flat, movement))
  }
  return Object.fromEntries([...holdings].map(([symbol, holding]) => [symbol, positionText(holding)]))
}

/** The same of a positions file. */
export function positionsIn(file: string): Readonly<Record<string, string>> {
  const read = readPositionsFile(file, 'spot')
  if (!read.ok) throw new Error(read.error)
  return Object.fromEntries(read.value.map((position) => [position.symbol, positionText(position)]))
}

/** Of the fields that every trade has, the digits that the ledger keeps. */
export function ledgerIn(file: string): readonly (readonly (string | undefined)[])[] {
  const read = readLedgerFile(file)
  if (!read.ok) throw new Error(read.error)
  return [...read.value].map(([id, fields]) => [id, ...FIELDS.map((name) => fields.get(name))])
}

/** The same of captured trades. */
export const digitsOf = (trades: readonly Row[]): readonly (readonly (string | undefined)[])[] =>
  trades.map(({ id, fields }) => [id, ...FIELDS.map((name) => text(fields, name))])

const FIELDS = ['ordertxid', 'time', 'type', 'price', 'cost', 'fee', 'vol']

/** A line for each fill told, and for each trade that has to be told so. */
export const fillsOf = (trades: readonly Row[]): readonly string[] =>
  trades.map(
    ({ id, fields }) =>
      `${id} of ${text(fields, 'ordertxid')}: ${text(fields, 'type')} ${plain(text(fields, 'vol'))} at ${plain(text(fields, 'price'))}, fee ${plain(text(fields, 'fee'))}`,
  )

/** What the EMS heard, a line a message, without what depends on our own clock and numbers. */
export function heard(told: readonly EmsEvent[]): readonly string[] {
  return told.flatMap((event) => {
    switch (event.kind) {
      case 'Status':
        return [
          `found ${event.oid}: ${event.action} ${event.size} at ${event.price ?? 'market'}, filled ${event.filled}`,
        ]
      case 'BrokerdStatus':
        return [
          `${event.oid} ${event.status}: ${event.size} at ${event.price ?? 'market'}, filled ${event.filled}${event.reason === undefined ? '' : `, ${event.reason}`}`,
        ]
      case 'BrokerdFill':
        return [`${event.tradeId} of ${event.txid}: ${event.action} ${event.size} at ${event.price}, fee ${event.fee}`]
      case 'BrokerdPosition':
        return [`${event.symbol} ${event.size} @ ${event.ppu}`]
      case 'BrokerdError':
        return [`refused ${event.request}: ${event.reason}`]
      case 'BrokerdOrderAck':
      case 'BrokerdReady':
        return []
    }
  })
}

/** Ends it. It understood every frame and missed none, unless said; and told again as a recording, the broker does the same. */
export function endsWell(stage: Stage, { hasGaps = false }: { readonly hasGaps?: boolean } = {}): void {
  stage.stops()
  expect(stage.notes.includes('sequence gap')).toBe(hasGaps)
  expect(stage.notes).not.toContain('frame not understood')
  const { head, events } = stage.recording
  const file = readTraceFile(traceText(head, events))
  const config = file.ok ? brokerConfigOf(file.value) : file
  if (!file.ok || !config.ok) throw new Error(file.ok ? 'no recording of a broker' : file.error)
  const makeBroker = () => createBroker(config.value)
  const replayed = replayAdapter(file.value.events, { makeBroker, lateness: micros(0) })
  expect(replayed).toMatchObject({ ok: true, value: { difference: undefined } })
}
