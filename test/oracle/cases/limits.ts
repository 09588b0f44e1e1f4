/** Right and doctored runs for the invariants of Kraken's limits. */

import { type RunBuilder, exact } from '../run-builder.ts'
import { cancelFrame, resting } from '../runs.ts'
import type { Case } from './case.ts'

const BALANCE = '/0/private/Balance'
let nonce = 100
const asks = (run: RunBuilder): RunBuilder => run.posts(BALANCE, `nonce=${(nonce += 1)}`)
const refused = (error: string) => (run: RunBuilder) => asks(run).answered({ error: [error] })
const [badNonce, tooMuch, lockedOut] = [
  refused('EAPI:Invalid nonce'),
  refused('EAPI:Rate limit exceeded'),
  refused('EGeneral:Temporary lockout'),
]
/** Once in so many seconds, beginning at 10. */
const repeated = (times: number, every: number, what: (run: RunBuilder) => RunBuilder) => (run: RunBuilder) =>
  Array.from({ length: times }, (_, time) => 10 + time * every).reduce((told, at) => told.at(at).with(what), run)
const counted =
  (level: string, isShared = false) =>
  (run: RunBuilder) => {
    run.rates.set('calls of trader', { account: 'trader', level: exact(level), max: exact('20'), isShared })
    return run
  }

const cancelsAgain = (run: RunBuilder): RunBuilder => run.sends(cancelFrame('O1'))
/** The cancel of A leaves once. */
const canceledInVain = (): RunBuilder => resting().at(2).cancels('A').with(cancelsAgain)
const toldInVain = (run: RunBuilder): RunBuilder => run.tellsError('A', 'cancel', 'EOrder:Rate limit exceeded')

export const limitsCases: readonly Case[] = [
  {
    claim: 'no private call leaves while the key is locked out',
    holds: [
      resting().at(10).with(lockedOut).at(911).with(asks),
      resting().at(10).with(lockedOut).at(911).with(asks),
      resting().at(10).with(lockedOut).ended('crashed').at(20).started().with(asks).with(lockedOut).at(921).with(asks),
    ],
    fires: [
      [
        resting().at(10).with(lockedOut).at(20).ended('crashed').started().with(asks),
        'a call left, and Kraken had locked the key out at 10.000',
      ],
      [resting().at(10).with(lockedOut).at(909).with(asks), 'a call left, and Kraken had locked the key out at 10.000'],
    ],
  },
  {
    claim: 'one private call is under way at a time',
    holds: [
      resting().at(10).with(asks).answered({ error: [] }).with(asks),
      resting().at(10).with(asks).ended('crashed').started().with(asks),
    ],
    fires: [
      [resting().with(asks).at(11).with(asks), '/0/private/Balance was called before /0/private/Balance was answered'],
    ],
  },
  {
    claim: 'bad nonces are not offered over and over',
    holds: [
      resting().with(repeated(2, 1, badNonce)),
      resting().with(repeated(30, 30, badNonce)),
      resting()
        .with(repeated(2, 1, badNonce))
        .ended('crashed')
        .started()
        .with(badNonce),
    ],
    fires: [
      [resting().with(repeated(3, 25, badNonce)), 'EAPI:Invalid nonce, 3 times within a minute'],
      [
        resting()
          .with(repeated(2, 1, badNonce))
          .at(20)
          .ended('crashed')
          .started()
          .with(badNonce),
        'EAPI:Invalid nonce, 3 times within a minute',
      ],
    ],
  },
  {
    claim: 'a full counter is given time',
    holds: [resting().with(repeated(8, 1, tooMuch)), resting().with(repeated(30, 7.5, tooMuch))],
    fires: [[resting().with(repeated(9, 7, tooMuch)), 'EAPI:Rate limit exceeded, 9 times within a minute']],
  },
  {
    claim: 'a broker does not run into the limits by itself',
    holds: [
      resting(),
      resting().with(counted('10')).with(tooMuch),
      resting().with(counted('19', true)).with(tooMuch),
      resting().with(counted('19')).ended('crashed').started().with(tooMuch),
    ],
    fires: [
      [
        resting().with(counted('15')).with(tooMuch),
        'EAPI:Rate limit exceeded: nobody else filled the counter of calls of trader',
      ],
      [
        resting()
          .with(counted('20'))
          .hears({ event: 'addOrderStatus', status: 'error', errorMessage: 'EOrder:Rate limit exceeded' }),
        'EOrder:Rate limit exceeded: nobody else filled the counter of calls of trader',
      ],
    ],
  },
  {
    claim: 'no cancel is given up the first time that the counter is full',
    holds: [
      canceledInVain().with(cancelsAgain).with(toldInVain),
      // Asked for twice: both are told.
      canceledInVain().with(cancelsAgain).with(toldInVain).with(toldInVain),
    ],
    fires: [
      [
        canceledInVain().with(toldInVain),
        'A is told not canceled, and the counter falls by itself: EOrder:Rate limit exceeded',
      ],
      [
        canceledInVain().with(cancelsAgain).with(toldInVain).at(9).cancels('A').with(cancelsAgain).with(toldInVain),
        'A is told not canceled, and the counter falls by itself: EOrder:Rate limit exceeded',
      ],
    ],
  },
]
