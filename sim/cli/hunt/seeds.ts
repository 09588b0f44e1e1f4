/** The options that say which seeds are hunted: how many, from which on, in which weather. */
import { fail, ok } from '../../../src/result.ts'
import { WEATHERS, type WeatherName } from '../../hunt/climate.ts'
import { type Given, type Option, type Read, checked } from '../command.ts'

export const SEED_OPTIONS = {
  seeds: { example: '--seeds 5000' },
  from: { example: '--from 1' },
  weather: { example: '--weather hell' },
} as const satisfies Readonly<Record<string, Option>>

/** `seeds` is undefined when nothing was said; `weather` is a name or a file, as given. */
export function readSeeds(
  values: Given['values'],
): Read<{ readonly seeds: number | undefined; readonly from: number; readonly weather: string }> {
  const seeds = checked(values.get('seeds'), /^[1-9]\d{0,8}$/, '--seeds takes a whole number such as 5000')
  if (!seeds.ok) return seeds
  const from = checked(values.get('from'), /^\d{1,12}$/, '--from takes a whole number such as 1')
  if (!from.ok) return from
  return ok({
    seeds: seeds.value === undefined ? undefined : Number(seeds.value),
    from: Number(from.value ?? 1),
    weather: values.get('weather') ?? 'rough',
  })
}

/** For whoever takes no files. */
export function readWeatherName(given: string): Read<WeatherName> {
  const weather = WEATHERS.find((one) => one === given)
  return weather === undefined ? fail(`--weather takes one of ${WEATHERS.join(', ')}, not '${given}'`) : ok(weather)
}
