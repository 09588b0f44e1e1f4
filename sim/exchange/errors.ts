/** Kraken's own words for what it refuses and why an order ended. Source: protocol 1.6, 4.2, 5.1. */

export const INVALID_KEY = 'EAPI:Invalid key'
export const INVALID_SIGNATURE = 'EAPI:Invalid signature'
export const INVALID_NONCE = 'EAPI:Invalid nonce'
export const LOCKED_OUT = 'EGeneral:Temporary lockout'
export const CALL_LIMIT = 'EAPI:Rate limit exceeded'
/** Of public calls, by the address they come from. */
export const TOO_MANY_REQUESTS = 'EGeneral:Too many requests'
export const BAD_REQUEST = 'EAPI:Bad request'
export const UNKNOWN_METHOD = 'EGeneral:Unknown method'
export const INVALID_SESSION = 'ESession:Invalid session'
export const UNKNOWN_ASSET = 'EQuery:Unknown asset'
export const UNKNOWN_PAIR = 'EQuery:Unknown asset pair'
export const UNKNOWN_ORDER = 'EOrder:Unknown order'
/** For an edit that names several orders by one userref; that it fails is documented, its words are not. */
export const INVALID_ORDER = 'EOrder:Invalid order'
export const OFF_TICK = 'EOrder:Tick size check failed'
export const BELOW_ORDER_MINIMUM = 'EOrder:Order minimum not met'
export const BELOW_COST_MINIMUM = 'EOrder:Cost minimum not met'
export const INSUFFICIENT_FUNDS = 'EOrder:Insufficient funds'
/** Of the trading engine's counter. */
export const RATE_LIMIT = 'EOrder:Rate limit exceeded'
export const ORDERS_LIMIT = 'EOrder:Orders limit exceeded'
/** Seen for an order in a batch; for an amend that would take, its words are not recorded. */
export const POST_ONLY = 'EOrder:Post only order'
export const REDUCE_ONLY = 'EOrder:Reduce only:Non-PC'
/** For an order that is to reduce a position, on an account that has none. */
export const NO_POSITION_TO_REDUCE = 'EOrder:Reduce only:No position exists'
/** For a trigger that looks at an index, in a pair that has none. */
export const INDEX_UNAVAILABLE = 'EGeneral:Invalid arguments:Index unavailable'
export const DEADLINE_ELAPSED = 'EService:Deadline elapsed'
export const UNAVAILABLE = 'EService:Unavailable'
/** Of the funding texts the one that fits a withdrawal beyond the balance; none is recorded for it. */
export const INVALID_AMOUNT = 'EFunding:Invalid amount'

export const UNKNOWN_FUNDING_ASSET = 'EFunding:Unknown asset'
export const UNKNOWN_WITHDRAW_KEY = 'EFunding:Unknown withdraw key'
export const MAX_FEE_EXCEEDED = 'EFunding:Max fee exceeded'
export const UNKNOWN_REFERENCE = 'EFunding:Unknown reference id'
/** For a withdrawal that is not pending any more. */
export const INVALID_REFERENCE = 'EFunding:Invalid reference id'
export const TOO_MANY_ADDRESSES = 'EFunding:Too many addresses'
/** The one text of the kind that is documented leaves open what follows the colon. */
export const EARN_INSUFFICIENT_FUNDS = 'EEarnings:Insufficient funds'
export const PERMISSION_DENIED = 'EGeneral:Permission denied'

/** The region's own colon included. Source: a live bot's log of 2026. */
export const restrictedIn = ({ pair, region }: { readonly pair: string; readonly region: string }): string =>
  `EAccount:Invalid permissions:${pair} trading restricted for ${region}`

export const invalidArguments = (field: string): string => `EGeneral:Invalid arguments:${field}`
export const marketIn = (mode: 'cancel_only' | 'post_only' | 'limit_only'): string => `EService:Market in ${mode} mode`
/** The same in WebSocket v2, as recorded in 2024: the symbol, and no full stop. */
export const tooManyDecimalsV2 = (pair: { readonly symbol: string; readonly decimals: number }): string =>
  `EOrder:Invalid price:${pair.symbol} price can only be specified up to ${pair.decimals} decimals`
export const tooManyDecimals = (pair: { readonly key: string; readonly pairDecimals: number }): string =>
  `EOrder:Invalid price:${pair.key} price can only be specified up to ${pair.pairDecimals} decimals.`

/** Why an order ended otherwise than by being filled. */
export const ENDINGS = {
  userRequested: 'User requested',
  replaced: 'Order replaced',
  postOnly: 'Post only order',
  insignificant: 'Insignificant volume remaining',
  /** The wording of 2014; today's is unknown. */
  selfTrade: 'Cannot trade with self',
  /** For a market order that found too little on the other side; the text is not established. */
  noLiquidity: 'Market price protection',
  /** Neither what is left of such an order nor one that cannot be filled whole has an established text: gap 2. */
  immediate: 'Immediate or cancel',
  fillOrKill: 'Fill or kill',
  /** Told when what an accepted order needs is not there once its time has come. Inferred from an issue of 2024. */
  insufficientFunds: 'Insufficient funds',
} as const

/** Of WebSocket v2. Source: protocol 6.1. */
export const TOKEN_NOT_FOUND = 'Token(s) not found'
export const UNSUPPORTED_EVENT = 'Unsupported event'
export const NO_MPP_WITHOUT_MARKET =
  'EGeneral:Invalid arguments:no_mpp order option is only available when ordertype = market'
export const PUBLIC_ELSEWHERE = 'Public market data subscriptions are unavailable on this endpoint. Try ws.kraken.com'
export const symbolUnsupported = (symbol: string): string => `Currency pair not supported ${symbol}`
/** `Limit_price field must be a number_float` is recorded; other fields and types are said alike. */
export const fieldMustBe = (field: string, type: string): string =>
  `${field.charAt(0).toUpperCase()}${field.slice(1)} field must be a ${type}`

export const MALFORMED = 'Malformed request'
export const UNKNOWN_EVENT = 'Event(s) not found'
export const ALREADY_SUBSCRIBED = 'Already subscribed'
export const SUBSCRIPTION_NOT_OBJECT = 'Subscription field must be an object'
export const SUBSCRIPTION_NAME_INVALID = 'Subscription name invalid'
export const SUBSCRIPTION_FIELD = 'Subscription object unsupported field'
export const DEPTH_NOT_WHOLE = 'Subscription book depth must be an integer'
export const DEPTH_NOT_SUPPORTED = 'Subscription depth not supported'
export const INTERVAL_NOT_WHOLE = 'Subscription ohlc interval must be an integer'
export const INTERVAL_NOT_SUPPORTED = 'Subscription ohlc interval not supported'
export const PAIRS_NOT_FOUND = 'Pair(s) not found'
/** In the words of its like in version 1. */
export const SYMBOLS_NOT_FOUND = 'Symbol(s) not found'
export const PAIR_NOT_ARRAY = 'Pair field must be an array'
export const pairNotInForm = (pair: string): string => `Currency pair not in ISO 4217-A3 format ${pair}`
export const PRIVATE_ELSEWHERE = 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com'
export const PAIR_UNSUPPORTED = 'Pair field unsupported for this subscription type'
/** What public channels are known to say; for private ones nothing is recorded. */
export const SUBSCRIPTION_NOT_FOUND = 'Subscription Not Found'
/** That the limit is named is documented, the sentence around it is not. */
export const BAD_REQID = 'Malformed request: reqid must be an unsigned integer below 18446744073709551616'
export const unsupportedField = (of: { readonly field: string; readonly message: string }): string =>
  `Unsupported field: '${of.field}' for the given msg type: ${of.message}`
