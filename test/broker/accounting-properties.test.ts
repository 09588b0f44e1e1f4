/** Ledger and positions come to the same, however trades and transfers arrive, and wherever the broker is stopped. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { present } from '../../src/assert.ts'
import { createAccounting } from '../../src/broker/accounting.ts'
import { createOutbox } from '../../src/broker/outbox.ts'
import type { BrokerConfig } from '../../src/broker/port.ts'
import { type Entry, readEntry } from '../../src/kraken/entry.ts'
import { readReply, assetPairsCall, assetsCall } from '../../src/kraken/rest.ts'
import { readReference } from '../../src/kraken/reference.ts'
import { type Trade, readTrade } from '../../src/kraken/trade.ts'

import type { Result } from '../../src/result.ts'
import { httpId } from '../../src/ids.ts'
import { instant } from '../../src/time.ts'
import { audit } from '../../sim/audit/audit.ts'
import { createExchange } from '../../sim/exchange/exchange.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'

const universe = builtInUniverse()
const exchange = createExchange({ universe, accounts: [] })
const good = <Value>(read: Result<Value, unknown>): Value => {
  if (!read.ok) throw new Error(String(read.error))
  return read.value
}
const served = (call: typeof assetsCall) => {
  const path = `/0/public/${call.endpoint}`
  const input = { kind: 'http-requested', id: httpId(1), method: 'GET', path, headers: {}, body: '' } as const
  const answer = exchange.handle(instant(1), input).find((effect) => effect.kind === 'http-respond')
  return good(readReply(call, present(answer, 'Kraken answers')))
}
const reference = good(readReference({ assets: served(assetsCall), pairs: served(assetPairsCall) }))
const config: BrokerConfig = {
  account: 'spot',
  apiKey: '',
  secret: '',
  srcFiat: 'eur',
  dialect: 'v1',
  editPolicy: 'masquerade',
  tier: 'pro',
}

type Files = { ledger: string | undefined; positions: string | undefined }

/** One life of the broker's books over the files: books these, ends, and leaves the files as they are then. */
function live(files: Files, happened: readonly Happened[]): Files {
  const out = createOutbox()
  out.open(instant(1))
  const books = createAccounting(config, files, out)
  good(books.load(reference))
  books.historyIsKnown()
  for (const { trade, transfer, legs = [], isLegFirst = false } of happened) {
    if (isLegFirst) books.bookEntries(legs)
    if (trade !== undefined) books.bookTrades([trade])
    if (!isLegFirst) books.bookEntries(legs)
    if (transfer !== undefined) books.bookEntries([transfer])
  }
  books.write()
  const after = { ...files }
  for (const effect of out.close()) {
    if (effect.kind === 'file-append' && effect.file === 'ledger') after.ledger = (after.ledger ?? '') + effect.text
    if (effect.kind === 'file-replace' && effect.file === 'positions') after.positions = effect.text
  }
  return after
}

type Happened = {
  readonly trade?: Trade
  /** The ledger's rows of the trade, where its fee was not taken in quote; they may be heard of before the trade. */
  readonly legs?: readonly Entry[]
  readonly isLegFirst?: boolean
  readonly transfer?: Entry
}

/** Few sizes, so that sums often come to zero; prices and fees of any digits. */
const happened: fc.Arbitrary<readonly Happened[]> = fc
  .array(
    fc.record({
      market: fc.constantFrom('XXMRZEUR', 'XXBTZEUR', 'XETHXXBT'),
      isTransfer: fc.boolean(),
      side: fc.constantFrom('buy', 'sell'),
      lots: fc.constantFrom(1, 2, 3, 100_000_000, 123_456_789),
      price: fc.integer({ min: 1, max: 10_000_000 }),
      fee: fc.integer({ min: 0, max: 1_000_000 }),
      feeIn: fc.constantFrom('quote', 'base', 'credits'),
      isLegFirst: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((rows) => rows.map(toHappened))

const decimal = (units: number, decimals: number): string => {
  const digits = String(units).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function toHappened(
  row: {
    readonly market: string
    readonly isTransfer: boolean
    readonly side: string
    readonly lots: number
    readonly price: number
    readonly fee: number
    readonly feeIn: string
    readonly isLegFirst: boolean
  },
  index: number,
): Happened {
  const time = `${1_700_000_000 + index}.25`
  const vol = decimal(row.lots, 8)
  const pair = present(reference.pairNamed(row.market), 'the market is listed')
  if (row.isTransfer) {
    const amount = row.side === 'buy' ? vol : `-${vol}`
    const record = {
      refid: 'F',
      time,
      type: row.side === 'buy' ? 'deposit' : 'withdrawal',
      asset: pair.base,
      amount,
      fee: '0',
    }
    return { transfer: good(readEntry(`L${index}`, record, reference.wholeAssetNamed)) }
  }
  const [price, fee] = [decimal(row.price, 5), decimal(row.fee, 8)]
  const record = { ordertxid: 'O', pair: pair.key, time, type: row.side, price, cost: '1', fee, vol }
  const trade = good(readTrade(`T${index}`, record, reference.pairNamed))
  if (row.feeIn === 'quote') return { trade }
  const leg = (name: string, asset: string, amount: string, charged: string): Entry => {
    const fields = { refid: `T${index}`, time, type: 'trade', asset, amount, fee: charged }
    return good(readEntry(`L${index}${name}`, fields, reference.wholeAssetNamed))
  }
  const inBase = row.feeIn === 'base' ? '0.0000000001' : '0'
  const credits = row.feeIn === 'credits' ? [leg('C', 'KFEE', '0', '1.25')] : []
  const legs = [leg('Q', pair.quote, '1', '0'), leg('B', pair.base, vol, inBase), ...credits]
  return { trade, legs, isLegFirst: row.isLegFirst }
}

const NONE: Files = { ledger: undefined, positions: undefined }

test('arrival order, batches and restarts at any point make no difference', () => {
  fc.assert(
    fc.property(
      happened.chain((all) =>
        fc.record({
          all: fc.constant(all),
          shuffled: fc.shuffledSubarray([...all], { minLength: all.length }),
          cuts: fc.array(fc.integer({ min: 0, max: all.length }), { maxLength: 4 }),
        }),
      ),
      ({ all, shuffled, cuts }) => {
        const atOnce = live(NONE, all)
        const places = [0, ...cuts.toSorted((one, other) => one - other), all.length]
        const inPieces = places.reduce(
          (files, from, at) => live(files, shuffled.slice(from, places[at + 1] ?? from)),
          NONE,
        )
        expect(inPieces.positions).toBe(atOnce.positions)
      },
    ),
  )
})

test('the files are what exact fractions make of the trades, with nothing where the sum is zero', () => {
  fc.assert(
    fc.property(happened, (all) => {
      const files = live(NONE, all)
      const ledgers = new Map([['spot', files.ledger ?? '']])
      const { findings } = good(audit({ positions: files.positions ?? '', ledgers, universe, srcFiat: 'EUR' }))
      expect(findings).toEqual([])
    }),
  )
})

test('loading and saving once, twice and three times changes nothing', () => {
  fc.assert(
    fc.property(happened, (all) => {
      const once = live(NONE, all)
      expect(live(live(live(once, []), []), [])).toEqual(once)
    }),
  )
})
