/** The ledger file: Kraken's record of every trade and transfer, to the letter, and nothing else. */
import { instantFromUnixText } from '../../../src/time.ts'
import type { TruthEntry, TruthTrade } from '../../truth.ts'
import { accountable } from '../accountable.ts'
import type { Evidence } from '../evidence.ts'
import { type Fraction, decimalText, fromExact, isDecimalOf } from '../fraction.ts'
import { type Invariant, type Violation, inTheEnd } from '../invariant.ts'
import type { Json, JsonObject } from '../json.ts'
import { type LedgerRecord, readLedgerFile } from '../ledger-file.ts'
import { transferPair } from '../positions.ts'
import { type Run, brokerState, runOf } from '../run.ts'
import { entriesOf, tradesOf } from '../truth-reading.ts'

export const ledgerInvariants: readonly Invariant[] = [
  /**
   * A broker that crashed may have torn its last record, so then the file is not judged. A line of Kraken's ledger that
   * moves no position, such as a deposit of the source fiat or a leg of a trade, may be there or not.
   */
  inTheEnd('the ledger file holds every trade and transfer verbatim, and nothing else', (evidence) => {
    const run = runOf(evidence)
    const state = brokerState(run)
    if (state === 'never started' || state === 'crashed') return { looked: false, violations: [] }
    const ledger = readLedgerFile(evidence.files.ledger ?? '')
    if (!ledger.ok) return { looked: true, violations: [`the ledger file cannot be read: ${ledger.error}`] }
    const missing = idsOwed(evidence).filter((id) => !ledger.value.has(id))
    const records = [...ledger.value]
    const happened = new Map<string, readonly Field[]>([
      ...tradesOf(evidence).map((trade) => [trade.id, tradeFields(trade)] as const),
      ...entriesOf(evidence).map((entry) => [entry.id, entryFields(entry)] as const),
    ])
    return {
      looked: records.length + missing.length > 0,
      violations: [
        ...missing.map((id) => `${id} is not in the ledger file`),
        ...records.flatMap(([id, record]) => [
          ...untruths(id, record, happened.get(id)),
          ...rewritings(run, id, record),
        ]),
      ],
    }
  }),
]

function idsOwed(evidence: Evidence): readonly string[] {
  const { trades, transfers } = accountable(evidence)
  const moving = transfers.filter(({ asset }) => transferPair(evidence.truth, asset, evidence.trader.srcFiat))
  return [...trades, ...moving].map(({ id }) => id)
}

/** Where the record says something else than what happened. */
function untruths(id: string, record: LedgerRecord, happened: readonly Field[] | undefined): readonly Violation[] {
  if (happened === undefined)
    return [`the ledger file has ${id}, which is no trade and no transfer of the trader's account`]
  return happened.flatMap(([name, expected]) => {
    const text = record.get(name)
    if (text !== undefined && isExpected(text, expected)) return []
    return [`${id} has ${name} ${text ?? 'missing'} in the ledger file, and it was ${expectedText(expected)}`]
  })
}

/** Where the record has other texts than every version of it that Kraken sent. */
function rewritings(run: Run, id: string, record: LedgerRecord): readonly Violation[] {
  const sent = run.facts.flatMap(({ heard }) =>
    heard.flatMap((told) => (told.kind === 'record' && told.id === id ? [told.fields] : [])),
  )
  return [...record].flatMap(([name, text]) => {
    const texts = textsSent(sent, name)
    // Sockets and REST name a pair differently; the file has the name that `untruths` asks for.
    if (name === 'pair' || texts.length === 0 || texts.includes(text)) return []
    return [`${id} has ${name} ${text} in the ledger file, and Kraken sent ${[...new Set(texts)].join(' and ')}`]
  })
}

const textsSent = (sent: readonly JsonObject[], name: string): readonly string[] =>
  sent.flatMap((fields) => {
    const value: Json | undefined = fields[name]
    return typeof value === 'string' || typeof value === 'boolean' ? [String(value)] : []
  })

/** What a field should be: the very text, a decimal of that value, or unix seconds that are that instant. */
type Expected = string | Fraction | { readonly at: number }

type Field = readonly [name: string, expected: Expected]

const tradeFields = (trade: TruthTrade): readonly Field[] => [
  ['ordertxid', trade.txid],
  ['pair', trade.pair],
  ['time', { at: trade.at }],
  ['type', trade.side],
  ['price', fromExact(trade.price)],
  ['cost', fromExact(trade.cost)],
  ['fee', fromExact(trade.statedFee)],
  ['vol', fromExact(trade.volume)],
]

const entryFields = (entry: TruthEntry): readonly Field[] => [
  ['refid', entry.refid],
  ['time', { at: entry.at }],
  ['type', entry.type],
  ['asset', entry.asset],
  ['amount', fromExact(entry.amount)],
  ['fee', fromExact(entry.fee)],
  ['balance', fromExact(entry.balance)],
]

function isExpected(text: string, expected: Expected): boolean {
  if (typeof expected === 'string') return text === expected
  return 'at' in expected ? instantFromUnixText(text) === expected.at : isDecimalOf(text, expected)
}

function expectedText(expected: Expected): string {
  if (typeof expected === 'string') return expected
  return 'at' in expected ? `${expected.at} microseconds` : decimalText(expected)
}
