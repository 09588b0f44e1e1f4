/** What the trader asks and hears, in the words of a report. */
import { describe, expect, it } from 'vitest'
import type { BrokerdOrder, BrokerdStatus, EmsEvent } from '../../src/ems.ts'
import { reqid } from '../../src/ids.ts'
import { beginNames } from '../../sim/report/names.ts'
import { eventText, requestText } from '../../sim/report/trader.ts'
import { BID, ORDER, at, fill } from './made.ts'

const story = { names: beginNames(new Map([[BID, 'bid']])), market: 'XMR/EUR' }
const shared = { oid: BID, reqid: reqid(0), account: 'spot', time: at(1) }

const order: BrokerdOrder = {
  kind: 'BrokerdOrder',
  oid: BID,
  account: 'spot',
  symbol: 'XMR/EUR',
  action: 'buy',
  orderType: 'limit',
  price: '149.50',
  size: '2',
}
const status: BrokerdStatus = {
  ...shared,
  kind: 'BrokerdStatus',
  status: 'open',
  price: '149.50',
  size: '2',
  filled: '0.5',
  remaining: '1.5',
}
const position = { ...shared, kind: 'BrokerdPosition', symbol: 'xmreur.kraken', size: '2', ppu: '149.885' } as const

const EVENTS: readonly (readonly [text: string, event: EmsEvent])[] = [
  ['bid acknowledged', { ...shared, kind: 'BrokerdOrderAck' }],
  ['bid open, 1.5 of 2 at 149.50', status],
  ['bid closed, 2 of 2 filled', { ...status, status: 'closed', filled: '2', remaining: '0' }],
  ['bid canceled, 0.5 of 2 filled: User requested', { ...status, status: 'canceled', reason: 'User requested' }],
  ['bid filled 2 at 149.50', fill(1)],
  ['O1 filled 2 at 149.50', fill(1, {})],
  [
    'bid cancel refused by kraken: EOrder:Unknown order',
    { ...shared, kind: 'BrokerdError', request: 'cancel', by: 'kraken', reason: 'EOrder:Unknown order' },
  ],
  [
    'bid refused by us: no such pair',
    { ...shared, kind: 'BrokerdError', request: 'order', by: 'us', reason: 'no such pair' },
  ],
  ['position 2, ppu 149.885', position],
  ['position 0 xbteur.kraken', { ...position, symbol: 'xbteur.kraken', size: '0', ppu: '0' }],
  [
    'bid found open, 1.5 of 2 at 149.50',
    { ...status, kind: 'Status', txid: ORDER, symbol: 'xmreur.kraken', action: 'buy' },
  ],
]

describe('what the trader hears', () => {
  it.each(EVENTS)('%s', (text, event) => {
    expect(eventText(event, story)).toBe(text)
  })
})

describe('what the trader asks', () => {
  const asks = (request: BrokerdOrder, before?: BrokerdOrder): string => requestText(request, { ...story, before })

  it("names the terms of a new order, and the market when it is not the story's", () => {
    expect(asks(order)).toBe('buys bid 2 at 149.50')
    expect(asks({ ...order, symbol: 'xmreur.kraken', postOnly: true })).toBe('buys bid 2 at 149.50, post only')
    const { price: _, ...market } = order
    expect(asks({ ...market, orderType: 'market', action: 'sell', symbol: 'XBT/EUR' })).toBe(
      'sells bid 2 at market XBT/EUR',
    )
  })

  it('names of an edit what it changes', () => {
    expect(asks({ ...order, price: '149.60' }, order)).toBe('edits bid to 149.60')
    expect(asks({ ...order, size: '3' }, order)).toBe('edits bid to size 3')
    expect(asks({ ...order, size: '3', price: '149.60' }, order)).toBe('edits bid to 3 at 149.60')
    expect(asks(order, order)).toBe('edits bid to 2 at 149.50')
  })

  it('says which order to cancel', () => {
    expect(requestText({ kind: 'BrokerdCancel', oid: BID, account: 'spot' }, { ...story, before: order })).toBe(
      'cancels bid',
    )
  })
})
