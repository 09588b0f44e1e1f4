/** What befalls the trader: by Kraken's doing, on the chain, on the broker's machine and under its key. */
import { unreachable } from '../../src/assert.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { after, seconds } from '../../src/time.ts'
import { type Trouble, brew } from '../edge/brew.ts'
import { isSocketRequest } from '../edge/door.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Step } from '../scenario.ts'
import { TRADER } from './cast.ts'
import type { Stage } from './stage.ts'
import { readAmount } from './words.ts'

/** Why a step could not be performed, if it could not. */
export type Done = Result<undefined, string>
export const DONE: Done = ok(undefined)

type Act<Kind extends Step['act']> = Extract<Step, { act: Kind }>
/** Of the steps that take no time and that nobody asks the broker for. */
const ACTS = [
  'answer',
  'lose-reply',
  'cut',
  'decide',
  'change-pair',
  'weather',
  'deposit',
  'withdraw',
  'account',
  'disk-holds',
  'disk-full',
  'strike',
  'clock',
  'rival',
  'lock-out',
] as const satisfies readonly Step['act'][]
export type Befalling = Act<(typeof ACTS)[number]>

const KNOWN: ReadonlySet<string> = new Set(ACTS)
export const befalls = (step: Step): step is Befalling => KNOWN.has(step.act)

export function befall(world: Stage, step: Befalling): Done {
  switch (step.act) {
    case 'answer':
      if (isSocketRequest(step.endpoint) && step.with.kind === 'http-status') {
        return fail(`${step.endpoint} is asked over the socket, where nothing has an HTTP status`)
      }
      return trouble(world, { kind: 'answer', request: step.endpoint, with: step.with, times: step.times })
    case 'lose-reply':
      return trouble(world, { kind: 'lose-reply', request: step.to })
    case 'cut':
      return trouble(world, { kind: 'cut', when: step.when, outageSeconds: step.outageSeconds })
    case 'weather':
      return trouble(world, step.does)
    case 'decide':
      return command(world, { kind: 'decide', quirks: step.quirks })
    case 'change-pair':
      return command(world, { kind: 'change-pair', pair: step.pair, fields: step.fields })
    case 'deposit':
    case 'withdraw':
      return transfer(world, step)
    case 'account':
      return command(world, { ...step.does, account: TRADER })
    case 'lock-out':
      return command(world, { kind: 'lock-out', account: TRADER })
    case 'rival':
      return callElsewhere(world, step)
    case 'disk-holds':
      world.putFile(step.file, step.text)
      return DONE
    case 'disk-full':
      world.fillDisk()
      return DONE
    case 'strike':
      world.strike(step.does)
      return DONE
    case 'clock':
      if (step.does === 'step') world.stepClock(seconds(step.seconds))
      else world.coarsenClock(seconds(step.seconds))
      return DONE
    default:
      return unreachable(step)
  }
}

function trouble(world: Stage, what: Trouble): Done {
  brew(world, what, TRADER)
  return DONE
}

export function command(world: Stage, what: OperatorCommand): Done {
  const answer = world.command(what)
  return answer.ok ? DONE : fail(`Kraken refuses it: ${answer.error}`)
}

function callElsewhere(world: Stage, { calls, aheadSeconds }: Act<'rival'>): Done {
  const first = after(world.now, seconds(aheadSeconds))
  for (let call = 0; call < calls; call += 1) {
    const called = command(world, { kind: 'call-elsewhere', account: TRADER, nonce: String(first + call) })
    if (!called.ok) return called
  }
  return DONE
}

function transfer(world: Stage, step: Act<'deposit' | 'withdraw'>): Done {
  const amount = readAmount(step.what)
  if (amount === undefined) return fail(`${step.what} is no amount`)
  const moved = { account: TRADER, asset: amount.asset, amount: amount.size }
  if (step.act === 'deposit') return command(world, { kind: 'deposit', ...moved })
  return command(world, { kind: 'withdraw', ...moved, fee: step.fee, outcome: step.outcome })
}
