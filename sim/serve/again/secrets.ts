/**
 * What is blotted out of a recording, and what stands in those places when it is played again. Neither knows the other's secrets; but
 * where equal ones stand in the one, equal ones have to stand in the other.
 */
import { type Blotter, Secrets } from '../../../src/shell/secrets.ts'

/** Blots of shorter ones can be alike by accident; they are compared by their length. */
const SHORTEST_TOLD_APART = 9

/** Each secret is the number of its first appearance. */
class Numbered implements Blotter {
  readonly #numbers = new Map<string, number>()

  numberIn(secret: string): number | undefined {
    return this.#numbers.get(secret)
  }

  secretAt(number: number): string | undefined {
    return [...this.#numbers.keys()][number - 1]
  }

  text = (secret: string): string => {
    if (secret.length < SHORTEST_TOLD_APART) return '*'.repeat(secret.length)
    const number = this.#numbers.get(secret) ?? this.#numbers.size + 1
    this.#numbers.set(secret, number)
    return `*${number}`.padEnd(secret.length, '*')
  }

  /** Blots of numbers are numbers, and by their length alone. */
  number = (secret: string): string => secret.replace(/\d/g, '0')
}

/** Invariant: both sides have seen the same texts in the same order. */
export class Correlation {
  readonly #recorded = new Numbered()
  readonly #now = new Numbered()
  readonly #recordedBlots = new Secrets([], this.#recorded)
  readonly #nowBlots = new Secrets([], this.#now)
  readonly #translation = new Secrets([], {
    text: (blot) => this.#now.secretAt(this.#recorded.numberIn(blot) ?? 0) ?? blot,
    number: (blot) => blot,
  })

  /** What a client said then, with what stands now where something was blotted out. */
  saidNow(recorded: string): string {
    return this.#translation.blot(recorded)
  }

  /** Both without their secrets: they are the same, or they differ. */
  blotted({ recorded, now }: { readonly recorded: string; readonly now: string }): {
    readonly recorded: string
    readonly now: string
  } {
    return { recorded: this.#recordedBlots.blot(recorded), now: this.#nowBlots.blot(now) }
  }
}
