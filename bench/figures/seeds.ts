/** How many seeds a hunt plays, with every invariant asked, and what it keeps of them. */
import { play } from '../../sim/hunt/play.ts'
import { draw } from '../../sim/hunt/story.ts'
import { MICROS_PER_SECOND } from '../../src/time.ts'
import { type Figure, timedAlone } from '../figure.ts'
import { heap } from '../heap.ts'

/** Stories of a hunt last minutes; they are counted in pieces of so many virtual seconds. */
const PIECE_SECONDS = 30
const SEEDS = 40

/** Gives the virtual seconds that passed. */
function hunted(from: number, count: number): number {
  let virtual = 0
  for (let seed = from; seed < from + count; seed += 1) {
    const { outcome } = play(draw(seed, { weather: 'rough', dialect: undefined }), { twice: false })
    virtual += (outcome.endedAt - outcome.startedAt) / MICROS_PER_SECOND
  }
  return virtual
}

export const seeds: Figure = {
  name: `hunted runs of ${PIECE_SECONDS} virtual seconds a second, every invariant asked`,
  unit: 'a second',
  reference: 'the bar for a core',
  bar: { at: 'least', value: 200 },
  measure() {
    let virtual = 0
    const real = timedAlone(() => {
      virtual = hunted(1, SEEDS)
    })
    return {
      value: virtual / PIECE_SECONDS / real,
      note: `${(SEEDS / real).toFixed(1)} whole seeds a second, of ${Math.round(virtual / SEEDS)} virtual seconds each`,
    }
  },
}

/** By the first sweep everything that is made once is made. 10,000 take twenty minutes, so they are asked for. */
const MANY = Number(process.env['WAVETANK_SEEDS'] ?? 1_000)

export const seedsMemory: Figure = {
  name: `memory in use after ${MANY.toLocaleString('en-US')} seeds, over that after a tenth of them`,
  unit: 'times',
  reference: 'the same process earlier; WAVETANK_SEEDS says how many',
  bar: { at: 'most', value: 1.1 },
  isCount: true,
  measure() {
    const few = Math.floor(MANY / 10)
    hunted(1, few)
    const early = heap()
    hunted(1 + few, MANY - few)
    const late = heap()
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
    return { value: late / early, ratio: late / early, note: `${megabytes(early)}, then ${megabytes(late)}` }
  },
}
