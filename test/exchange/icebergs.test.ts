/** Icebergs: what of them the book shows, what others trade with, and where they stand in the queue. */
import { describe, expect, it } from 'vitest'
import { float } from './client2.ts'
import { type Both, desk } from './desk.ts'

const iceberg = (volume: string, display: string, price = '150.0'): Both => ({
  v1: { pair: 'XMR/EUR', type: 'sell', ordertype: 'iceberg', volume, price, displayvol: display },
  v2: {
    symbol: 'XMR/EUR',
    side: 'sell',
    order_type: 'iceberg',
    order_qty: float(volume),
    limit_price: float(price),
    display_qty: float(display),
  },
})
const asks = (made: ReturnType<typeof desk>) =>
  (made.kraken.get('/0/public/Depth?pair=XMREUR').result as Record<string, { asks: [string, string][] }>)[
    'XXMRZEUR'
  ]?.asks.map(([price, volume]) => `${volume} at ${price}`)
const makersOf = ({ kraken }: ReturnType<typeof desk>) =>
  kraken.exchange.truth.trades
    .filter(({ maker }) => maker)
    .map(({ account, volume }) => `${account} ${Number(volume.units) / 1e8}`)

describe('an iceberg', () => {
  it.each(['v1', 'v2'] as const)('shows a part of itself, and the next when that is gone, by %s', (dialect) => {
    const made = desk()
    const id = made.placesBy(dialect, iceberg('3.0', '1.0'))
    expect(asks(made)).toEqual(['1.000 at 150.00000000'])
    expect(made.one.told('openOrders')[0]?.[1]).toMatchObject({
      display_volume: '1.00000000',
      display_volume_remain: '1.00000000',
    })
    expect(made.two.rows('executions')[0]).toMatchObject({ display_qty: 1, display_qty_remain: 1, order_qty: 3 })
    made.kraken.places('stranger', 'buy', '0.4', '150')
    expect(asks(made)).toEqual(['0.600 at 150.00000000'])
    made.kraken.places('stranger', 'buy', '1.5', '150')
    expect(asks(made)).toEqual(['0.100 at 150.00000000'])
    expect(made.story(id)).toBe('pending_new new trade trade iceberg_refill trade')
    expect(made.two.rows('executions').find((row) => row['exec_type'] === 'iceberg_refill')).toMatchObject({
      display_qty: 1,
      display_qty_remain: 1,
      order_status: 'partially_filled',
    })
    made.kraken.places('stranger', 'buy', '1.1', '150')
    expect(made.ended(id).truth?.status).toBe('closed')
    expect(made.holds()).toEqual(new Map())
  })

  it('goes behind all others at its price when it shows its next part', () => {
    const made = desk()
    made.placesBy('v1', iceberg('3.0', '1.0'))
    made.kraken.places('other', 'sell', '1', '150')
    made.kraken.places('stranger', 'buy', '2.5', '150')
    expect(makersOf(made)).toEqual(['trader 1', 'other 1', 'trader 0.5'])
  })

  it('is told to the public as gone and come again, behind the others', () => {
    const made = desk()
    made.placesBy('v1', iceberg('3.0', '1.0'))
    made.kraken.places('other', 'sell', '1', '150')
    made.kraken.places('stranger', 'buy', '1', '150')
    const { asks: orders } = made.kraken.result<{ asks: { qty: string; order_id: string }[] }>('Level3', {
      pair: 'XMREUR',
    })
    const [other, own] = [...made.kraken.exchange.truth.orders.values()]
      .filter(({ status }) => status === 'open')
      .reverse()
    expect(orders.map(({ order_id: id }) => id)).toEqual([other?.txid, own?.txid])
  })

  it('is taken whole by a market order, which needs the money for all of it', () => {
    const made = desk()
    made.kraken.operator({
      kind: 'place',
      account: 'stranger',
      pair: 'XMR/EUR',
      side: 'sell',
      volume: '1',
      price: '152',
    })
    made.placesBy('v2', iceberg('3.0', '0.5'))
    made.kraken.places('other', 'buy', '3.5')
    expect(makersOf(made).at(-1)).toBe('stranger 0.5')
    expect(made.kraken.exchange.truth.accounts.get('other')?.holds).toEqual(new Map())
  })

  it('takes with all of itself', () => {
    const made = desk()
    made.kraken.places('stranger', 'buy', '2', '150')
    const id = made.placesBy('v1', iceberg('3.0', '0.5'))
    expect(made.ended(id).truth?.executed.units).toBe(200_000_000n)
    expect(asks(made)).toEqual(['0.500 at 150.00000000'])
  })

  it('shows no more than it has left when most of it was taken at once', () => {
    const made = desk()
    made.kraken.places('stranger', 'buy', '2.8', '150')
    made.placesBy('v1', iceberg('3.0', '0.5'))
    expect(asks(made)).toEqual(['0.200 at 150.00000000'])
    made.kraken.places('other', 'buy', '1', '150')
    expect(makersOf(made)).toEqual(['stranger 2.8', 'trader 0.2'])
  })

  it.each([
    { what: 'less than a fifteenth', display: '0.19', error: 'displayvol' },
    { what: 'more than itself', display: '3.01', error: 'displayvol' },
    { what: 'nothing', display: '0.0', error: 'displayvol' },
  ])('that would show $what is refused', ({ display, error }) => {
    const wrong = `EGeneral:Invalid arguments:${error}`
    expect(desk().refusals(iceberg('3.0', display))).toEqual([wrong, wrong])
  })

  it('shows a fifteenth if it likes, and no other order hides anything', () => {
    const { asked } = desk()
    expect(asked.v1(iceberg('3.0', '0.2'))).toMatchObject({ status: 'ok' })
    expect(asked.v1(iceberg('3.0', '0.2'), { ordertype: 'limit' })).toMatchObject({
      errorMessage: 'EGeneral:Invalid arguments:displayvol',
    })
    expect(asked.v1(iceberg('3.0', '0.2'), { displayvol: undefined })).toMatchObject({
      errorMessage: 'EGeneral:Invalid arguments:displayvol',
    })
  })

  it('that is amended to show less keeps its place, to show more loses it', () => {
    const made = desk()
    const id = made.placesBy('v1', iceberg('3.0', '1.0'))
    made.kraken.places('other', 'sell', '1', '150')
    made.two.asks('amend_order', { order_id: id, display_qty: float('0.5') })
    expect(made.two.rows('executions').at(-1)).toMatchObject({
      exec_type: 'amended',
      display_qty: 0.5,
      display_qty_remain: 0.5,
    })
    made.kraken.places('stranger', 'buy', '0.2', '150')
    made.one.asks('amendOrder', { txid: id, display_volume: '2' })
    made.kraken.places('stranger', 'buy', '0.2', '150')
    expect(makersOf(made)).toEqual(['trader 0.2', 'other 0.2'])
    expect(asks(made)).toEqual(['2.800 at 150.00000000'])
  })

  it('is edited with what it shows', () => {
    const made = desk()
    const id = made.placesBy('v1', iceberg('3.0', '1.0'))
    made.one.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price: '151' })
    expect(asks(made)).toEqual(['1.000 at 151.00000000'])
  })
})
