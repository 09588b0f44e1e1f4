/** What the real Kraken called otherwise than the fake one does, such as orders and tokens: known by where it stood in answers to one request. */

/** Ids, tokens, and what stands in place of one that was blotted out. */
const IS_NAME = /^(?=.*[A-Z*])[A-Za-z0-9+/=*_-]{10,}$/

export class Twins {
  readonly #now = new Map<string, string>()

  /** Two answers to one request, read from JSON. */
  learn(recorded: unknown, now: unknown): void {
    if (typeof recorded === 'string' && typeof now === 'string') {
      if (recorded !== now && IS_NAME.test(recorded) && IS_NAME.test(now)) this.#now.set(recorded, now)
      return
    }
    if (!isTable(recorded) || !isTable(now)) return
    for (const [name, member] of Object.entries(recorded)) this.learn(member, now[name])
  }

  /** What a client said then, about what the fake one knows. */
  saidNow(text: string): string {
    let so = text
    for (const [recorded, now] of this.#now) {
      so = so.replaceAll(recorded, now).replaceAll(encodeURIComponent(recorded), encodeURIComponent(now))
    }
    return so
  }

  /** Nothing has to be equal here, so nothing is numbered. */
  blotted<Both>(both: Both): Both {
    return both
  }
}

/** A list is one by its places. */
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
