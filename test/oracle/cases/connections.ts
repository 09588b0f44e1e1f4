/** Right and doctored runs for the invariant of connections. */
import { empty } from '../runs.ts'
import type { RunBuilder } from '../run-builder.ts'
import type { Case } from './case.ts'

/** So many tries, so many seconds apart. */
const tries = (count: number, apart: number): RunBuilder =>
  Array.from({ length: count }).reduce<RunBuilder>((run, _, place) => run.at(place * apart).opensSocket(), empty())

export const connectionsCases: readonly Case[] = [
  {
    claim: 'no more connections are tried than Cloudflare bears',
    holds: [tries(150, 1), tries(400, 4)],
    fires: [[tries(151, 3), '151 connections were tried within ten minutes']],
  },
]
