import { agreed, broker, connected, kraken, scenario, settle, trader } from '../sim/scenario.ts'

export default scenario('an order in the list of open ones has no name', {
  why: `The list with which a session begins outweighs what REST still shows as open, since it is newer. But a row of it
        that does not read proves nothing: an order that is open, and that a broker started anew hears of nowhere else,
        would stay unknown for as long as nothing happens to it.`,
  covers: ['SCH-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.drifts('executions', 'order_id', 'gone', { messages: 1 }),
    broker.stops,
    settle,
    broker.restarts,
    agreed({ restBehindSeconds: 65 }),
  ],
  ending: { orders: { bid: 'open 2 XMR at 149.50' }, openOnKraken: ['2 XMR at 149.50'] },
  under: { v1: { doesNotApply: 'its rows go by the name of the order, and have no field for it' } },
  visits: ['frame not understood', 'missed by the feed', 'order found live'],
})
