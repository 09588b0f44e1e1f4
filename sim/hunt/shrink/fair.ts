/** What a demand rests on: a story without it fails since it asks too much, and not by the bug. */
import { unreachable } from '../../../src/assert.ts'
import type { Step } from '../../scenario.ts'
import { leavesOf } from './steps.ts'

/**
 * Agreement is demanded while trouble is on; without the seconds in which what was lost is found; of a broker that
 * something has ended; of one that started amid another program's nonces.
 */
export type Lack = 'healing' | 'time' | 'broker' | 'nonces'

/** For calls on their way, after which the other program's nonces are over. */
export const NONCES_MARGIN_SECONDS = 5

/** What the story's demands do without. When it is over, the world heals and settles by itself. */
export function lacksOf(story: readonly Step[]): ReadonlySet<Lack> {
  const lacks = new Set<Lack>()
  const owed = new Set<Lack>()
  let secondsOfNonces = 0
  for (const step of leavesOf(story)) {
    if (step.act === 'agree' || step.act === 'wait') {
      secondsOfNonces -= step.act === 'agree' ? step.withinSeconds : step.seconds
    }
    if (step.act === 'rival') {
      secondsOfNonces = Math.max(secondsOfNonces, step.aheadSeconds + NONCES_MARGIN_SECONDS)
    }
    if (isStart(step)) {
      owed.delete('broker')
      if (secondsOfNonces <= 0) owed.delete('nonces')
    }
    if (step.act === 'heal') owed.delete('healing')
    if (step.act === 'agree') {
      owed.delete('time')
      for (const lack of owed) lacks.add(lack)
    }
    for (const lack of owedFor(step)) owed.add(lack)
  }
  owed.delete('healing')
  return new Set([...lacks, ...owed])
}

/** What a story owes to its demands from this step on. */
function owedFor(step: Step): readonly Lack[] {
  switch (step.act) {
    case 'rival':
      return ['broker', 'nonces', 'time']
    case 'broker':
      return isStart(step) ? [] : ['broker']
    case 'strike':
      return ['broker', 'time']
    case 'disk-full':
    case 'lock-out':
      return ['broker', 'healing', 'time']
    case 'weather':
      return step.does.kind === 'drift' ? ['broker', 'healing', 'time'] : ['healing', 'time']
    case 'mode':
      return step.mode === 'online' ? [] : ['healing', 'time']
    case 'answer':
    case 'cut':
    case 'hold-back':
    case 'lose-reply':
      return ['healing', 'time']
    case 'clock':
      return ['time']
    case 'account':
    case 'agree':
    case 'amend':
    case 'cancel':
    case 'cancel-all':
    case 'change-pair':
    case 'decide':
    case 'deposit':
    case 'disk-holds':
    case 'edit':
    case 'either':
    case 'heal':
    case 'place':
    case 'race':
    case 'release':
    case 'settle':
    case 'spend':
    case 'together':
    case 'wait':
    case 'withdraw':
      return []
    default:
      return unreachable(step)
  }
}

const isStart = (step: Step): boolean => step.act === 'broker' && (step.does === 'starts' || step.does === 'restarts')
