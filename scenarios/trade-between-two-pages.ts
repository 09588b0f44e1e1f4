import { broker, either, scenario, seconds, settle, stranger, web } from '../sim/scenario.ts'

/** Three pages of fifty, the last with one row. */
const past = Array.from({ length: 101 }, () => stranger.sells('0.02 XMR at market'))
/** From before the first page is asked for until after the last one is read. */
const moments = Array.from({ length: 12 }, (_, place) => [seconds(0.2 + place * 0.1)])

export default scenario('a trade happens while the history is being read', {
  why: `The history comes in pages, newest first. A trade in the meantime pushes every row one place back: a row appears
        on two pages and the count no longer matches what was collected. Insisting on the count stops the start;
        counting the row twice buys a position twice.`,
  covers: ['HIST-01', 'HIST-02', 'POS-08', 'POS-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    web.buys('2.04 XMR at 149.50', { as: 'by hand' }),
    past,
    broker.starts,
    either(...moments),
    stranger.sells('0.02 XMR at market'),
    settle,
  ],
  ending: { position: '2.04 XMR', openOnKraken: 'nothing' },
  visits: ['ready', 'trade found by backfill', 'fill already told', 'balances agree'],
})
