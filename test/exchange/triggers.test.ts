/** Orders that wait for the last price: how they are told, when they fire, what they become, how they change. */
import { describe, expect, it } from 'vitest'
import { float } from './client2.ts'
import { type Both, type Fields, atMarket, bid, desk, triggered } from './desk.ts'

/** The last price is 150, with 1 to be had at 151 and 1 to be sold at 149. */
function market() {
  const made = desk()
  made.trades('150')
  made.kraken.places('stranger', 'sell', '1', '151')
  made.kraken.places('stranger', 'buy', '1', '149')
  return made
}

describe('a triggered order that waits', () => {
  it('is open, unseen by the book, and described with both its prices', () => {
    const { asked, one, two, kraken, ended, story } = market()
    const answer = asked.v1(triggered('sell', 'stop-loss-limit', '2.0', ['140.0', '139.0']))
    expect(answer['descr']).toBe('sell 2.00000000 XMREUR @ stop loss 140.00 -> limit 139.00')
    const id = String(answer['txid'])
    expect(story(id)).toBe('pending_new new')
    expect(one.told('openOrders')[0]?.[1]).toMatchObject({
      descr: {
        order: 'sell 2.00000000 XMR/EUR @ stop loss 140.00000000 -> limit 139.00000000',
        ordertype: 'stop-loss-limit',
        price: '140.00000000',
        price2: '139.00000000',
      },
      limitprice: '0.00000000',
      stopprice: '0.00000000',
      trigger: 'last',
      misc: '',
    })
    expect(two.rows('executions')[0]).toMatchObject({
      order_type: 'stop-loss-limit',
      limit_price: 139,
      stop_price: 140,
      triggers: { reference: 'last', price: 140, price_type: 'static', status: 'untriggered' },
      trigger: 'last',
    })
    expect(ended(id).rest).toMatchObject({
      descr: { price: '140.00', price2: '139.00' },
      trigger: 'last',
      status: 'open',
    })
    expect(kraken.exchange.truth.best('XXMRZEUR').ask?.units).toBe(15_100n)
    expect(JSON.stringify(kraken.get('/0/public/Depth?pair=XMREUR').result)).not.toContain('139.00')
  })

  it('holds what it would pay: a stop at market by its trigger', () => {
    const { places, holds, one } = market()
    places(triggered('buy', 'stop-loss', '1.0', ['160.0']))
    expect(holds()).toEqual(new Map([['ZEUR', 1_606_400n]]))
    one.asks('cancelAll', {})
    expect(holds()).toEqual(new Map())
    places(triggered('sell', 'take-profit', '1.0', ['160.0']))
    expect(holds()).toEqual(new Map([['XXMR', 10_000_000_000n]]))
  })
})

describe('a trigger comes', () => {
  it.each([
    { type: 'stop-loss', side: 'sell', at: '140.0', spares: '140.01', fires: '140' },
    { type: 'stop-loss', side: 'buy', at: '160.0', spares: '159.99', fires: '160' },
    { type: 'take-profit', side: 'sell', at: '160.0', spares: '159.99', fires: '160' },
    { type: 'take-profit', side: 'buy', at: '140.0', spares: '140.01', fires: '140' },
  ] as const)(
    'for a $type to $side when the last price is $fires, not at $spares',
    ({ type, side, at, spares, fires }) => {
      const { placesBy, trades, ended, story, kraken, one } = desk()
      trades('150')
      for (const dialect of ['v1', 'v2'] as const) {
        const id = placesBy(dialect, triggered(side, type, '0.5', [at]))
        trades(spares)
        expect(story(id)).toBe('pending_new new')
        trades(fires)
        expect(story(id)).toBe('pending_new new status canceled')
        expect(ended(id).rest).toMatchObject({
          misc: type === 'stop-loss' ? 'stopped' : 'touched',
          stopprice: `${fires}.00000000`,
          reason: 'Market price protection',
        })
        trades('150')
      }
      expect(kraken.exchange.truth.accounts.get('trader')?.holds).toEqual(new Map())
      const notice = one.told('openOrders').find(([, payload]) => 'stopprice' in payload && !('descr' in payload))
      expect(notice?.[1]).toMatchObject({ misc: type === 'stop-loss' ? 'stopped' : 'touched', userref: 0 })
    },
  )

  it('at once when the last price is beyond it already', () => {
    const { places, story } = market()
    expect(story(places(triggered('sell', 'stop-loss', '0.5', ['155.0'])))).toBe('pending_new new status trade filled')
  })

  it('by the order’s own doing for another, which trades on', () => {
    const { places, kraken, ended, story } = market()
    kraken.places('stranger', 'sell', '1', '152')
    const id = places(triggered('buy', 'stop-loss', '0.5', ['151.0']))
    kraken.places('other', 'buy', '1', '151')
    expect(story(id)).toBe('pending_new new status trade filled')
    expect(ended(id).rest).toMatchObject({ cost: '76.00000000', misc: 'stopped' })
  })

  it('for several in the order in which they were placed, each of which can set off the next', () => {
    const { kraken, places, story } = market()
    kraken.places('stranger', 'buy', '5', '130')
    const second = places(triggered('sell', 'stop-loss', '0.5', ['131.0']))
    const first = places(triggered('sell', 'stop-loss', '2.0', ['149.0']))
    kraken.places('other', 'sell', '0.5', '149')
    expect(story(first)).toBe('pending_new new status trade trade filled')
    expect(story(second)).toBe('pending_new new status trade filled')
    const own = kraken.exchange.truth.trades.filter(({ account }) => account === 'trader').map(({ txid }) => txid)
    expect(own).toEqual([first, first, second])
  })

  it('for a limited one, which rests where nothing is to be had', () => {
    const { places, trades, kraken, story, ended } = desk()
    trades('150')
    const id = places(triggered('sell', 'stop-loss-limit', '2.0', ['140.0', '145.0']))
    trades('140')
    expect(story(id)).toBe('pending_new new status')
    expect(kraken.exchange.truth.best('XXMRZEUR').ask?.units).toBe(14_500n)
    expect(ended(id).rest).toMatchObject({ stopprice: '140.00000000', limitprice: '145.00000000', misc: 'stopped' })
    trades('144')
    kraken.places('other', 'buy', '1', '145')
    expect(ended(id).truth).toMatchObject({ status: 'open', executed: { units: 100_000_000n } })
  })

  it('for one that cannot be paid any more: it is canceled', () => {
    const { places, kraken, trades, ended, holds } = desk()
    trades('150')
    const id = places(triggered('buy', 'stop-loss', '1.0', ['160.0']))
    const left = {
      kind: 'withdraw',
      account: 'trader',
      asset: 'EUR',
      amount: '99839.36',
      fee: '0',
      outcome: 'success',
    } as const
    kraken.operator(left)
    kraken.places('stranger', 'sell', '1', '200')
    trades('160')
    expect(ended(id)).toMatchObject({ v1: { status: 'canceled', cancel_reason: 'Insufficient funds' } })
    expect(holds()).toEqual(new Map())
  })
})

describe('a trailing order', () => {
  const trailing: Both = {
    v1: { pair: 'XMR/EUR', type: 'sell', ordertype: 'trailing-stop', volume: '0.5', price: '+10' },
    v2: {
      symbol: 'XMR/EUR',
      side: 'sell',
      order_type: 'trailing-stop',
      order_qty: float('0.5'),
      triggers: { price: float('10.0'), price_type: 'quote' },
    },
  }

  it.each(['v1', 'v2'] as const)('follows the price up and stays when it falls, by %s', (dialect) => {
    const { placesBy, trades, story, ended } = desk()
    trades('150')
    const id = placesBy(dialect, trailing)
    expect(ended(id).truth?.trigger?.units).toBe(14_000n)
    for (const price of ['160', '155', '151']) trades(price)
    expect(ended(id).truth?.status).toBe('open')
    trades('150')
    expect(story(id)).toBe('pending_new new status canceled')
    expect(ended(id).rest).toMatchObject({ stopprice: '150.00000000', misc: 'stopped' })
  })

  it('of a buyer follows the price down, by a part of it to the nearest tick', () => {
    const { asked, trades, ended, story } = desk()
    trades('150')
    const answer = asked.v1(trailing, { type: 'buy', price: '+1.5%' })
    expect(answer['descr']).toBe('buy 0.50000000 XMREUR @ trailing stop +1.5000%')
    const id = String(answer['txid'])
    expect(ended(id).truth).toMatchObject({ trigger: { units: 15_225n } })
    trades('133.33')
    trades('134')
    expect(story(id)).toBe('pending_new new')
    trades('135.33')
    expect(story(id)).toBe('pending_new new status canceled')
  })

  it('with a limit is limited by its distance from where it fired', () => {
    const { asked, trades, ended, kraken } = desk()
    trades('150')
    const limited = { ordertype: 'trailing-stop-limit', price: '+10', price2: '+5' }
    const answer = asked.v1(trailing, limited)
    expect(answer['descr']).toBe('sell 0.50000000 XMREUR @ trailing stop +10.00 -> limit +5.00')
    trades('160')
    trades('150')
    expect(ended(String(answer['txid'])).rest).toMatchObject({
      status: 'open',
      stopprice: '150.00000000',
      limitprice: '155.00000000',
      descr: { price: '+10.00', price2: '+5.00' },
    })
    expect(kraken.exchange.truth.best('XXMRZEUR').ask?.units).toBe(15_500n)
  })

  it('says in v2 what it trails by and where its trigger stands', () => {
    const { asked, trades, two } = desk()
    trades('150')
    const { limit_price_type: _, ...pct } = { ...trailing.v2, limit_price_type: 'pct' }
    asked.v2({ ...trailing, v2: pct }, { triggers: { price: float('2.0'), price_type: 'pct' } })
    expect(two.rows('executions')[0]).toMatchObject({
      stop_price: 147,
      triggers: { price: 2, price_type: 'pct', actual_price: 147, status: 'untriggered' },
    })
  })

  it.each([
    { what: 'without a plus', v1: { price: '10' } },
    { what: 'down', v1: { price: '-10' } },
    { what: 'by all of the price', v1: { price: '+150' } },
  ])('$what is refused', ({ v1 }) => {
    const { asked, trades } = desk()
    trades('150')
    expect(asked.v1(trailing, v1)).toMatchObject({ errorMessage: 'EGeneral:Invalid arguments:price' })
  })

  it('has nothing to follow before the first trade', () => {
    const wrong = 'EGeneral:Invalid arguments:price'
    expect(desk().refusals(trailing)).toEqual([wrong, wrong])
  })
})

describe('a triggered order is refused', () => {
  it.each([
    {
      what: 'an index that no pair has',
      v1: { trigger: 'index' },
      v2: { triggers: { reference: 'index', price: float('140.0') } },
      error: 'Index unavailable',
    },
    {
      what: 'a reference that is none',
      v1: { trigger: 'mark' },
      v2: { triggers: { reference: 'mark', price: float('140.0') } },
      error: 'trigger',
    },
    { what: 'no trigger', v1: { price: undefined }, v2: { triggers: undefined }, error: 'price' },
    { what: 'a post-only stop', v1: { oflags: 'post' }, v2: { post_only: true }, error: 'oflags' },
    { what: 'a stop filled whole', v1: { timeinforce: 'FOK' }, v2: { time_in_force: 'fok' }, error: 'timeinforce' },
  ])('for $what', ({ v1, v2, error }) => {
    const wrong = `EGeneral:Invalid arguments:${error}`
    const { refusals, kraken } = market()
    const before = kraken.exchange.truth.orders.size
    expect(refusals(triggered('sell', 'stop-loss', '1.0', ['140.0']), v1, v2)).toEqual([wrong, wrong])
    expect(kraken.exchange.truth.orders.size).toBe(before)
  })

  it('without the limit that its type wants, and below the minimums', () => {
    const { refusals } = market()
    const wrong = 'EGeneral:Invalid arguments:price2'
    expect(refusals(triggered('sell', 'stop-loss-limit', '1.0', ['140.0']))).toEqual([wrong, wrong])
    const small = 'EOrder:Order minimum not met'
    expect(refusals(triggered('sell', 'stop-loss', '0.001', ['140.0']))).toEqual([small, small])
  })
})

describe('over REST', () => {
  it('a triggered order with a conditional close is placed and described, and amended in its trigger', () => {
    const { kraken, trades, ended } = desk()
    trades('150')
    const close = { 'close[ordertype]': 'take-profit-limit', 'close[price]': '130', 'close[price2]': '131' }
    const order = {
      pair: 'XMREUR',
      type: 'sell',
      ordertype: 'stop-loss-limit',
      volume: '1',
      price: '#10',
      price2: '139',
    }
    const placed = kraken.result<{ descr: Fields; txid: [string] }>('AddOrder', { ...order, ...close })
    expect(placed.descr).toEqual({
      order: 'sell 1.00000000 XMREUR @ stop loss 140.00 -> limit 139.00',
      close: 'close position @ take profit 130.00 -> limit 131.00',
    })
    const { txid: plain } = kraken.result<{ txid: [string] }>('AddOrder', order)
    kraken.result('AmendOrder', { txid: plain[0], trigger_price: '141' })
    expect(ended(plain[0]).truth).toMatchObject({ trigger: { units: 14_100n }, price: { units: 13_900n } })
  })
})

describe('a triggered order that is changed', () => {
  it('by an edit is replaced, what is not said kept', () => {
    const { places, one, ended, two } = market()
    const id = places(triggered('sell', 'stop-loss-limit', '1.0', ['140.0', '139.0']))
    one.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price2: '138' })
    expect(one.acks().at(-1)).toMatchObject({
      descr: 'sell 1.00000000 XMREUR @ stop loss 140.00 -> limit 138.00',
      status: 'ok',
    })
    const next = String(one.acks().at(-1)?.['txid'])
    two.asks('edit_order', { order_id: next, symbol: 'XMR/EUR', triggers: { price: float('141.0') } })
    expect(ended(next).truth).toMatchObject({ status: 'canceled', reason: 'Order replaced' })
    expect(two.rows('executions').findLast((row) => row['exec_type'] === 'pending_new')).toMatchObject({
      limit_price: 138,
      triggers: { price: 141 },
    })
  })

  it('by an amend keeps its id, moves its trigger, and fires if that is where the price is', () => {
    const { places, one, two, ended, story } = market()
    const id = places(triggered('sell', 'stop-loss-limit', '1.0', ['140.0', '139.0']))
    one.asks('amendOrder', { txid: id, trigger_price: '145' })
    expect(two.rows('executions').at(-1)).toMatchObject({
      exec_type: 'amended',
      triggers: { price: 145 },
      limit_price: 139,
    })
    two.asks('amend_order', { order_id: id, trigger_price: float('150.0') })
    expect(story(id)).toBe('pending_new new amended amended status trade filled')
    expect(ended(id).truth?.status).toBe('closed')
  })

  it('once it was triggered can be amended in its limit alone, and not edited', () => {
    const { places, trades, one, ended } = desk()
    trades('150')
    const id = places(triggered('sell', 'stop-loss-limit', '2.0', ['140.0', '145.0']))
    trades('140')
    one.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price: '141' })
    one.asks('amendOrder', { txid: id, trigger_price: '141' })
    one.asks('amendOrder', { txid: id, limit_price: '146' })
    expect(one.acks().slice(-3)).toMatchObject([
      { errorMessage: 'EOrder:Invalid order' },
      { errorMessage: 'EGeneral:Invalid arguments:trigger_price' },
      { status: 'ok' },
    ])
    expect(ended(id).truth?.price?.units).toBe(14_600n)
  })

  it('has no limit to amend when it trades at market, nor a trigger when it has none', () => {
    const { places, one } = market()
    one.asks('amendOrder', { txid: places(triggered('sell', 'stop-loss', '1.0', ['140.0'])), limit_price: '139' })
    one.asks('amendOrder', { txid: places(bid('1.0', '140.0')), trigger_price: '139' })
    expect(one.acks().filter(({ event }) => event === 'amendOrderStatus')).toMatchObject([
      { errorMessage: 'EGeneral:Invalid arguments:limit_price' },
      { errorMessage: 'EGeneral:Invalid arguments:trigger_price' },
    ])
  })

  it('can be canceled and can expire while it waits', () => {
    const { places, one, ended, waits, trades, holds } = market()
    const canceled = places(triggered('sell', 'stop-loss', '1.0', ['140.0']))
    one.asks('cancelOrder', { txid: [canceled] })
    const expired = places(triggered('sell', 'stop-loss', '1.0', ['140.0']), { expiretm: '+60' })
    waits(61)
    expect([ended(canceled).truth?.status, ended(expired).truth?.status]).toEqual(['canceled', 'expired'])
    one.asks('cancelAll', {})
    expect(holds()).toEqual(new Map())
    expect(() => trades('149.5')).not.toThrow()
  })
})

describe('a relative price', () => {
  it.each([
    { price: '+5', is: '155.00' },
    { price: '-5', is: '145.00' },
    { price: '#5', is: '145.00' },
    { price: '-1.5%', is: '147.75' },
    { price: '#1%', is: '148.50' },
    { price: '+0.333%', is: '150.50' },
  ])('$price of a bid is $is when the last trade was at 150', ({ price, is }) => {
    const { asked, trades } = desk()
    trades('150')
    expect(asked.v1(bid('1.0', '1.0'), { price })['descr']).toBe(`buy 1.00000000 XMREUR @ limit ${is}`)
  })

  it('of a stop lies beyond the market, of a profit before it', () => {
    const { asked, trades } = desk()
    trades('150')
    const words = (side: 'buy' | 'sell', type: string) => asked.v1(triggered(side, type, '0.5', ['#10']))['descr']
    expect([words('sell', 'stop-loss'), words('buy', 'stop-loss')]).toEqual([
      'sell 0.50000000 XMREUR @ stop loss 140.00',
      'buy 0.50000000 XMREUR @ stop loss 160.00',
    ])
    expect([words('sell', 'take-profit'), words('buy', 'take-profit')]).toEqual([
      'sell 0.50000000 XMREUR @ take profit 160.00',
      'buy 0.50000000 XMREUR @ take profit 140.00',
    ])
  })

  it('is said by its type in v2, in an amend too', () => {
    const { asked, two, trades, ended } = desk()
    trades('150')
    const stop = { ...triggered('sell', 'stop-loss', '0.5', ['1.0']) }
    asked.v2(stop, { triggers: { price: float('-2.0'), price_type: 'pct' } })
    expect(two.rows('executions')[0]).toMatchObject({ triggers: { price: 147, price_type: 'static' } })
    const id = String((asked.v2(bid('1.0', '140.0'))['result'] as { order_id: string }).order_id)
    two.asks('amend_order', { order_id: id, limit_price: float('-5.0'), limit_price_type: 'quote' })
    expect(ended(id).truth?.price?.units).toBe(14_500n)
  })

  it.each([
    { price: '1%', error: 'EGeneral:Invalid arguments:price' },
    { price: '+', error: 'EGeneral:Invalid arguments:price' },
    { price: '-150', error: 'EGeneral:Invalid arguments:price' },
    { price: '+0', error: 'EGeneral:Invalid arguments:price' },
    { price: '+0.001', error: 'EOrder:Invalid price:XXMRZEUR price can only be specified up to 2 decimals.' },
  ])('$price is refused', ({ price, error }) => {
    const { asked, trades } = desk()
    trades('150')
    expect(asked.v1(bid('1.0', '1.0'), { price })).toMatchObject({ errorMessage: error })
  })
})

describe('a conditional close', () => {
  const closing = {
    v1: { 'close[ordertype]': 'stop-loss-limit', 'close[price]': '140', 'close[price2]': '139' },
    v2: {
      conditional: { order_type: 'stop-loss-limit', trigger_price: float('140.0'), limit_price: float('139.0') },
    },
  }

  it.each(['v1', 'v2'] as const)('makes of every fill an order of its own on the other side, by %s', (dialect) => {
    const { asked, kraken, one, two, ended, holds } = desk()
    asked[dialect](bid('1.0', '150.0'), closing[dialect])
    const [parent] = [...kraken.exchange.truth.orders.keys()]
    expect(one.told('openOrders')[0]?.[1]).toMatchObject({
      descr: { close: 'close position @ stop loss 140.00000000 -> limit 139.00000000' },
      contingent: { ordertype: 'stop-loss-limit', price: '140.00000000', price2: '139.00000000' },
    })
    expect(two.rows('executions')[0]).toMatchObject({
      contingent: { order_type: 'stop-loss-limit', trigger_price: 140, limit_price: 139 },
    })
    kraken.places('stranger', 'sell', '0.4', '150')
    kraken.places('stranger', 'sell', '0.6', '150')
    const made = [...kraken.exchange.truth.orders.values()].filter(({ orderType }) => orderType === 'stop-loss-limit')
    expect(made).toMatchObject([
      { side: 'sell', status: 'open', volume: { units: 40_000_000n } },
      { side: 'sell', status: 'open', volume: { units: 60_000_000n } },
    ])
    expect(ended(made[0]?.txid ?? '').rest).toMatchObject({
      refid: parent,
      descr: { price: '140.00', price2: '139.00' },
    })
    expect(one.told('openOrders').find(([id]) => id === made[1]?.txid)?.[1]).toMatchObject({ refid: parent })
    expect(two.rows('executions').find((row) => row['order_id'] === made[1]?.txid)).toMatchObject({
      ord_ref_id: parent,
    })
    expect(ended(parent ?? '').rest).toMatchObject({
      descr: { close: 'close position @ stop loss 140.00 -> limit 139.00' },
    })
    expect(holds()).toEqual(new Map([['XXMR', 10_000_000_000n]]))
  })

  it('that cannot be paid is canceled, since nobody waits for a refusal', () => {
    const { places, kraken, ended } = desk({
      accounts: [
        { name: 'stranger', keys: [], funds: { XMR: '10' } },
        { name: 'trader', keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }], funds: { EUR: '1000' } },
      ],
    })
    places(bid('1.0', '150.0'), { ...closing.v1, oflags: 'fcib' })
    kraken.places('stranger', 'sell', '1', '150')
    const close = [...kraken.exchange.truth.orders.keys()].at(-1) ?? ''
    expect(ended(close)).toMatchObject({ truth: { status: 'canceled', reason: 'Insufficient funds', side: 'sell' } })
  })

  it('that trails begins where the fill is', () => {
    const { places, kraken, trades } = desk()
    trades('100')
    places(bid('1.0', '150.0'), { 'close[ordertype]': 'trailing-stop', 'close[price]': '+10' })
    kraken.places('stranger', 'sell', '1', '150')
    expect([...kraken.exchange.truth.orders.values()].at(-1)).toMatchObject({ trigger: { units: 14_000n } })
  })

  it('keeps its order from being edited and amended', () => {
    const { places, one } = desk()
    const id = places(bid('1.0', '150.0'), closing.v1)
    one.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price: '149' })
    one.asks('amendOrder', { txid: id, limit_price: '149' })
    expect(
      one
        .acks()
        .slice(-2)
        .map(({ errorMessage }) => errorMessage),
    ).toEqual(['EOrder:Invalid order', 'EOrder:Invalid order'])
  })

  it.each([
    { what: 'at market', v1: { 'close[ordertype]': 'market' }, error: 'close[ordertype]' },
    { what: 'without a type', v1: { 'close[price]': '140' }, error: 'close[ordertype]' },
    { what: 'without its limit', v1: { ...closing.v1, 'close[price2]': undefined }, error: 'close[price2]' },
  ])('$what is refused', ({ v1, error }) => {
    expect(desk().asked.v1(atMarket('1'), v1)).toMatchObject({ errorMessage: `EGeneral:Invalid arguments:${error}` })
  })
})
