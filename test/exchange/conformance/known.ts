/** In what else the exchange is known to differ from captures, and why. */
import type { Known } from '../../../sim/serve/shape/known.ts'

export const KNOWN_OF_CAPTURES: readonly Known[] = [
  {
    of: /v2 instrument/,
    path: /ws_display_price_precision|assets\[\]\.class/,
    what: ['extra'],
    why: 'Came to the reference data between 2024 and 2026.',
  },
  {
    of: /rest Assets/,
    path: /margin_rate|collateral_value|status/,
    what: ['extra'],
    why: 'Came to Assets between 2019 and 2023; an asset without margin has none.',
  },
  {
    of: /rest AssetPairs/,
    path: /ordermin|costmin|tick_size|status|cost_decimals/,
    what: ['extra'],
    why: 'Came to AssetPairs by 2023.',
  },
  {
    of: /rest (Open|Closed|Query)Orders/,
    path: /time_in_force|descr\.aclass|stopprice|limitprice|descr\.close/,
    what: ['extra'],
    why: 'Came to the orders of REST between 2013 and 2026.',
  },
  {
    of: /rest\/EditOrder\.3/,
    path: /orders_cancelled/,
    what: ['kind'],
    why: 'Quoted by the client that wrote it down.',
  },
  {
    of: /rest (Trades|Query)/,
    path: /trade_id|maker|leverage|aclass|subtype/,
    what: ['extra'],
    why: 'Came to trades and ledgers of REST between 2019 and 2026.',
  },
  { of: /rest Trades/, path: /\[6\]$/, what: ['extra'], why: 'Public trades have numbers since 2022.' },
  {
    of: /rest TradeBalance/,
    path: /mfo|uv/,
    what: ['extra'],
    why: 'Came to TradeBalance between 2022 and 2026.',
  },
  {
    of: /rest\/(TradeBalance\.3|DepositStatus\.3|QueryOrders\.9|QueryTrades\.3|TradesHistory\.5)/,
    path: /./,
    what: ['decimals', 'kind', 'missing', 'extra'],
    why: 'Figures and members shortened by those who published the capture.',
  },
  {
    of: /rest\/(OpenOrders\.9|QueryOrders\.7|DepositStatus\.5)/,
    path: /./,
    what: ['kind'],
    why: 'Recorded through ccxt, which makes texts of numbers.',
  },
  {
    of: /v2 ticker/,
    path: /volume_usd|timestamp/,
    what: ['extra'],
    why: 'Came to the ticker of version 2 between 2024 and 2026.',
  },
  {
    of: /v2 book snapshot/,
    path: /timestamp/,
    what: ['extra'],
    why: 'Documented for snapshots of version 2 since 2026.',
  },
  {
    of: /rest\/(OHLC\.3|AssetPairs\.9)|ws2\/instrument_snapshot\.1/,
    path: /\[\d\]$|ordermin|collateral_value/,
    what: ['decimals'],
    why: 'The market had other decimals, or another minimum, at the time of the capture.',
  },
  {
    of: /v2 executions/,
    path: /fee_usd_equiv/,
    what: ['decimals'],
    why: 'What an order’s end is worth in dollars has the decimals of its market, which the frame does not name.',
  },
  {
    of: /ws2\/executions_update\.3/,
    path: /price|cum_cost|fee_usd_equiv/,
    what: ['decimals'],
    why: 'Figures without the digits that say nothing, shortened by who published the capture.',
  },
  {
    of: /ws2\/executions_(item|snapshot)/,
    path: /sender_sub_id|margin|liquidated|ext_|order_userref|cost|qty|last_price/,
    what: ['missing', 'extra', 'decimals'],
    why: 'An execution for an institution, and all members that the documents know.',
  },
]

/** Captures that are compared with nothing. */
export const NOT_COMPARED: Readonly<Record<string, string>> = {
  'rest/error.1.json': 'Words of a test of its author.',
  'ws1/book_corrupt_excerpt.1.json': 'Garbage of a test host, and not all of it.',
  'ws1/ping_request.1.json': 'What a client says.',
  'rest/OpenPositions.3.json': 'Nothing is traded on margin.',
  'rest/OpenPositions.5.json': 'Nothing is traded on margin.',
  'rest/CreateSubaccount.1.json': 'Accounts of accounts are not modelled.',
  'rest/AccountTransfer.1.json': 'Accounts of accounts are not modelled.',
}
