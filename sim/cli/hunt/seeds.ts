/** The options that say which seeds are hunted: how many, from which on, in which weather. */
import { fail, ok } from '../../../src/result.ts'
import { WEATHERS, type WeatherName } from '../../hunt/story.ts'
import { type Given, type Option, type Read, checked } from '../command.ts'

export const SEED_OPTIONS = {
  seeds: { example: '--seeds 5000' },
  from: { example: '--from 1' },
  weather: { example: '--weather hell' },
} as const satisfies Readonly<Record<string, Option>>

/** `seeds` is undefined when nothing was said. */
export function readSeeds(
  values: Given['values'],
): Read<{ readonly seeds: number | undefined; readonly from: number; readonly weather: WeatherName }> {
  const seeds = checked(values.get('seeds'), /^[1-9]\d{0,8}$/, '--seeds takes a whole number such as 5000')
  if (!seeds.ok) return seeds
  const from = checked(values.get('from'), /^\d{1,12}$/, '--from takes a whole number such as 1')
  if (!from.ok) return from
  const weather = WEATHERS.find((one) => one === (values.get('weather') ?? 'rough'))
  if (weather === undefined)
    return fail(`--weather takes one of ${WEATHERS.join(', ')}, not '${values.get('weather') ?? ''}'`)
  return ok({
    seeds: seeds.value === undefined ? undefined : Number(seeds.value),
    from: Number(from.value ?? 1),
    weather,
  })
}
