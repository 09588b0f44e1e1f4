/** How much goes wrong in a hunted story, and of what kinds: the same words for the weathers with a name and for files. */

/** What of a kind differs from the others: left out, as the kind is. */
export type Kind = {
  /** In how many stories of a hundred it exists. */
  readonly share?: number
  /** How often it is drawn where it exists, beside the weights of the others. */
  readonly weight?: number
  /** At most so many times in one story. */
  readonly most?: number
}

type Kinds = {
  /** In how many stories of a hundred a kind exists of which nothing is said. */
  readonly share: number
  /** By their names. */
  readonly kinds?: Readonly<Record<string, Kind>>
}

export type Climate = {
  /** Tells it from others in tokens and in the seeds of chance: letters and digits. */
  readonly name: string
  /** The fewest and the most things that happen. */
  readonly acts: readonly [number, number]
  /** How likely the next of them is a fault and no deed, in percent. */
  readonly fault: number
  readonly faults: Kinds
  readonly deeds: Kinds
}

export const WEATHERS = ['mild', 'rough', 'hell'] as const
export type WeatherName = (typeof WEATHERS)[number]

const deeds: Kinds = { share: 50 }

export const CLIMATES: Readonly<Record<WeatherName, Climate>> = {
  mild: { name: 'mild', acts: [4, 14], fault: 10, faults: { share: 10 }, deeds },
  rough: { name: 'rough', acts: [6, 24], fault: 25, faults: { share: 25 }, deeds },
  hell: { name: 'hell', acts: [20, 50], fault: 40, faults: { share: 60 }, deeds },
}

export const isNamed = ({ name }: Climate): boolean => WEATHERS.some((one) => one === name)
