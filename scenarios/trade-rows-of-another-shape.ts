import { agreed, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

type Becomes = Parameters<typeof kraken.drifts>[2]
/** In the words of v1, and of v2 where they are others. */
const drifts = (v1: string, becomes: Becomes, v2: string = v1, inV2: Becomes = becomes) => [
  kraken.drifts('ownTrades', v1, becomes),
  kraken.drifts('executions', v2, inV2),
]

export default scenario('a field of the trade feed changes its shape', {
  why: `The same trade comes by the socket and by REST, its time once a text and once a number, with more decimals here
        than there; and one day a field of it is missing or of another kind. A trade that cannot be read in one place is
        taken from the other, once, and a trade is known by its id and by nothing else.`,
  covers: ['SCH-02', 'FILL-11', 'NET-02', 'FILL-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either(
      drifts('time', 'a number', 'timestamp', { is: 1760000000 }),
      [...drifts('time', 'a number', 'timestamp', 'gone'), kraken.drifts('TradesHistory', 'time', 'a text')],
      drifts('time', { is: 'yesterday' }, 'timestamp'),
      drifts('fee', 'gone', 'fees'),
      drifts('cost', { is: null }),
      drifts('price', 'a number', 'last_price', 'a text'),
      drifts('type', { is: 'short' }, 'side'),
      drifts('pair', { is: 'NO/SUCH' }, 'symbol'),
      drifts('ordertxid', 'gone', 'order_id'),
      drifts('margin', 'gone', 'liquidity_ind'),
      drifts('ledgers', { is: ['L1', 'L2'] }),
      drifts('userref', { is: 0 }, 'order_userref'),
    ),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    agreed(),
    stranger.sells('0.25 XMR at market'),
    settle,
    kraken.cutsTheSocket({ outageSeconds: 1 }),
    agreed(),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.75 XMR' },
    position: '0.75 XMR',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['frame not understood', 'trade found by backfill', 'fill already told'],
})
