/** What Kraken refuses an order for, with its own words, and what it takes. */
import { describe, expect, it } from 'vitest'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { Kraken } from './kraken.ts'

const bid = { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149.50', volume: '2' }
const answerTo = (kraken: Kraken, fields: object): unknown => {
  const client = kraken.subscribed()
  client.asks('addOrder', { ...bid, ...fields })
  return client.acks()[0]?.['errorMessage'] ?? 'accepted'
}

const REFUSED = [
  { what: 'a pair nobody knows', fields: { pair: 'XMR/EURO' }, error: 'EQuery:Unknown asset pair' },
  { what: 'a side that is none', fields: { type: 'hold' }, error: 'EGeneral:Invalid arguments:type' },
  {
    what: 'an order type not modelled',
    fields: { ordertype: 'settle-position' },
    error: 'EGeneral:Invalid arguments:ordertype',
  },
  { what: 'a limit order without a price', fields: { price: undefined }, error: 'EGeneral:Invalid arguments:price' },
  { what: 'a price of zero', fields: { price: '0' }, error: 'EGeneral:Invalid arguments:price' },
  { what: 'a price relative to no trade', fields: { price: '+1%' }, error: 'EGeneral:Invalid arguments:price' },
  { what: 'a price in exponents', fields: { price: '1e2' }, error: 'EGeneral:Invalid arguments:price' },
  {
    what: 'a price with too many decimals',
    fields: { pair: 'XBT/EUR', price: '20000.05' },
    error: 'EOrder:Invalid price:XXBTZEUR price can only be specified up to 1 decimals.',
  },
  {
    what: 'a price off the tick with decimals enough',
    fields: { pair: 'ETH/EUROP', price: '2000.05' },
    error: 'EOrder:Tick size check failed',
  },
  { what: 'a volume below the minimum', fields: { volume: '0.0149' }, error: 'EOrder:Order minimum not met' },
  { what: 'a cost below the minimum', fields: { volume: '0.02', price: '22' }, error: 'EOrder:Cost minimum not met' },
  { what: 'a volume of zero', fields: { volume: 0 }, error: 'EGeneral:Invalid arguments:volume' },
  { what: 'a negative volume', fields: { volume: '-2' }, error: 'EGeneral:Invalid arguments:volume' },
  { what: 'no volume', fields: { volume: undefined }, error: 'EGeneral:Invalid arguments:volume' },
  { what: 'a volume that is a list', fields: { volume: ['2'] }, error: 'EGeneral:Invalid arguments:volume' },
  { what: 'too many volume decimals', fields: { volume: '2.000000001' }, error: 'EGeneral:Invalid arguments:volume' },
  { what: 'a flag that is none', fields: { oflags: 'viqc' }, error: 'EGeneral:Invalid arguments:oflags' },
  { what: 'both fee flags', fields: { oflags: 'fcib,fciq' }, error: 'EGeneral:Invalid arguments:oflags' },
  {
    what: 'a post-only market order',
    fields: { ordertype: 'market', oflags: 'post' },
    error: 'EGeneral:Invalid arguments:oflags',
  },
  { what: 'a userref beyond 32 bits', fields: { userref: 1700000000000 }, error: 'EGeneral:Invalid arguments:userref' },
  { what: 'a feature not modelled', fields: { deadline: 'soon' }, error: 'EGeneral:Invalid arguments:deadline' },
  {
    what: 'an unknown field',
    fields: { refid: 1 },
    error: "Unsupported field: 'refid' for the given msg type: add order",
  },
  { what: 'an unpayable bid', fields: { volume: '1000' }, error: 'EOrder:Insufficient funds' },
  { what: 'an uncovered ask', fields: { type: 'sell', volume: '100.00000001' }, error: 'EOrder:Insufficient funds' },
  { what: 'a wrong token', fields: { token: 'wrong' }, error: 'ESession:Invalid session' },
]

describe('an order is refused for', () => {
  it.each(REFUSED)('$what', ({ fields, error }) => {
    const kraken = new Kraken()
    expect(answerTo(kraken, fields)).toBe(error)
    expect(kraken.exchange.truth.orders.size).toBe(0)
  })
})

describe('an order is taken with', () => {
  it.each([
    { what: 'zeros behind its price', fields: { price: '149.5000' } },
    { what: 'the smallest volume', fields: { volume: '0.015', price: '149.50' } },
    { what: 'the smallest cost', fields: { volume: '0.02', price: '22.50' } },
    { what: 'all that is there to sell', fields: { type: 'sell', volume: '100' } },
    { what: 'the lowest userref', fields: { userref: -2147483648 } },
  ])('$what', ({ fields }) => expect(answerTo(new Kraken(), fields)).toBe('accepted'))

  it('too many volume decimals where the quirk cuts them off', () => {
    const kraken = new Kraken({ quirks: { excessVolumeDecimals: 'truncate' } })
    expect(answerTo(kraken, { volume: '2.000000019' })).toBe('accepted')
    expect([...kraken.exchange.truth.orders.values()][0]?.volume).toEqual({ units: 200000001n, scale: 8 })
  })
})

describe('an unknown field', () => {
  it('is answered with the pair, as documented', () => {
    const client = new Kraken().subscribed()
    client.asks('addOrder', { ...bid, refid: 1 })
    expect(client.acks()).toEqual([
      {
        errorMessage: "Unsupported field: 'refid' for the given msg type: add order",
        event: 'addOrderStatus',
        pair: 'XMR/EUR',
        status: 'error',
      },
    ])
  })
})

const MARKET = { ordertype: 'market', price: undefined }
const POST = { oflags: 'post' }
const MODES = [
  {
    mode: 'cancel_only',
    limit: 'EService:Market in cancel_only mode',
    post: 'EService:Market in cancel_only mode',
    market: 'EService:Market in cancel_only mode',
  },
  {
    mode: 'post_only',
    limit: 'EService:Market in post_only mode',
    post: 'accepted',
    market: 'EService:Market in post_only mode',
  },
  { mode: 'limit_only', limit: 'accepted', post: 'accepted', market: 'EService:Market in limit_only mode' },
  { mode: 'maintenance', limit: 'EService:Unavailable', post: 'EService:Unavailable', market: 'EService:Unavailable' },
  { mode: 'online', limit: 'accepted', post: 'accepted', market: 'accepted' },
] as const

describe.each(MODES)('in $mode', ({ mode, limit, post, market }) => {
  it('orders are taken or refused by their kind', () => {
    const kraken = new Kraken()
    kraken.operator({ kind: 'go', mode })
    expect([answerTo(kraken, {}), answerTo(kraken, POST), answerTo(kraken, MARKET)]).toEqual([limit, post, market])
  })

  it('a pair with that status refuses alike', () => {
    const universe = builtInUniverse()
    const pairs = new Map([...universe.pairs].map(([key, row]) => [key, { ...row, status: mode }]))
    expect(answerTo(new Kraken({ universe: { ...universe, pairs } }), {})).toBe(limit)
  })

  it('orders can be canceled, but not in maintenance', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    client.asks('addOrder', bid)
    const txid = client.acks()[0]?.['txid']
    kraken.operator({ kind: 'go', mode })
    client.forgets()
    client.asks('cancelOrder', { txid: [txid] })
    client.asks('cancelAll', {})
    const statuses = client.acks().map((ack) => ack['errorMessage'] ?? ack['status'])
    const unavailable = 'EService:Unavailable'
    expect(statuses).toEqual(mode === 'maintenance' ? [unavailable, unavailable] : ['ok', 'ok'])
  })
})
