/** Money and coins that come, go and turn round. */
import { chain, seconds, web } from '../../scenario.ts'
import type { Deed } from '../draft.ts'
import { other, ownOf, quotes, sideIn, takes } from './words.ts'

const closes: Deed = {
  name: 'a position is closed or turned round',
  weight: 5,
  draw(draft) {
    const side = sideIn(draft)
    const times = draft.luck.one('times', [2, 40])
    const back = times * draft.luck.one('back', [1, 1, 2])
    return [
      ...takes(draft, side, times),
      seconds(1),
      ...takes(draft, other(side), back),
      ...(draft.luck.happens('once more', 30) ? [seconds(0.2), ...takes(draft, side, 1)] : []),
      seconds(1),
    ]
  },
}

const spends: Deed = {
  name: 'web spends',
  weight: 2,
  draw(draft) {
    const ground = ownOf(draft)
    return [
      quotes(draft, 'sell', ground.sized(20)),
      web.spends(ground.spent, { as: draft.name('web', ground) }),
      seconds(1),
    ]
  },
}

const withdrawsAtAFee: Deed = {
  name: 'a withdrawal costs a fee',
  weight: 3,
  draw(draft) {
    const { luck } = draft
    const ground = ownOf(draft)
    const what = ground.moved(luck)
    const outcome = luck.one('withdrawal', ['success', 'success', 'pending', 'failure'] as const)
    return [
      chain.deposits(what),
      chain.deposits(what),
      seconds(70),
      chain.withdraws(what, { fee: ground.fee(luck), outcome }),
    ]
  },
}

export const OF_POSITIONS: readonly Deed[] = [closes, spends, withdrawsAtAFee]
