import { connected, race, scenario, settle, stranger } from '../../../sim/scenario.ts'

// eslint-disable-next-line no-restricted-syntax -- the command takes stories from any folder, and this is one for its test
export default scenario('a story has many branches', {
  why: 'Long enough to be interrupted.',
  covers: [],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    race(
      stranger.sells('1 XMR at 151'),
      stranger.sells('1 XMR at 152'),
      stranger.sells('1 XMR at 153'),
      stranger.sells('1 XMR at 154'),
      stranger.sells('1 XMR at 155'),
      stranger.sells('1 XMR at 156'),
    ),
    settle,
  ],
  ending: { openOnKraken: 'nothing' },
  visits: [],
})
