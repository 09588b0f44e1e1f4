import { connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario("a dead man's switch that Kraken does not take", {
  why: `Kraken sets the switch for a day at most. A broker that asks for more is without one, and has to say so in its log; the
        orders of the day go on as if it had never been wished for.`,
  covers: ['ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  deadManSeconds: 100_000,
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    seconds(5),
    stranger.sells('1 XMR at market'),
    settle,
  ],
  ending: { orders: { bid: 'filled 1 XMR' }, position: '1 XMR', openOnKraken: 'nothing', fills: 1 },
  visits: ["dead man's switch refused"],
})
