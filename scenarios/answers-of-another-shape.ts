import { agreed, connected, either, kraken, scenario, settle, trader } from '../sim/scenario.ts'

type Becomes = Parameters<typeof kraken.drifts>[2]
const events = ['addOrderStatus', 'editOrderStatus', 'cancelOrderStatus'] as const
const every = (field: string, becomes: Becomes) => events.map((event) => kraken.drifts(event, field, becomes))

export default scenario('the answers to requests change their shape', {
  why: `An answer without the txid, without its number, of a status nobody knows, without the reason of a refusal, or as
        a bare "error". The order is there or not all the same, and every request gets exactly one answer in the end.`,
  covers: ['ID-06', 'SCH-02', 'RACE-21', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 140.00', { as: 'other' }),
    settle,
    either(
      every('txid', 'gone'),
      every('txid', { is: null }),
      every('reqid', 'gone'),
      every('status', { is: 'accepted' }),
      every('status', 'gone'),
      every('errorMessage', 'gone'),
      every('event', { is: 'error' }),
      every('descr', { is: null }),
      every('engine', { is: 'two' }),
    ),
    trader.cancels('bid'),
    trader.cancels('other'),
    trader.buys('100 XMR at 149.50', { as: 'too large' }),
    trader.buys('1 XMR at 145.00', { as: 'new' }),
    agreed({ restBehindSeconds: 60 }),
  ],
  ending: {
    orders: { bid: 'canceled', other: 'canceled', new: 'open 1 XMR at 145.00' },
    position: 'nothing',
    openOnKraken: ['1 XMR at 145.00'],
    fills: 0,
  },
  visits: ['frame not understood', 'outcome unknown', 'outcome proven absent'],
})
