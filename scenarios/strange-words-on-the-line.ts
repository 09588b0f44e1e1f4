import { broker, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the first word on the line is not the expected one', {
  why: `A connection begins with a word on the state of the exchange, or with none, or with one nobody knows; later words
        of that kind come in between at any time. None of them is an order, and none may be taken for one, waited for,
        or stumbled over.`,
  covers: ['NET-13', 'SCH-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    // In the words of v1 and of v2.
    either(
      kraken.goes('post_only'),
      kraken.goes('limit_only'),
      [
        kraken.drifts('systemStatus', 'status', { is: 'emergency' }),
        kraken.drifts('status', 'system', { is: 'emergency' }),
      ],
      [kraken.drifts('systemStatus', 'status', 'gone'), kraken.drifts('status', 'system', 'gone')],
      [
        kraken.drifts('systemStatus', 'event', { is: 'greeting' }),
        kraken.drifts('status', 'channel', { is: 'greeting' }, { row: 'whole' }),
      ],
      [kraken.drifts('heartbeat', 'event', { is: 'tick' }), kraken.drifts('heartbeat', 'channel', { is: 'tick' })],
      [kraken.drifts('pong', 'reqid', { is: null }), kraken.drifts('pong', 'req_id', { is: null })],
      [
        kraken.drifts('subscriptionStatus', 'subscription', { is: null }),
        kraken.drifts('subscribe', 'result.warnings', { is: null }),
      ],
      [
        kraken.drifts('subscriptionStatus', 'channelName', 'gone'),
        kraken.drifts('subscribe', 'result.maxratecount', 'gone'),
      ],
      kraken.dropsOnTheWire('control'),
    ),
    broker.starts,
    settle,
    kraken.goes('online'),
    seconds(20),
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.goes('cancel_only'),
    trader.cancels('bid'),
    settle,
    kraken.goes('online'),
    stranger.sells('1 XMR at 200.00'),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  visits: ['ready', 'frame not understood'],
})
