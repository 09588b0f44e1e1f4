/** Right and doctored runs for the invariants of connections. */
import { empty } from '../runs.ts'
import type { RunBuilder } from '../run-builder.ts'
import type { Case } from './case.ts'

/** So many tries, so many seconds apart. */
const tries = (count: number, apart: number): RunBuilder =>
  Array.from({ length: count }).reduce<RunBuilder>((run, _, place) => run.at(place * apart).opensSocket(), empty())

const PING = '{"event":"ping"}'
const beat = (run: RunBuilder): RunBuilder => run.hears({ event: 'heartbeat' })
const heard = (run: RunBuilder, channel: string, sequence: number): RunBuilder => run.hears([[], channel, { sequence }])
const heardV2 = (run: RunBuilder, sequence: number): RunBuilder =>
  run.hears({ channel: 'executions', data: [], sequence })

/** The feed's numbers up to now; the last jump is at 1 s. */
const counted = (...numbers: readonly number[]): RunBuilder =>
  numbers.reduce((run, number) => heard(run, 'openOrders', number), empty().opensSocket().at(1))
const countedV2 = (...numbers: readonly number[]): RunBuilder => numbers.reduce(heardV2, empty().opensSocket().at(1))

export const connectionsCases: readonly Case[] = [
  {
    claim: 'no more connections are tried than Cloudflare bears',
    holds: [tries(150, 1), tries(400, 4)],
    fires: [[tries(151, 3), '151 connections were tried within ten minutes']],
  },
  {
    claim: 'nothing is sent on a line that died half a minute ago',
    holds: [
      empty().opensSocket().with(beat).at(30).sends(PING),
      empty().opensSocket().with(beat).at(25).with(beat).at(50).sends(PING),
    ],
    fires: [
      [
        empty().opensSocket().at(2).with(beat).at(33).sends(PING),
        'a frame left on a line that had said nothing since 2.000',
      ],
    ],
  },
  {
    claim: 'no line is gone on with after a frame of a feed was lost',
    holds: [
      counted(1, 2, 3).at(60).sends(PING),
      // Said twice; and a new subscription.
      counted(1, 2, 2, 3, 1, 2).at(60).sends(PING),
      heard(counted(1, 2), 'ownTrades', 7).at(60).sends(PING),
      counted(1, 3).at(5).sends(PING),
      counted(1, 3)
        .at(2)
        .sends('{"event":"subscribe"}')
        .with((run) => heard(run, 'openOrders', 1))
        .at(60)
        .sends(PING),
      countedV2(1, 3).at(2).sends('{"method":"subscribe"}').at(60).sends(PING),
    ],
    fires: [
      [counted(1, 2, 4).at(7).sends(PING), 'a frame left on a line on which openOrders went from 2 to 4 at 1.000'],
      [counted(1, 3, 4, 6).at(60).sends(PING), 'a frame left on a line on which openOrders went from 1 to 3 at 1.000'],
      [
        countedV2(1, 3).at(7).sends('{"method":"ping"}'),
        'a frame left on a line on which executions went from 1 to 3 at 1.000',
      ],
    ],
  },
]
