import { account, connected, either, scenario, seconds } from '../sim/scenario.ts'

export default scenario('a key that may not read what the broker lives by ends it', {
  why: `Without the history a broker would trade on a position that is not the account's, and without the open orders on
        orders it does not see. Asking again cannot mend that, so it ends at once and leaves the files as they were.`,
  covers: ['FILE-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(
      account.forbids('query-open-trades'),
      account.forbids('query-closed-trades'),
      account.forbids('query-ledger'),
      account.forbids('query-funds'),
      account.forbids('create-ws-token'),
    ),
    connected,
    seconds(60),
  ],
  ending: { gaveUp: 'the key lacks a permission: ', openOnKraken: 'nothing' },
  visits: [],
})
