/** Trades that were recorded somewhere, for strangers to repeat. */
import { z } from 'zod'
import { type Result, fail, ok } from '../../src/result.ts'
import { type Instant, type Micros, instantFromUnixText, since, unixTextFromIso } from '../../src/time.ts'
import { membersOf, numberText, readWire } from '../exchange/wire.ts'
import { type Universe, pairNamed } from '../exchange/universe/universe.ts'
import { readTraceFile } from '../trace-file.ts'

export type Print = {
  /** By its key. */
  readonly pair: string
  readonly price: string
  readonly volume: string
  /** Of whoever took what was quoted. */
  readonly side: 'buy' | 'sell'
  /** The first trade of the recording. */
  readonly after: Micros
}

type Timed = Omit<Print, 'after'> & { readonly at: Instant }

/**
 * Reads Kraken's own files of trades (`XMREUR.csv`: unix time, price, volume), an answer of `Trades`, or a recording
 * with a channel of trades. Fails with one sentence that names the file and the place.
 */
export function readPrints(
  text: string,
  { file, universe }: { readonly file: string; readonly universe: Universe },
): Result<readonly Print[], string> {
  const read = /\.csv$/i.test(file)
    ? fromTable(text, { file, universe })
    : text.trimStart().startsWith('{"kind":')
      ? fromRecording(text, { file, universe })
      : fromAnswer(text, { file, universe })
  if (!read.ok) return read
  const trades = [...read.value].sort((one, other) => one.at - other.at)
  const [first] = trades
  if (first === undefined) return fail(`${file} has no trade in it`)
  return ok(trades.map(({ at, ...print }) => ({ ...print, after: since({ from: first.at, to: at }) })))
}

/** The same, with the text that says so. */
export function readTrades(
  { file, text }: { readonly file: string; readonly text: string },
  universe: Universe,
): Result<{ readonly text: string; readonly trades: readonly Print[] }, string> {
  const read = readPrints(text, { file, universe })
  return read.ok ? ok({ text, trades: read.value }) : read
}

type Place = { readonly file: string; readonly universe: Universe }
type Read = Result<readonly Timed[], string>

function fromTable(text: string, { file, universe }: Place): Read {
  const name = file.replace(/^.*\//, '').replace(/\.csv$/i, '')
  const row = pairNamed(universe, name)
  if (row === undefined)
    return fail(`${file}: the file's name says which pair it is about, and there is no pair ${name}`)
  const trades: Timed[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [time = '', price = '', volume = ''] = line.split(',')
    const at = instantFromUnixText(time)
    if (at === undefined || !isAmount(price) || !isAmount(volume)) {
      return fail(`${file}: line ${index + 1} is no trade; it should be unix time, price and volume`)
    }
    const before = trades.at(-1)
    const side = before !== undefined && Number(price) < Number(before.price) ? 'sell' : 'buy'
    trades.push({ pair: row.key, price, volume, side, at })
  }
  return ok(trades)
}

function fromAnswer(text: string, { file, universe }: Place): Read {
  const read = readWire(text)
  const whole = membersOf(read.ok ? read.value : undefined)
  if (whole === undefined) return fail(`${file} is neither a table of trades, an answer of Trades nor a recording`)
  const trades: Timed[] = []
  for (const [name, rows] of Object.entries(membersOf(whole['result']) ?? whole)) {
    const row = pairNamed(universe, name)
    if (!Array.isArray(rows) || row === undefined) continue
    for (const [index, one] of (rows as readonly unknown[]).entries()) {
      const trade = rowOf(row.key, one)
      if (trade === undefined) return fail(`${file}: ${name}.${index + 1} is no trade`)
      trades.push(trade)
    }
  }
  return ok(trades)
}

function fromRecording(text: string, { file, universe }: Place): Read {
  const read = readTraceFile(text)
  if (!read.ok) return fail(`${file}: ${read.error}`)
  const trades: Timed[] = []
  for (const event of read.value.events) {
    if (event.kind === 'socket-received') trades.push(...tradesIn(event.frame, universe))
  }
  return ok(trades)
}

const v2 = z.object({ channel: z.literal('trade'), type: z.literal('update'), data: z.array(z.unknown()) })
const v2Side = z.object({ symbol: z.string(), side: z.enum(['buy', 'sell']), timestamp: z.string() })

function tradesIn(frame: string, universe: Universe): readonly Timed[] {
  const read = readWire(frame)
  if (!read.ok) return []
  if (Array.isArray(read.value)) {
    const [, rows, channel, name] = read.value as readonly unknown[]
    const row = typeof name === 'string' ? pairNamed(universe, name) : undefined
    if (channel !== 'trade' || row === undefined || !Array.isArray(rows)) return []
    return rows.flatMap((one) => rowOf(row.key, one) ?? [])
  }
  const message = v2.safeParse(read.value)
  return message.success ? message.data.data.flatMap((one) => v2Trade(one, universe) ?? []) : []
}

function v2Trade(value: unknown, universe: Universe): Timed | undefined {
  const read = v2Side.safeParse(value)
  const members = membersOf(value)
  const [price, volume] = [numberText(members?.['price']), numberText(members?.['qty'])]
  if (!read.success || price === undefined || volume === undefined) return undefined
  const row = pairNamed(universe, read.data.symbol)
  const at = instantFromUnixText(unixTextFromIso(read.data.timestamp) ?? '')
  return row === undefined || at === undefined ? undefined : { pair: row.key, price, volume, side: read.data.side, at }
}

/** `["149.50", "2.5", 1700000000.1234, "b", "l", ""]`, the time a number or a text. */
function rowOf(pair: string, value: unknown): Timed | undefined {
  if (!Array.isArray(value)) return undefined
  const [price, volume, time, side] = value as readonly unknown[]
  const at = instantFromUnixText(typeof time === 'string' ? time : (numberText(time) ?? ''))
  if (at === undefined || !isAmount(price) || !isAmount(volume)) return undefined
  return { pair, price, volume, side: side === 's' ? 'sell' : 'buy', at }
}

const isAmount = (value: unknown): value is string => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
