/**
 * Every error that Kraken is known to say (protocol 1.6), with a request that makes this exchange say it: by the rule
 * that the error stands for, or by decree, where the reason for it is nothing that is modelled.
 */
import type { OperatorCommand } from './port.ts'

/** Deeds in order; the last one is answered with the error. */
export type Provocation = readonly Deed[]
export type Deed =
  | { readonly does: 'operate'; readonly command: OperatorCommand }
  | { readonly does: 'get'; readonly path: string; readonly times?: number }
  | {
      readonly does: 'post'
      readonly method: string
      readonly params?: Readonly<Record<string, string>>
      readonly times?: number
      /** What is wrong with it, if anything. */
      readonly flaw?: 'unknown key' | 'wrong signature' | 'old nonce' | 'no JSON' | 'poor key'
    }
  /** An order by WebSocket v1: `buy 1 XMR/EUR at 100.00` unless said otherwise. */
  | {
      readonly does: 'order'
      readonly fields: Readonly<Record<string, unknown>>
      readonly times?: number
      readonly pause?: number
    }
  | { readonly does: 'v1'; readonly event: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly does: 'v2'; readonly text: string }

export type CatalogueEntry = {
  readonly error: string
  readonly by: 'rule' | 'decree'
  readonly how: string
  readonly provocation: Provocation
}

const PAIR = 'XMR/EUR'
const BITCOIN_KEY = 'cold'

const rule = (error: string, how: string, ...provocation: Provocation): CatalogueEntry => ({
  error,
  by: 'rule',
  how,
  provocation,
})
const order = (fields: Readonly<Record<string, unknown>> = {}, times = 1, pause = 0): Deed => ({
  does: 'order',
  fields,
  times,
  pause,
})
const post = (method: string, params: Readonly<Record<string, string>> = {}, times = 1): Deed => ({
  does: 'post',
  method,
  params,
  times,
})
const flawed = (flaw: NonNullable<Extract<Deed, { does: 'post' }>['flaw']>): Deed => ({
  does: 'post',
  method: 'Ledgers',
  flaw,
})
const get = (path: string, times = 1): Deed => ({ does: 'get', path, times })
const operate = (command: OperatorCommand): Deed => ({ does: 'operate', command })
const sells = (price: string): Deed =>
  operate({ kind: 'place', account: 'other', pair: PAIR, side: 'sell', volume: '5', price })

const RULES: readonly CatalogueEntry[] = [
  rule('EGeneral:Invalid arguments', 'a parameter that is none', get('OHLC?pair=XMREUR&interval=7')),
  rule('EGeneral:Unknown method', 'a path that names no method', get('Nothing')),
  rule('EGeneral:Permission denied', 'a key without the permission', flawed('poor key')),
  rule(
    'EGeneral:Temporary lockout',
    'a key after five faults',
    operate({ kind: 'lock-out', account: 'trader' }),
    post('Balance'),
  ),
  rule('EGeneral:Too many requests', 'public calls without a pause', get('Time', 21)),
  rule('EAPI:Invalid key', 'a key that nobody has', flawed('unknown key')),
  rule('EAPI:Invalid signature', 'a body that is not the one signed', flawed('wrong signature')),
  rule('EAPI:Invalid nonce', 'a nonce a second time', post('Balance'), flawed('old nonce')),
  rule('EAPI:Rate limit exceeded', 'private calls without a pause', post('Ledgers', {}, 6)),
  rule('EAPI:Bad request', 'a JSON body that is none', flawed('no JSON')),
  rule(
    'EAccount:Invalid permissions',
    'an order in a pair that is not for the account’s region',
    order({ pair: 'ETH/EUR' }),
  ),
  rule('EQuery:Unknown asset pair', 'a pair that is not there', get('Depth?pair=NOPE')),
  rule('EQuery:Unknown asset', 'an asset that is not there', get('Assets?asset=NOPE')),
  rule('EService:Unavailable', 'an order during maintenance', operate({ kind: 'go', mode: 'maintenance' }), order()),
  rule('EService:Market in cancel_only mode', 'an order then', operate({ kind: 'go', mode: 'cancel_only' }), order()),
  rule(
    'EService:Market in post_only mode',
    'an order that may take',
    operate({ kind: 'go', mode: 'post_only' }),
    order(),
  ),
  rule(
    'EService:Market in limit_only mode',
    'a market order then',
    operate({ kind: 'go', mode: 'limit_only' }),
    order({ ordertype: 'market', price: undefined }),
  ),
  rule(
    'EService:Deadline elapsed',
    'an order that comes after its deadline',
    order({ deadline: '2020-01-01T00:00:00.000Z' }),
  ),
  rule(
    'EOrder:Reduce only:No position exists',
    'an order that is to reduce a position, on an account without any',
    order({ reduce_only: true }),
  ),
  rule('EOrder:Insufficient funds', 'an order beyond the balance', order({ volume: '90000' })),
  rule('EOrder:Order minimum not met', 'a volume below `ordermin`', order({ volume: '0.001' })),
  rule('EOrder:Cost minimum not met', 'a cost below `costmin`', order({ volume: '0.02', price: '1.00' })),
  rule(
    'EOrder:Tick size check failed',
    'a price between two ticks',
    operate({ kind: 'change-pair', pair: PAIR, fields: { tick_size: '0.05' } }),
    order({ price: '100.01' }),
  ),
  rule('EOrder:Invalid price', 'a price with too many decimals', order({ price: '100.001' })),
  rule('EOrder:Orders limit exceeded', 'one open order too many in a pair', order({ volume: '0.1' }, 226, 1)),
  rule('EOrder:Rate limit exceeded', 'orders in a pair without a pause', order({ volume: '0.1' }, 181)),
  rule('EOrder:Unknown order', 'the cancel of an order that is not there', {
    does: 'v1',
    event: 'cancelOrder',
    fields: { txid: ['OAAAAA-AAAAA-AAAAAA'] },
  }),
  rule(
    'EOrder:Invalid order',
    'an edit by a userref that two orders have',
    order({ userref: 7 }),
    order({ userref: 7 }),
    {
      does: 'v1',
      event: 'editOrder',
      fields: { orderid: '7', pair: PAIR, price: '99.00' },
    },
  ),
  rule(
    'EOrder:Post only order',
    'an amend that would take and must not',
    sells('101.00'),
    {
      does: 'v2',
      text: '{"method":"add_order","params":{"order_type":"limit","side":"buy","symbol":"XMR/EUR","order_qty":1.0,"limit_price":100.0,"cl_ord_id":"mine"}}',
    },
    {
      does: 'v2',
      text: '{"method":"amend_order","params":{"cl_ord_id":"mine","limit_price":102.0,"post_only":true}}',
    },
  ),
  rule(
    'EFunding:Unknown withdraw key',
    'a withdrawal to nowhere known',
    post('Withdraw', { asset: 'XBT', key: 'nowhere', amount: '0.1' }),
  ),
  rule(
    'EFunding:Invalid amount',
    'a withdrawal of more than there is',
    post('Withdraw', { asset: 'XBT', key: BITCOIN_KEY, amount: '9' }),
  ),
  rule(
    'EFunding:Max fee exceeded',
    'a withdrawal that may cost less than it does',
    post('Withdraw', { asset: 'XBT', key: BITCOIN_KEY, amount: '0.1', max_fee: '0' }),
  ),
  rule(
    'EFunding:Unknown asset',
    'the ways in for an asset that is not there',
    post('DepositMethods', { asset: 'NOPE' }),
  ),
  rule(
    'EFunding:Unknown reference id',
    'the cancel of a withdrawal that is not there',
    post('WithdrawCancel', { asset: 'XBT', refid: 'x' }),
  ),
  rule(
    'EFunding:Invalid reference id',
    'the cancel of a withdrawal that is through',
    operate({ kind: 'withdraw', account: 'trader', asset: 'XBT', amount: '0.1', fee: '0', outcome: 'success' }),
    post('WithdrawCancel', { asset: 'XBT', refid: 'the last one' }),
  ),
  rule(
    'EFunding:Too many addresses',
    'a sixth address',
    post('DepositAddresses', { asset: 'XBT', method: 'Bitcoin', new: 'true' }, 6),
  ),
  rule('ESession:Invalid session', 'an order with a token that is none', {
    does: 'v1',
    event: 'cancelAll',
    fields: { token: 'none' },
  }),
]

/** Reasons that lie outside of what is modelled: `refuse` makes any call of an account say them. */
const DECREES: readonly (readonly [error: string, when: string])[] = [
  ['EGeneral:Internal error', 'a fault of the server; what became of the call is unknown'],
  ['EAPI:Feature disabled', 'an endpoint that is switched off'],
  ['EAPI:Invalid arguments', 'a request that the API itself does not take'],
  ['EAuth:Account temporary disabled', 'an account that is suspended'],
  ['EAuth:Account unconfirmed', 'an account that is not verified'],
  ['EAuth:Rate limit exceeded', 'too many tries to authenticate'],
  ['EAuth:Too many requests', 'too many tries to authenticate'],
  ['EAuth:Failed', 'an authentication that failed'],
  ['EQuery:Invalid asset pair', 'seen beside the usual word for an unknown pair'],
  ['EQuery:Invalid arguments', 'seen in one log'],
  ['EService:Busy', 'an engine out of breath'],
  ['EService: Throttled: 1700000060', 'too much at once; not before that second again'],
  ['EOrder:Insufficient margin', 'an order on margin'],
  ['EOrder:Cannot open position', 'an order on margin'],
  ['EOrder:Cannot open opposing position', 'an order on margin'],
  ['EOrder:Margin allowance exceeded', 'an order on margin'],
  ['EOrder:Margin level too low', 'an order on margin'],
  ['EOrder:Margin position size exceeded', 'an order on margin'],
  ['EOrder:Positions limit exceeded', 'an order on margin'],
  ['EOrder:Unknown position', 'an order on margin'],
  ['EOrder:Reduce only:Non-PC', 'an order in a pair that is `reduce_only`, or that only reduces'],
  ['EOrder:Reduce only:Position is closed', 'an order on margin'],
  ['EOrder:Price check failed', 'listed by one client of 2026'],
  ['EOrder:Limit price check failed', 'listed by one client of 2026'],
  ['EOrder:Volume minimum not met', 'seen in one client'],
  ['EOrder:Domain rate limit exceeded', 'a counter of institutions'],
  ['EOrder:Scheduled orders limit exceeded', 'too many orders that begin later'],
  ['EOrder:Trading agreement required', 'an account that has not signed'],
  ['ETrade:Locked', 'an account that may not trade'],
  ['ETrade:Invalid request', 'an account that may not trade'],
  ['EBM:limit exceeded:CAL', 'the yearly limit of Canadian accounts'],
  ['EFunding:Invalid staking method', 'the staking of old'],
  ['EDatabase:Internal error', 'a fault of the storage'],
  ['WDatabase:No change', 'nothing to change'],
  ['EEarnings:Insufficient funds', 'an allocation beyond what there is'],
]

export const CATALOGUE: readonly CatalogueEntry[] = [
  ...RULES,
  ...DECREES.map(([error, how]): CatalogueEntry => ({
    error,
    by: 'decree',
    how,
    provocation: [operate({ kind: 'refuse', account: 'trader', error, calls: 1 }), post('Balance')],
  })),
]

/** What no request of an account's makes this exchange say. */
export const NOT_PRODUCED: readonly { readonly error: string; readonly why: string }[] = []
