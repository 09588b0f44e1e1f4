/** What Kraken's REST really answered, told to the adapter where it asks: byte for byte, and reckoned from its rows in fractions. */
import { describe, expect, it } from 'vitest'
import { entriesOf, isObject, readJson } from '../../sim/oracle/json.ts'
import { add, decimalText, subtract, zero } from '../../sim/oracle/fraction.ts'
import { readLedgerFile } from '../../sim/oracle/ledger-file.ts'
import { oid } from '../../src/ids.ts'
import { instantFromUnixText } from '../../src/time.ts'
import { sharedData } from '../shared-data.ts'
import { Account } from './genuine/account.ts'
import { type Row, captured, text } from './genuine/captured.ts'
import { digitsOf, endsWell, exact, heard, ledgerIn, plain, positionsFrom, positionsIn } from './genuine/expected.ts'
import { Stage } from './genuine/stage.ts'

const index = sharedData('INDEX.md')
const reason = index.there ? '' : ` (skipped: ${index.reason})`

/** A table of an answer's result. */
function rowsIn(body: string, name: string): readonly Row[] {
  const json = readJson(body)
  const result = isObject(json) ? json['result'] : undefined
  const table = isObject(result) ? result[name] : undefined
  return table === undefined
    ? []
    : entriesOf(table).flatMap(([id, fields]) => (isObject(fields) ? [{ id, fields }] : []))
}

/** `bodies`: of answers, by endpoint; each a first page, and what comes after it. */
function began(
  time: string,
  bodies: Readonly<Record<string, readonly [body: string, after?: string]>>,
  account = new Account(),
): Stage {
  const at = instantFromUnixText(time)
  if (at === undefined) throw new Error(`${time} is no time`)
  const snapshots = (channel: string): string => account.snapshot(channel)
  return new Stage('v1', { at, rest: account, snapshots, bodies })
}

describe.skipIf(!index.there)(`genuine answers of REST${reason}`, () => {
  it.each([1, 5, 7])('TradesHistory.%i is the history of trades before', (number) => {
    const body = captured(`rest/TradesHistory.${number}.json`)
    const trades = rowsIn(body, 'trades')
    const stage = began('1700000000', { TradesHistory: [body, '{"error":[],"result":{"trades":{},"count":0}}'] })
    stage.passes(2)
    endsWell(stage)
    const oldestFirst = trades.toReversed()
    const positions = positionsFrom(oldestFirst, { XXBTZUSD: 'xbtusd.kraken' })
    expect(heard(stage.told)).toEqual([`xbtusd.kraken ${positions['xbtusd.kraken']}`])
    expect(positionsIn(stage.file('positions'))).toEqual(positions)
    expect(ledgerIn(stage.file('ledger'))).toEqual(digitsOf(oldestFirst))
  })

  it('Ledgers.5 moves positions by all that its rows move, but for what only changes wallets', () => {
    const body = captured('rest/Ledgers.5.json')
    const rows = rowsIn(body, 'ledger')
    const stage = began('1700000000', { Ledgers: [body, '{"error":[],"result":{"ledger":{},"count":324}}'] })
    // Rows of trades that no history shows are transfers once that is certain.
    stage.passes(70)
    endsWell(stage)
    // Kraken counts more rows than the capture has.
    expect(stage.notes).toContain('history incomplete')

    const records = readLedgerFile(stage.file('ledger'))
    if (!records.ok) throw new Error(records.error)
    const written = [...records.value].map(([id, fields]) => ({ id, fields: Object.fromEntries(fields) }))
    const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1)
    expect(written.toSorted(byId)).toEqual(rows.toSorted(byId))

    // The dollar is what all is counted in.
    const moving = rows.filter(({ fields }) => fields['subtype'] !== 'stakingtospot' && fields['asset'] !== 'ZUSD')
    const sums = new Map<string, ReturnType<typeof exact>>()
    for (const { fields } of moving) {
      const asset = text(fields, 'asset')
      const symbol = `${(/^X...$/.test(asset) ? asset.slice(1) : asset).toLowerCase()}usd.kraken`
      const amount = subtract(exact(text(fields, 'amount')), exact(text(fields, 'fee')))
      sums.set(symbol, add(sums.get(symbol) ?? zero, amount))
    }
    const expected = Object.fromEntries([...sums].map(([symbol, sum]) => [symbol, `${decimalText(sum)} @ 0`]))
    expect(positionsIn(stage.file('positions'))).toEqual(expected)
  })

  /** `OpenOrders.3` is of markets that are gone. */
  it.each([5, 7, 9, 11])('OpenOrders.%i shows the patrol orders that no feed told of', (number) => {
    const body = captured(`rest/OpenOrders.${number}.json`)
    const opened = ({ fields }: Row): number => Number(text(fields, 'opentm'))
    const rows = rowsIn(body, 'open').toSorted((one, other) => opened(one) - opened(other))
    const [first, last] = [rows[0], rows.at(-1)].map((row) => (row === undefined ? 0 : opened(row)))
    const account = new Account()
    const stage = began(String((first ?? 0) - 5), { OpenOrders: [body] }, account)
    for (const row of rows) account.orderIs(row)
    stage.passes((last ?? 0) - (first ?? 0) + 60)
    const missed = (): number => stage.notes.filter((note) => note === 'missed by the feed').length
    const times = missed()
    expect(times).toBeGreaterThan(0)
    stage.passes(100)
    expect(missed()).toBe(times)
    expect(heard(stage.told)).toEqual(rows.map(({ id, fields }) => `found ${id}: ${termsIn(fields)}, filled 0`))
    endsWell(stage)
  })

  it.each([9, 11])(
    'the order of OpenOrders.%i waits for a price, which is no limit that an edit could change',
    (number) => {
      const [order] = rowsIn(captured(`rest/OpenOrders.${number}.json`), 'open')
      if (order === undefined) throw new Error('the capture has an order')
      const account = new Account()
      account.orderIs(order)
      const stage = began(text(order.fields, 'opentm'), {}, account)
      stage.passes(5)
      const descr = order.fields['descr'] as Row['fields']
      const [asked, before] = [{ account: 'spot', oid: oid(order.id) } as const, stage.sent.length]
      stage.asks({
        ...asked,
        ...({ kind: 'BrokerdOrder', symbol: text(descr, 'pair'), action: 'sell', orderType: 'limit' } as const),
        ...{ size: plain(text(order.fields, 'vol')), price: '53' },
      })
      expect(heard(stage.told).slice(1)).toEqual([
        `refused edit: an order of type ${text(descr, 'ordertype')} cannot be edited`,
      ])
      expect(stage.sent.slice(before)).toEqual([])
      stage.asks({ ...asked, kind: 'BrokerdCancel' })
      expect(stage.sent.slice(before)).toMatchObject([{ event: 'cancelOrder', txid: [order.id] }])
      endsWell(stage)
    },
  )
})

/** Of an order as REST describes it: what it is limited to, if to anything, never what sets it off. */
function termsIn(fields: Row['fields']): string {
  const descr = fields['descr'] as Row['fields']
  const type = text(descr, 'ordertype')
  const limit =
    type === 'limit' ? plain(text(descr, 'price')) : type.endsWith('-limit') ? plain(text(descr, 'price2')) : 'market'
  return `${text(descr, 'type')} ${plain(text(fields, 'vol'))} at ${limit}`
}
