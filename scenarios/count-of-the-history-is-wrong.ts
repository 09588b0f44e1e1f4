import { broker, either, kraken, scenario, settle, stranger, web } from '../sim/scenario.ts'

/** Exactly two pages, and one row on a third. */
const past = (count: number) => Array.from({ length: count }, () => stranger.sells('0.02 XMR at market'))

export default scenario('Kraken miscounts its own history', {
  why: `The history says how many rows there are in all, and that number can be old, or too large, or missing. Stopping
        where the number says leaves trades out for ever; insisting on it never stops. The rows themselves say when
        they end.`,
  covers: ['HIST-01', 'HIST-02', 'HIST-03', 'SCH-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    web.buys('2.02 XMR at 149.50', { as: 'by hand' }),
    past(100),
    either([], past(1)),
    either(
      kraken.drifts('TradesHistory', 'count', { is: 0 }, { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', { is: 50 }, { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', { is: 99 }, { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', { is: 500 }, { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', 'gone', { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', 'a text', { row: 'whole' }),
    ),
    broker.starts,
    settle,
  ],
  ending: {},
  visits: ['ready', 'trade found by backfill', 'history incomplete', 'balances agree'],
})
