/** The process, its line, its key and its machine, and what befalls them in a row. */
import { type Step, account, broker, clock, error, heal, kraken, seconds, web } from '../../scenario.ts'
import type { Deed } from '../draft.ts'
import { other, ownOf, quotes, repeated, sideIn, takes, trades } from './words.ts'
import { nobodyHeard } from './orders.ts'

const endsAfterAFill: Deed = {
  name: 'the broker ends right after a fill and stays away',
  weight: 3,
  draw(draft) {
    const how = draft.luck.one('how', ['stops', 'fails', 'crashes'] as const)
    return [...takes(draft, sideIn(draft), 2), seconds(0.3), broker[how], seconds(3), broker.restarts, seconds(2)]
  },
}

const startsUnwell: Deed = {
  name: 'Kraken is unwell while the broker starts',
  weight: 3,
  draw({ luck }) {
    const answer = luck.one('answer', [
      error('EService:Unavailable'),
      error('EService:Busy'),
      error('EGeneral:Internal error'),
    ])
    const endpoint = luck.one('endpoint', ['Assets', 'AssetPairs', 'TradesHistory', 'Ledgers', 'GetWebSocketsToken'])
    return [
      kraken.answers(endpoint, answer, { times: 2 }),
      broker[luck.one('how', ['stops', 'crashes'] as const)],
      broker.restarts,
      seconds(5),
    ]
  },
}

const busyWhileAway: Deed = {
  name: 'more is traded than fits a page while the broker is away',
  weight: 1,
  draw(draft) {
    const ground = ownOf(draft)
    const side = sideIn(draft)
    const levels = repeated(54, (at) => quotes(draft, other(side), ground.sized(1), at % 24))
    return [
      ...levels,
      broker.crashes,
      trades(web, side, `${ground.sized(54)} at market`, { as: draft.name('web', ground) }),
      seconds(2),
      broker.restarts,
      seconds(5),
    ]
  },
}

const brokenAgain: Deed = {
  name: 'the line breaks again and again',
  weight: 2,
  draw: ({ luck }) =>
    repeated(5 + luck.below('cuts', 4), () => [kraken.cutsTheSocket({ outageSeconds: 0 }), seconds(4)]).flat(),
}

const longOutage: Deed = {
  name: 'nobody is let in for minutes',
  weight: 2,
  draw: ({ luck }) =>
    luck.happens('door', 50)
      ? [kraken.cutsTheSocket({ outageSeconds: 60 }), seconds(60)]
      : [
          kraken.answers('subscribe', error('EService:Unavailable'), { times: 2000 }),
          kraken.cutsTheSocket({ outageSeconds: 0 }),
          seconds(300),
          heal,
        ],
}

/** Waited out: nothing agrees while no question is answered. */
const LOCKOUT = seconds(1000)

const keyRefused: Deed = {
  name: 'the key is refused for a quarter of an hour',
  weight: 2,
  draw: ({ luck }) =>
    luck.one<readonly Step[]>('refused', [
      [kraken.locksOut, seconds(35), kraken.cutsTheSocket({ outageSeconds: 2 }), LOCKOUT],
      [
        kraken.locksOut,
        seconds(65),
        broker.stops,
        broker.restarts,
        seconds(60),
        broker.stops,
        broker.restarts,
        LOCKOUT,
      ],
      [
        account.isUsedElsewhere({ aheadSeconds: 30 }),
        seconds(40),
        account.isUsedElsewhere({ aheadSeconds: 90, calls: 3 }),
        seconds(60),
        LOCKOUT,
      ],
    ]),
}

const clockWrong: Deed = {
  name: 'the clock is wrong from a start on',
  weight: 2,
  draw: (draft) => [
    broker.stops,
    clock.steps(draft.luck.one('clock/off', [-200, 60, 300])),
    broker.restarts,
    seconds(5),
    ...nobodyHeard.draw(draft),
  ],
}

const otherShapes: Deed = {
  name: 'lists are of another shape when the broker starts',
  weight: 3,
  draw(draft) {
    const { luck } = draft
    const { pair: row, hasPlainTick } = ownOf(draft)
    const drift = luck.one('drift', [
      kraken.drifts('TradesHistory', 'count', { is: 0 }, { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', { is: 500 }, { row: 'whole' }),
      kraken.drifts('TradesHistory', 'count', 'gone', { row: 'whole' }),
      ...(hasPlainTick ? [kraken.drifts('AssetPairs', 'tick_size', 'gone', { row })] : []),
      ...(hasPlainTick ? [kraken.drifts('AssetPairs', 'tick_size', { is: null }, { row })] : []),
      kraken.drifts('AssetPairs', 'costmin', 'gone', { row }),
      kraken.drifts('Assets', 'status', { is: 'deposit_only' }),
    ])
    return [drift, broker[luck.one('how', ['stops', 'crashes'] as const)], broker.restarts, seconds(5)]
  },
}

export const OF_MACHINES: readonly Deed[] = [
  endsAfterAFill,
  startsUnwell,
  busyWhileAway,
  brokenAgain,
  longOutage,
  keyRefused,
  clockWrong,
  otherShapes,
]
