/** The steps of a story as the words of `sim/scenario.ts` that make them. */
import { unreachable } from '../../../src/assert.ts'
import type { AccountDeed, Answer, Step, Strike, Weather } from '../../scenario.ts'
import { literal } from './literal.ts'

/** The source of these steps, each an element of a list, and the words it needs. */
export function stepsSource(steps: readonly Step[]): {
  readonly texts: readonly string[]
  readonly words: ReadonlySet<string>
} {
  const words = new Set<string>()
  /** Calls are `trader.buys(…)`, and bare words are themselves. */
  const word = (text: string): string => {
    words.add(/^\w+/.exec(text)?.[0] ?? text)
    return text
  }
  const call = (name: string, ...values: readonly unknown[]): string => {
    const given = values.filter((value) => value !== undefined)
    return `${word(name)}(${given.map(literal).join(', ')})`
  }
  const list = (some: readonly Step[]): readonly string[] =>
    some.flatMap((step, place) => {
      const [before, after] = [some[place - 1], some[place + 1]]
      if (isStart(step) && after?.act === 'settle') return [word('connected')]
      return step.act === 'settle' && before !== undefined && isStart(before) ? [] : [one(step)]
    })
  const one = (step: Step): string => {
    switch (step.act) {
      case 'broker':
        return word(`broker.${step.does}`)
      case 'place': {
        const { act, who, side, what, ...options } = step
        return call(`${who}.${side}s`, what, filled(options))
      }
      case 'edit':
      case 'amend': {
        const { act, order, ...to } = step
        return call(act === 'edit' ? 'trader.edits' : 'web.amends', order, to)
      }
      case 'cancel':
        return call(`${step.who}.cancels`, step.order)
      case 'spend': {
        const { act, what, ...options } = step
        return call('web.spends', what, filled(options))
      }
      case 'cancel-all':
        return word('trader.cancelsEverything')
      case 'answer':
        return `${word('kraken.answers')}(${literal(step.endpoint)}, ${answer(step.with)}, ${literal({ times: step.times })})`
      case 'lose-reply':
        return call('kraken.losesReplyTo', step.to)
      case 'cut': {
        const { when, outageSeconds } = step
        if (when === 'now') return call('kraken.cutsTheSocket', { outageSeconds })
        return 'before' in when
          ? call('kraken.cutsBefore', when.before, { outageSeconds })
          : call('kraken.cutsAfter', when.after, { outageSeconds })
      }
      case 'mode':
        return call('kraken.goes', step.mode)
      case 'decide':
        return call('kraken.decides', step.quirks)
      case 'change-pair':
        return call('kraken.changes', step.pair, step.fields)
      case 'hold-back':
        return call('kraken.holdsBack', ...step.channels)
      case 'release':
        return word('kraken.releases')
      case 'weather':
        return weather(step.does)
      case 'deposit':
        return call('chain.deposits', step.what)
      case 'withdraw': {
        const outcome = step.outcome === 'success' ? {} : { outcome: step.outcome }
        return call('chain.withdraws', step.what, { fee: step.fee, ...outcome })
      }
      case 'account':
        return account(step.does)
      case 'disk-holds':
        return call('disk.holds', step.file, step.text)
      case 'disk-full':
        return word('disk.isFull')
      case 'clock':
        return call(step.does === 'step' ? 'clock.steps' : 'clock.ticksEvery', step.seconds)
      case 'rival': {
        const { calls, aheadSeconds } = step
        return call('account.isUsedElsewhere', { ...unlike({ calls }, { calls: 1 }), aheadSeconds })
      }
      case 'lock-out':
        return word('kraken.locksOut')
      case 'strike':
        return strike(step.does)
      case 'wait':
        return call('seconds', step.seconds)
      case 'heal':
      case 'settle':
        return word(step.act)
      case 'agree':
        return step.withinSeconds === AGREED ? call('agreed') : call('agreed', { withinSeconds: step.withinSeconds })
      case 'race':
        return `${word('race')}(${step.between.map(one).join(', ')})`
      case 'together':
        return `${word('together')}(${step.of.map(one).join(', ')})`
      case 'either':
        return `${word('either')}(${step.of.map((some) => alternative(list(some))).join(', ')})`
      default:
        return unreachable(step)
    }
  }
  const strike = (does: Strike): string =>
    does.kind === 'power'
      ? call('machine.losesPower', does.after, unlike({ remains: does.remains }, { remains: 'nothing' }))
      : call('machine.hasNoSpaceFor', does.after.count)
  const answer = (given: Answer): string => {
    switch (given.kind) {
      case 'kraken-error':
        return call('error', given.error)
      case 'http-status':
        return call('status', given.status, given.body)
      case 'silence':
        return word('silence')
      default:
        return unreachable(given)
    }
  }
  const weather = (does: Weather): string => {
    switch (does.kind) {
      case 'lose': {
        const { kind, on, hole, ...which } = does
        return call(hole ? 'kraken.dropsOnTheWire' : 'kraken.forgetsToTell', on, unlike(which, ONE_FRAME))
      }
      case 'repeat': {
        const { kind, on, sameNumber, behind, ...which } = does
        return sameNumber
          ? call('kraken.doublesOnTheWire', on, unlike(which, ONE_FRAME))
          : call('kraken.tellsAgain', on, unlike({ ...which, behind }, { ...ONE_FRAME, behind: 0 }))
      }
      case 'delay':
        return call('kraken.delays', does.on, does.seconds)
      case 'mute':
        return call('kraken.mutes', does.on, unlike({ after: does.after }, ONE_FRAME))
      case 'half-open':
        return word('kraken.leavesTheLineDead')
      case 'rest-lag':
        return call('kraken.restLags', does.seconds)
      case 'forget-tokens':
        return word('kraken.forgetsTokens')
      case 'drift': {
        const { kind, in: where, field, becomes, ...options } = does
        return call('kraken.drifts', where, field, becomes, filled(options))
      }
      default:
        return unreachable(does)
    }
  }
  const account = (deed: AccountDeed): string => {
    switch (deed.kind) {
      case 'prefer-fees':
        return call('account.paysFeesIn', deed.in)
      case 'forbid':
        return call('account.forbids', deed.permission)
      case 'resolve-withdrawal':
        return call('account.seesWithdrawalEnd', deed.outcome)
      case 'move-wallets':
        return call('account.moves', `${deed.amount} ${deed.asset}`, { into: deed.into })
      case 'book':
        return call('account.isBooked', deed.type, deed.rows)
      case 'misstate':
        return call('account.isMisstated', `${deed.by} ${deed.asset}`)
      default:
        return unreachable(deed)
    }
  }
  return { texts: list(steps), words }
}

const isStart = (step: Step): boolean => step.act === 'broker' && step.does === 'starts'

/** The seconds that `agreed()` stands for. */
const AGREED = 45

const ONE_FRAME = { after: 0, frames: 1 }

/** An alternative of one part stands for itself; in a list of several, a part that is a list has to be spread. */
const alternative = (texts: readonly string[]): string =>
  texts.length === 1
    ? texts.join('')
    : `[${texts.map((text) => (text === 'connected' ? `...${text}` : text)).join(', ')}]`

/** Undefined where there is nothing to say. */
const filled = (options: object): object | undefined => (Object.keys(options).length === 0 ? undefined : options)

const unlike = (options: object, usual: object): object | undefined => {
  const known = new Map<string, unknown>(Object.entries(usual))
  return filled(Object.fromEntries(Object.entries(options).filter(([name, value]) => known.get(name) !== value)))
}
