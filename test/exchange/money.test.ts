/** Double entry: money moves, is rounded and is held, and never comes from nowhere. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperatorCommand } from '../../sim/exchange/port.ts'
import type { Exchange } from '../../sim/exchange/exchange.ts'
import type { Instant } from '../../src/time.ts'
import { Kraken } from './kraken.ts'

type Fields = Readonly<Record<string, unknown>>

/** Money, kept: what must be true after every deed. */
function assertSound({ truth }: Exchange, now: Instant): void {
  for (const asset of truth.assets.keys()) {
    let sum = 0n
    for (const account of truth.accounts.values()) sum += account.balances.get(asset) ?? 0n
    if (sum !== 0n) throw new Error(`${asset} sums to ${sum}`)
  }
  for (const { name, kind, balances, holds } of truth.accounts.values()) {
    if (kind !== 'client') continue
    for (const [asset, held] of holds) {
      if (held < 0n || held > (balances.get(asset) ?? 0n)) throw new Error(`${name} holds ${held} ${asset}`)
    }
    for (const [asset, balance] of balances) if (balance < 0n) throw new Error(`${name} owes ${balance} ${asset}`)
  }
  for (const pair of new Set([...truth.orders.values()].map((order) => order.pair))) {
    const { bid, ask } = truth.best(pair)
    if (bid !== undefined && ask !== undefined && bid.units >= ask.units) throw new Error(`${pair} is crossed`)
  }
  for (const { txid, executed, volume, status, startsAt = now } of truth.orders.values()) {
    if (executed.units > volume.units) throw new Error(`${txid} is over-filled`)
    if (status === 'pending' && startsAt <= now) throw new Error(`${txid} stays pending`)
  }
}

const PAIRS = [
  { pair: 'XMR/EUR', price: [14_900, 15_100], scale: 2, volume: [1_500_000, 400_000_000], lot: 8 },
  /** Ledgers of 4 and 2 decimals under costs of 5 and lots of 5. */
  { pair: 'PEPE/USD', price: [9_000, 9_100], scale: 9, volume: [25_000_000_000, 90_000_000_001], lot: 5 },
] as const
const decimal = (units: number, scale: number): string => {
  const digits = String(units).padStart(scale + 1, '0')
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const account = fc.constantFrom('trader', 'stranger', 'other')
const place: fc.Arbitrary<OperatorCommand> = fc.constantFrom(...PAIRS).chain(({ pair, price, scale, volume, lot }) =>
  fc.record(
    {
      kind: fc.constant('place' as const),
      account,
      pair: fc.constant(pair),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      volume: fc.integer({ min: volume[0], max: volume[1] }).map((units) => decimal(units, lot)),
      price: fc.integer({ min: price[0], max: price[1] }).map((units) => decimal(units, scale)),
      postOnly: fc.constantFrom(true, false, false),
    },
    { requiredKeys: ['kind', 'account', 'pair', 'side', 'volume'] },
  ),
)
const transfer: fc.Arbitrary<OperatorCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('deposit' as const),
    account,
    asset: fc.constant('EUR'),
    amount: fc.constant('10.0001'),
  }),
  fc.record({
    kind: fc.constant('withdraw' as const),
    account,
    asset: fc.constantFrom('EUR', 'XMR'),
    amount: fc.integer({ min: 1, max: 500 }).map(String),
    fee: fc.constant('0.5'),
    outcome: fc.constantFrom('success' as const, 'pending' as const, 'failure' as const),
  }),
)
/** An order over a socket, with terms of every kind; some combinations make no sense and are refused. */
const ask = fc.constantFrom(...PAIRS).chain(({ pair, price, scale, volume, lot }) => {
  const absolute = fc.integer({ min: price[0], max: price[1] }).map((units) => decimal(units, scale))
  const size = fc.integer({ min: volume[0], max: volume[1] })
  const priced = fc.oneof(absolute, fc.constantFrom('+0.3%', '-0.2%', '#0.1%'))
  const distance = fc.constantFrom('+0.1%', '+0.1%', '-0.1%')
  const kinds: readonly fc.Arbitrary<object>[] = [
    fc.record({ ordertype: fc.constantFrom('limit', 'market', 'stop-loss', 'take-profit'), price: priced }),
    fc.record({ ordertype: fc.constant('limit'), price: absolute, timeinforce: fc.constantFrom('IOC', 'FOK') }),
    fc.record({
      ordertype: fc.constant('iceberg'),
      price: priced,
      displayvol: size.map((units) => decimal(units, lot)),
    }),
    fc.record({ ordertype: fc.constantFrom('stop-loss-limit', 'take-profit-limit'), price: priced, price2: priced }),
    fc.record({
      ordertype: fc.constantFrom('trailing-stop', 'trailing-stop-limit'),
      price: distance,
      price2: distance,
    }),
  ]
  const close = fc.record({
    'close[ordertype]': fc.constantFrom('limit', 'stop-loss', 'take-profit-limit', 'trailing-stop'),
    'close[price]': distance,
    'close[price2]': distance,
  })
  const terms = fc.record(
    {
      timeinforce: fc.constantFrom('GTC', 'IOC', 'FOK'),
      stp_type: fc.constantFrom('cancel-newest', 'cancel-oldest', 'cancel-both'),
      oflags: fc.constantFrom('post', 'fcib', 'viqc'),
      expiretm: fc.constantFrom('0', '+5', '+60'),
      starttm: fc.constantFrom('0', '+3', '+30'),
    },
    { requiredKeys: [] },
  )
  const fields = fc
    .tuple(
      fc.record({
        pair: fc.constant(pair),
        type: fc.constantFrom('buy', 'sell'),
        volume: size.map((units) => decimal(units, lot)),
      }),
      fc.oneof(...kinds),
      fc.option(close, { freq: 4, nil: {} }),
      fc.oneof(fc.constant({}), terms),
    )
    .map((parts) => Object.assign({}, ...parts) as Fields)
  return fc.record({ kind: fc.constant('ask' as const), account, fields })
})
const wait = fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 90 }) })
type Ask = { readonly kind: 'ask'; readonly account: string; readonly fields: Fields }
type Wait = { readonly kind: 'wait'; readonly seconds: number }
type Deed =
  | OperatorCommand
  | Ask
  | Wait
  | {
      readonly kind: 'edit' | 'amend-any' | 'amend-price' | 'cancel-any'
      readonly which: number
      readonly volume: string
    }
const touch = fc.record({
  kind: fc.constantFrom('edit' as const, 'amend-any' as const, 'amend-price' as const, 'cancel-any' as const),
  which: fc.nat(),
  volume: fc.integer({ min: 1_500_000, max: 400_000_000 }).map((units) => decimal(units, 8)),
})
const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: place },
    { weight: 10, arbitrary: ask },
    { weight: 2, arbitrary: wait },
    { weight: 2, arbitrary: touch },
    { weight: 1, arbitrary: transfer },
  ),
  { minLength: 20, maxLength: 60, size: 'max' },
)

const POOR = { EUR: '1000', XMR: '7', PEPE: '3000000', USD: '30' }
const accounts = ['trader', 'stranger', 'other'].map((name) => ({
  name,
  keys: [{ key: `${name}-key`, secret: 'c2VjcmV0' }],
  funds: POOR,
}))

describe('money', () => {
  it('is conserved, and nothing is held or spent that is not there, whatever is done', () => {
    let executions = 0
    const endings = new Set<string>()
    fc.assert(
      fc.property(deeds, (script) => {
        const kraken = new Kraken({ accounts })
        const clients = new Map(
          accounts.map(({ name }) => {
            const client = kraken.socket()
            client.token = kraken.token(`${name}-key`)
            return [name, client]
          }),
        )
        const [client] = clients.values()
        for (const deed of script) {
          if (deed.kind === 'ask') clients.get(deed.account)?.asks('addOrder', deed.fields)
          else if (deed.kind === 'wait') {
            kraken.passes(deed.seconds)
            kraken.handle({ kind: 'timer-fired', timer: { kind: 'orders' } })
          } else if ('which' in deed) {
            const open = [...kraken.exchange.truth.orders.values()].filter(({ status }) => status === 'open')
            const txid = open[deed.which % Math.max(open.length, 1)]?.txid ?? 'none'
            if (deed.kind === 'edit') client?.asks('editOrder', { orderid: txid, pair: 'XMR/EUR', volume: deed.volume })
            else if (deed.kind === 'amend-any')
              client?.asks('amendOrder', { txid, volume: deed.volume, display_volume: deed.volume })
            else if (deed.kind === 'amend-price') client?.asks('amendOrder', { txid, trigger_price: '-0.1%' })
            else client?.asks('cancelOrder', { txid: [txid] })
          } else kraken.operator(deed)
          assertSound(kraken.exchange, kraken.now)
        }
        executions += kraken.exchange.truth.trades.length
        for (const { status, reason, orderType } of kraken.exchange.truth.orders.values()) {
          endings.add(reason ?? status)
          endings.add(`${orderType} ${status}`)
        }
      }),
      /** What is met on the way is the same every time. */
      { numRuns: 150, seed: 1 },
    )
    expect(executions).toBeGreaterThan(500)
    const wanted = [
      'pending',
      'expired',
      'Immediate or cancel',
      'Fill or kill',
      'Cannot trade with self',
      'Post only order',
      'iceberg closed',
      'stop-loss closed',
      'trailing-stop-limit open',
    ]
    expect(wanted.filter((ending) => !endings.has(ending))).toEqual([])
  }, 30_000)

  it('of the ledger adds up: each balance is the one before plus amount less fee', () => {
    const kraken = new Kraken()
    kraken.places('stranger', 'sell', '3', '149.99')
    for (const volume of ['0.1', '0.33333333', '1.00000001']) kraken.places('trader', 'buy', volume, '150')
    const balances = new Map<string, bigint>()
    for (const { account, asset, amount, fee, balance } of kraken.exchange.truth.entries) {
      const before = balances.get(`${account} ${asset}`) ?? 0n
      expect(balance.units).toBe(before + amount.units - fee.units)
      balances.set(`${account} ${asset}`, balance.units)
    }
    expect(kraken.exchange.truth.entries).toHaveLength(6 + 3 * 4)
  })

  it('of one trade is two lines that share the trade’s id, the fee on the quote line', () => {
    const kraken = new Kraken()
    kraken.places('stranger', 'sell', '1', '149.99')
    kraken.places('trader', 'buy', '0.33333333', '150')
    const trade = kraken.exchange.truth.trades.find(({ account }) => account === 'trader')
    const { ledger } = kraken.result<{ ledger: Record<string, Record<string, string>> }>('Ledgers', { type: 'trade' })
    const lines = Object.values(ledger).reverse()
    expect(trade?.cost).toEqual({ units: 4999666617n, scale: 8 })
    expect(lines).toMatchObject([
      { refid: trade?.id, asset: 'ZEUR', amount: '-49.9967', fee: '0.2000', balance: '99949.8033' },
      { refid: trade?.id, asset: 'XXMR', amount: '0.3333333300', fee: '0.0000000000', balance: '100.3333333300' },
    ])
  })

  it('is held for an open bid with its worst fee, and free again when it is canceled', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    const holds = () => kraken.exchange.truth.accounts.get('trader')?.holds
    client.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '150', volume: '2' })
    expect(holds()).toEqual(new Map([['ZEUR', 3012000n]]))
    kraken.places('stranger', 'sell', '1', '150')
    expect(holds()).toEqual(new Map([['ZEUR', 1506000n]]))
    client.asks('cancelAll', {})
    expect(holds()).toEqual(new Map())
  })

  it('runs out to the last unit without going below: what many small fills round up to is the house’s', () => {
    const kraken = new Kraken({
      accounts: [
        { name: 'stranger', keys: [], funds: { XMR: '10' } },
        { name: 'trader', keys: [], funds: { EUR: '150.3750' } },
      ],
    })
    kraken.places('trader', 'buy', '1', '150', { postOnly: true })
    for (let count = 0; count < 29; count += 1) kraken.places('stranger', 'sell', '0.0333337', '150')
    kraken.places('stranger', 'sell', '0.0333227', '150')
    assertSound(kraken.exchange, kraken.now)
    const { accounts: all, orders } = kraken.exchange.truth
    expect([...orders.values()][0]).toMatchObject({ status: 'closed', executed: { units: 100_000_000n } })
    expect(all.get('trader')?.balances).toEqual(
      new Map([
        ['ZEUR', 0n],
        ['XXMR', 10_000_000_000n],
      ]),
    )
    expect(all.get('rounding')?.balances.get('ZEUR')).toBeLessThan(0n)
  })

  it('for a market order must suffice for all that the book would charge, and for no more', () => {
    const taking = (euros: string) => {
      const kraken = new Kraken({
        accounts: [
          { name: 'stranger', keys: [], funds: { XMR: '10' } },
          { name: 'trader', keys: [], funds: { EUR: euros } },
        ],
      })
      kraken.places('stranger', 'sell', '1', '150')
      kraken.places('stranger', 'sell', '1', '151')
      return () => kraken.places('trader', 'buy', '2', undefined)
    }
    expect(taking('302.2039')).toThrow('EOrder:Insufficient funds')
    expect(taking('302.2040')()).toMatch(/^O/)
  })
})
