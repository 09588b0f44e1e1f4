/**
 * What Kraken really said of orders and trades, told to the adapter: captured frames, byte for byte, in the order in which they came.
 * What the EMS, the ledger and `pps.toml` have to come to is reckoned from the captures, in fractions.
 */
import { describe, expect, it } from 'vitest'
import { oid } from '../../src/ids.ts'
import type { DialectName } from '../../src/kraken/dialects.ts'
import { after, instant, instantFromUnixText, seconds } from '../../src/time.ts'
import { sharedData } from '../shared-data.ts'
import { Account } from './genuine/account.ts'
import { type Row, captured, executionsIn, framesOf, rowsOf, text, tradesIn } from './genuine/captured.ts'
import { digitsOf, endsWell, fillsOf, heard, ledgerIn, plain, positionsFrom, positionsIn } from './genuine/expected.ts'
import { Stage } from './genuine/stage.ts'

const index = sharedData('INDEX.md')
const reason = index.there ? '' : ` (skipped: ${index.reason})`

const NONE: Readonly<Record<string, string>> = {
  openOrders: '[[],"openOrders",{"sequence":1}]',
  ownTrades: '[[],"ownTrades",{"sequence":1}]',
  executions: '{"channel":"executions","type":"snapshot","data":[],"sequence":1}',
}

const sequenceOf = (frame: string): number => Number(/"sequence": ?(\d+)/.exec(frame)?.[1])

/** A beginning of the channel in which nothing is, and after which the frame comes next. */
function emptyBefore(channel: string, frame: string): Readonly<Record<string, string>> {
  return { [channel]: (NONE[channel] ?? '').replace('"sequence":1', `"sequence":${sequenceOf(frame) - 1}`) }
}

/** A broker that is ready a second before this time, in unix seconds; `first` is what its first subscriptions begin with. */
function began(
  dialect: DialectName,
  time: string,
  { account = new Account(), first = {} }: { account?: Account; first?: Readonly<Record<string, string>> } = {},
): { readonly stage: Stage; readonly account: Account } {
  const begun = new Set<string>()
  const stage = new Stage(dialect, {
    at: after(instantFromUnixText(time) ?? instant(0), seconds(-3)),
    rest: account,
    snapshots(channel) {
      if (begun.has(channel)) return account.snapshot(channel)
      begun.add(channel)
      return first[channel] ?? NONE[channel] ?? ''
    },
  })
  return { stage, account }
}

/** Of the order that the frame is about, the first if it is about several. */
function orderIn(frame: string): Row {
  const [row] = rowsOf(frame)
  if (row === undefined) throw new Error('the capture is about no order')
  return row
}

/** Side, size and price of an order described whole, as the EMS is to hear them. */
function termsOf({ fields }: Row): { readonly side: string; readonly terms: string } {
  const descr = fields['descr'] as Row['fields']
  return { side: text(descr, 'type'), terms: `${plain(text(fields, 'vol'))} at ${plain(text(descr, 'price'))}` }
}

/** What every order of ours has in common; type, price and size come to it. */
const buying = (symbol: string) =>
  ({ kind: 'BrokerdOrder', oid: oid('ours'), account: 'spot', symbol, action: 'buy' }) as const

describe.skipIf(!index.there)(`genuine frames of version 1${reason}`, () => {
  const pending = () => captured('ws1/openOrders_update.1.json')
  const canceled = () => captured('ws1/openOrders_update.3.json')
  /** The one between them is not among the captures; this is another order's, under its name. */
  const opened = () => captured('ws1/openOrders_update.17.json').replace('O3OKBR-EKKM5-WJEAEC', orderIn(pending()).id)

  it('an order of somebody else is found, opens and is canceled', () => {
    const order = orderIn(pending())
    const { side, terms } = termsOf(order)
    const { stage } = began('v1', text(order.fields, 'opentm'))
    for (const frame of [pending(), opened(), canceled()]) stage.says(frame)
    expect(heard(stage.told)).toEqual([
      `found ${order.id}: ${side} ${terms}, filled 0`,
      `${order.id} pending: ${terms}, filled 0`,
      `${order.id} open: ${terms}, filled 0`,
      `${order.id} canceled: ${terms}, filled 0, ${text(orderIn(canceled()).fields, 'cancel_reason')}`,
    ])
    endsWell(stage)
  })

  it('an order whose opening is missing among the frames is asked after, and canceled all the same', () => {
    const order = orderIn(pending())
    const { side, terms } = termsOf(order)
    const { stage, account } = began('v1', text(order.fields, 'opentm'))
    stage.says(pending())
    for (const frame of [pending(), canceled()]) account.orderIs(orderIn(frame))
    stage.says(canceled(), 10)
    expect(heard(stage.told)).toEqual([
      `found ${order.id}: ${side} ${terms}, filled 0`,
      `${order.id} pending: ${terms}, filled 0`,
      `${order.id} canceled: ${terms}, filled 0, ${text(orderIn(canceled()).fields, 'cancel_reason')}`,
    ])
    endsWell(stage, { hasGaps: true })
  })

  it('an order that had ended before anybody heard of it is not told', () => {
    const frame = captured('ws1/openOrders_update.5.json')
    const { id, fields } = orderIn(frame)
    const { stage, account } = began('v1', text(fields, 'lastupdated'), { first: emptyBefore('openOrders', frame) })
    // No frame describes it; REST does, in the words of another.
    account.orderIs({ id, fields: { ...orderIn(pending()).fields, ...fields } })
    stage.says(frame, 20)
    const answers = stage.events.flatMap((event) => (event.kind === 'http-answered' ? [event.body] : []))
    expect(answers.some((body) => body.includes(`"${id}"`))).toBe(true)
    expect(heard(stage.told)).toEqual([])
    endsWell(stage)
  })

  it('a market order fills, and closes once its trade is known', () => {
    const [open = '', fill = '', closed = ''] = framesOf(captured('ws1/openOrders_lifecycle.1.json'))
    const { id, fields } = orderIn(closed)
    // What the capture's list says of it, and no frame: a market order to buy as much as it filled.
    const descr = { pair: 'XBTUSD', type: 'buy', ordertype: 'market', price: '0' }
    const { stage, account } = began('v1', text(fields, 'lastupdated'))
    account.orderIs({ id, fields: { vol: text(fields, 'vol_exec'), oflags: 'fciq', descr } })
    for (const frame of [open, fill, closed]) {
      account.orderIs(orderIn(frame))
      stage.says(frame)
    }
    const size = plain(text(fields, 'vol_exec'))
    expect(heard(stage.told).at(-1)).toBe(`${id} open: ${size} at market, filled ${size}`)
    // No frame of its trade was captured; one trade of its totals is what they allow.
    const trade: Row = {
      id: 'TKB55A-UEMMN-YUXM2A',
      fields: {
        ...{ ordertxid: id, pair: 'XXBTZUSD', type: 'buy', ordertype: 'market', time: text(fields, 'lastupdated') },
        ...{ price: text(fields, 'avg_price'), vol: text(fields, 'vol_exec') },
        ...{ cost: text(fields, 'cost'), fee: text(fields, 'fee') },
      },
    }
    account.traded(trade)
    stage.passes(60)
    const positions = positionsFrom([trade], { XXBTZUSD: 'xbtusd.kraken' })
    expect(heard(stage.told)).toEqual([
      `found ${id}: buy ${size} at market, filled 0`,
      `${id} open: ${size} at market, filled ${size}`,
      ...fillsOf([trade]),
      `xbtusd.kraken ${positions['xbtusd.kraken']}`,
      `${id} closed: ${size} at market, filled ${size}`,
    ])
    expect(positionsIn(stage.file('positions'))).toEqual(positions)
    expect(ledgerIn(stage.file('ledger'))).toEqual(digitsOf([trade]))
    endsWell(stage)
  })

  const lifecycle = () => framesOf(captured('ws1/openOrders_lifecycle.3.json'))

  it('an order acknowledged before its feed, asked for by somebody else, is found', () => {
    const [acknowledged = '', first = '', second = ''] = lifecycle()
    const order = orderIn(first)
    const { side, terms } = termsOf(order)
    const { stage } = began('v1', text(order.fields, 'opentm'))
    for (const frame of [acknowledged, first, second]) stage.says(frame)
    expect(heard(stage.told)).toEqual([
      `found ${order.id}: ${side} ${terms}, filled 0`,
      `${order.id} pending: ${terms}, filled 0`,
      `${order.id} open: ${terms}, filled 0`,
    ])
    endsWell(stage)
  })

  it('an order acknowledged before its feed, asked for by us, is ours', () => {
    const [acknowledged = '', first = '', second = ''] = lifecycle()
    const { fields } = orderIn(first)
    const descr = fields['descr'] as Row['fields']
    const { terms } = termsOf(orderIn(first))
    const { reqid } = JSON.parse(acknowledged) as { reqid: number }
    // Our numbers begin with Kraken's clock in seconds: it is five past 1970.
    const { stage } = began('v1', `${reqid + 1}`)
    const [size, price] = [text(fields, 'vol'), text(descr, 'price')]
    stage.asks({
      ...buying(text(descr, 'pair')),
      ...{ orderType: 'limit', price, size, postOnly: true },
    })
    for (const frame of [acknowledged, first, second]) stage.says(frame)
    expect(heard(stage.told)).toEqual([`ours pending: ${terms}, filled 0`, `ours open: ${terms}, filled 0`])
    endsWell(stage)
  })

  it('answers without a number are those to the one request there is: an order, its edit, its cancel', () => {
    const [added, edited, canceled] = ['addOrderStatus.1', 'editOrderStatus.1', 'cancelOrderStatus.1'].map((name) =>
      captured(`ws1/${name}.json`),
    )
    const { txid } = JSON.parse(added ?? '') as { txid: string }
    const { txid: next } = JSON.parse(edited ?? '') as { txid: string }
    const { stage } = began('v1', '1700220661')
    const order = buying('USDC/USD')
    stage.asks({ ...order, orderType: 'limit', price: '0.9', size: '10' })
    stage.says(added ?? '')
    stage.asks({ ...order, orderType: 'limit', price: '0.9', size: '20' })
    expect(stage.sent.at(-1)).toMatchObject({ event: 'editOrder', orderid: txid })
    stage.says(edited ?? '')
    stage.asks({ kind: 'BrokerdCancel', oid: oid('ours'), account: 'spot' })
    expect(stage.sent.at(-1)).toMatchObject({ event: 'cancelOrder', txid: [next] })
    stage.says(canceled ?? '')
    expect(heard(stage.told)).toEqual(['ours pending: 10 at 0.9, filled 0', 'ours open: 20 at 0.9, filled 0'])
    endsWell(stage)
  })

  it('orders that were open are found at the start, in every pair', () => {
    const snapshot = captured('ws1/openOrders_snapshot.1.json')
    const orders = rowsOf(snapshot)
    expect(orders.length).toBeGreaterThan(1)
    const account = new Account()
    for (const order of orders) account.orderIs(order)
    const { stage } = began('v1', '1700220661', { account, first: { openOrders: snapshot } })
    expect(heard(stage.told)).toEqual(
      orders.map((order) => {
        const { side, terms } = termsOf(order)
        return `found ${order.id}: ${side} ${terms}, filled ${plain(text(order.fields, 'vol_exec'))}`
      }),
    )
    endsWell(stage)
  })

  it('trades of before are positions and no fills; one that follows is both', () => {
    const [snapshot, update] = ['ws1/ownTrades_snapshot.1.json', 'ws1/ownTrades_update.1.json'].map(captured)
    // Kraken lists the newest first.
    const [before, now] = [rowsOf(snapshot ?? '').toReversed(), rowsOf(update ?? '')]
    const account = new Account()
    account.traded(...before)
    const [trade] = now
    const { stage } = began('v1', text(trade?.fields ?? {}, 'time'), { account, first: { ownTrades: snapshot ?? '' } })
    account.traded(...now)
    stage.says(update ?? '')
    const positions = positionsFrom([...before, ...now], { 'ATOM/USD': 'atomusd.kraken', 'ETH/USD': 'ethusd.kraken' })
    expect(heard(stage.told)).toEqual([
      `atomusd.kraken ${positions['atomusd.kraken']}`,
      ...fillsOf(now),
      `ethusd.kraken ${positions['ethusd.kraken']}`,
    ])
    stage.passes(2)
    expect(positionsIn(stage.file('positions'))).toEqual(positions)
    expect(ledgerIn(stage.file('ledger'))).toEqual(digitsOf([...before, ...now]))
    endsWell(stage)
  })

  it('eleven slices of one order, with every other frame missing, are each told once', () => {
    const frames = [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23]
      .map((number) => captured(`ws1/ownTrades_update.${number}.json`))
      .sort((one, other) => sequenceOf(one) - sequenceOf(other))
    const trades = frames.flatMap(rowsOf)
    expect(trades).toHaveLength(11)
    const { stage, account } = began('v1', text(trades[0]?.fields ?? {}, 'time'))
    for (const frame of frames) {
      account.traded(...rowsOf(frame))
      stage.says(frame, 5)
    }
    expect(stage.notes.filter((note) => note === 'sequence gap').length).toBeGreaterThan(4)
    const fills = new Set(fillsOf(trades))
    expect(heard(stage.told).filter((line) => fills.has(line))).toEqual([...fills])
    stage.passes(2)
    const positions = positionsFrom(trades, { 'USDT/USD': 'usdtusd.kraken' })
    expect(heard(stage.told).at(-1)).toBe(`usdtusd.kraken ${positions['usdtusd.kraken']}`)
    expect(positionsIn(stage.file('positions'))).toEqual(positions)
    expect(ledgerIn(stage.file('ledger'))).toEqual(digitsOf(trades))
    endsWell(stage, { hasGaps: true })
  })
})

describe.skipIf(!index.there)(`genuine frames of version 2${reason}`, () => {
  const lifecycle = () => framesOf(captured('ws2/executions_lifecycle.1.json'))
  it('an order is found, amended twice where it stands, and canceled', () => {
    const [snapshot = '', ...frames] = lifecycle()
    const [described = {}, , dearer = {}, smaller = {}, canceled = {}] = lifecycle().flatMap(executionsIn)
    const id = text(described, 'order_id')
    const { stage } = began('v2', '1769062000', { first: { executions: snapshot } })
    for (const frame of frames) stage.says(frame)
    const at = (one: Row['fields']): string => `${plain(text(one, 'order_qty'))} at ${plain(text(one, 'limit_price'))}`
    expect(heard(stage.told)).toEqual([
      `found ${id}: ${text(described, 'side')} ${at(described)}, filled 0`,
      `${id} pending: ${at(described)}, filled 0`,
      `${id} open: ${at(described)}, filled 0`,
      `${id} open: ${at(dearer)}, filled 0`,
      `${id} open: ${at(smaller)}, filled 0`,
      `${id} canceled: ${at(smaller)}, filled 0, ${text(canceled, 'reason')}`,
    ])
    endsWell(stage)
  })

  it('answers without a number are those to the one request there is: an order, its amendment, its cancel', () => {
    const [added, amended, canceled] = [
      'add_order_response.3',
      'amend_order_response.3',
      'cancel_order_response.5',
    ].map((name) => captured(`ws2/${name}.json`))
    const { result } = JSON.parse(added ?? '') as { result: { order_id: string } }
    const { stage } = began('v2', '1769062000')
    const order = buying('BTC/USDT')
    stage.asks({ ...order, orderType: 'limit', price: '80000', size: '0.0001' })
    stage.says(added ?? '')
    stage.asks({ ...order, orderType: 'limit', price: '81818', size: '0.0001' })
    expect(stage.sent.at(-1)).toMatchObject({ method: 'amend_order', params: { order_id: result.order_id } })
    stage.says(amended ?? '')
    // Accepted is not in force yet. The feed's word for it is another order's, under this one's name.
    const [, , , inForce = ''] = lifecycle()
    stage.says(inForce.replace('OVN7VD-7VYHS-APBKHA', result.order_id).replace('"sequence":4', '"sequence":2'))
    stage.asks({ kind: 'BrokerdCancel', oid: oid('ours'), account: 'spot' })
    expect(stage.sent.at(-1)).toMatchObject({ method: 'cancel_order', params: { order_id: [result.order_id] } })
    stage.says(canceled ?? '')
    expect(heard(stage.told)).toEqual([
      'ours pending: 0.0001 at 80000, filled 0',
      'ours open: 0.0001 at 81818, filled 0',
    ])
    endsWell(stage)
  })

  it.each(['add_order_error.1', 'add_order_error.3'])(
    'a refusal of a request that is not ours, %s, refuses none',
    (name) => {
      const { stage } = began('v2', '1716033700')
      const order = buying('BTC/USD')
      stage.asks({ ...order, orderType: 'limit', price: '60000', size: '0.0001' })
      stage.says(captured(`ws2/${name}.json`))
      expect(heard(stage.told)).toEqual([])
      endsWell(stage)
    },
  )

  it('the last trades of a snapshot are positions, and a fill alone what REST does not show yet', () => {
    const snapshot = captured('ws2/executions_snapshot.1.json')
    const trades = tradesIn(snapshot).toReversed()
    const account = new Account()
    account.traded(...trades.slice(0, -1))
    const { stage } = began('v2', '1716000000', { account, first: { executions: snapshot } })
    stage.passes(2)
    const positions = positionsFrom(trades, {
      ...{ 'BTC/USD': 'xbtusd.kraken', 'FET/USD': 'fetusd.kraken' },
      ...{ 'ETH/USD': 'ethusd.kraken', 'BRICK/USD': 'brickusd.kraken' },
    })
    const lines = Object.entries(positions).map(([symbol, position]) => `${symbol} ${position}`)
    expect([...new Set(heard(stage.told))].toSorted()).toEqual([...fillsOf(trades.slice(-1)), ...lines].toSorted())
    expect(positionsIn(stage.file('positions'))).toEqual(positions)
    expect(ledgerIn(stage.file('ledger'))).toEqual(digitsOf(trades))
    endsWell(stage)
  })

  it('a trade of an order that nobody knows is a fill and a position', () => {
    const frame = `{"channel":"executions","type":"update","data":[${captured('ws2/executions_item.1.json')}],"sequence":2}`
    const trades = tradesIn(frame)
    const { stage, account } = began('v2', text(trades[0]?.fields ?? {}, 'time'))
    account.traded(...trades)
    stage.says(frame, 3)
    const positions = positionsFrom(trades, { 'KAR/USD': 'karusd.kraken' })
    expect(heard(stage.told)).toEqual([...fillsOf(trades), `karusd.kraken ${positions['karusd.kraken']}`])
    expect(positionsIn(stage.file('positions'))).toEqual(positions)
    expect(ledgerIn(stage.file('ledger'))).toEqual(digitsOf(trades))
    endsWell(stage)
  })

  it.each([1, 5])('an order of which one late word is heard, executions_update.%i, is no order of ours', (number) => {
    const frame = captured(`ws2/executions_update.${number}.json`)
    const { stage } = began('v2', '1716037120', { first: emptyBefore('executions', frame) })
    stage.says(frame, 20)
    expect(heard(stage.told)).toEqual([])
    endsWell(stage)
  })

  it('an order with a trigger is found with the price to which it is limited', () => {
    const frame = captured('ws2/executions_update.3.json')
    const { stage } = began('v2', '1716033716', { first: emptyBefore('executions', frame) })
    stage.says(frame)
    expect(heard(stage.told)).toEqual([
      'found AHOJQ8-1E72C-8M2VQH: buy 81.36256082 at 0.2, filled 0',
      'AHOJQ8-1E72C-8M2VQH pending: 81.36256082 at 0.2, filled 0',
    ])
    endsWell(stage)
  })
})
