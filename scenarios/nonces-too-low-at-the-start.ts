import { account, broker, clock, either, scenario, seconds, settle } from '../sim/scenario.ts'

export default scenario('an earlier program has used higher nonces', {
  why: `A tool that counted in nanoseconds has used the key up for years, and no nonce of ours will be taken. To try on is
        to be locked out; the broker has to end with a sentence that says what to do.`,
  covers: ['NONCE-03', 'NONCE-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(account.isUsedElsewhere({ aheadSeconds: 30_000_000 }), [
      clock.steps(-600),
      account.isUsedElsewhere({ aheadSeconds: 0 }),
    ]),
    broker.starts,
    seconds(30),
    settle,
  ],
  ending: {
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 0,
    gaveUp:
      'no session, the key is refused: EAPI:Invalid nonce, 2 times in a minute: another program uses this API key',
  },
  visits: ['key used elsewhere'],
})
