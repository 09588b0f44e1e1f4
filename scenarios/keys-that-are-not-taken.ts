import { connected, either, error, kraken, scenario } from '../sim/scenario.ts'

export default scenario('a key that Kraken does not take ends the broker', {
  why: `Credentials that are missing, misplaced or revoked must never turn into trading on paper, or into waiting for
        ever: the broker ends, says why, and leaves the files as they were.`,
  covers: ['FILE-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(
      kraken.answers('GetWebSocketsToken', error('EAPI:Invalid key'), { times: 50 }),
      kraken.answers('GetWebSocketsToken', error('EAPI:Invalid signature'), { times: 50 }),
    ),
    connected,
  ],
  ending: { gaveUp: 'no session, the key is refused: EAPI:', openOnKraken: 'nothing' },
  visits: [],
})
