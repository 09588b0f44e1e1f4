/** The spellings of secrets that are known, and whether any of them stands in a text, told without looking for each. */

type Spelling = { readonly secret: string; readonly blot: string }

/** Letters that are looked at together. */
const GRAM = 4
/** Every so many letters of a text a gram is looked at: a spelling that is a gram longer shows one of its first letters there. */
const STRIDES = [40, 8] as const
/** Grams fall into two to the power of so many classes. */
const CLASS_BITS = 16
/** Tokens die after fifteen minutes unused, so the oldest are no secret any more. */
const MOST_LEARNT = 100

/**
 * Invariant: each spelling is in the first index whose stride its length allows for, under every gram that a text with it can show there, or
 * else in `#short`.
 */
export class KnownSecrets {
  readonly #given = new Map<string, string>()
  readonly #learnt = new Map<string, string>()
  readonly #indexes = STRIDES.map((stride) => new Index(stride))
  readonly #short = new Set<string>()

  /** Known from the start, and for good. */
  give({ secret, blot }: Spelling): void {
    this.#find(secret)
    this.#given.set(secret, blot)
  }

  hasLearnt(secret: string): boolean {
    return this.#learnt.has(secret)
  }

  /** Known from now on, until many others have been. */
  learn({ secret, blot }: Spelling): void {
    this.#find(secret)
    this.#learnt.set(secret, blot)
  }

  forgetOldest(): void {
    for (const oldest of this.#learnt.keys()) {
      if (this.#learnt.size <= MOST_LEARNT) break
      this.#learnt.delete(oldest)
      if (!this.#given.has(oldest)) this.#lose(oldest)
    }
  }

  /** The text with every spelling blotted out, in the order in which they became known; without one, the text itself. */
  blotIn(text: string): string {
    if (!this.#isAnyIn(text)) return text
    let so = text
    for (const known of [this.#given, this.#learnt]) {
      for (const [secret, blot] of known) if (so.includes(secret)) so = so.replaceAll(secret, blot)
    }
    return so
  }

  // ---- inside

  #find(secret: string): void {
    if (this.#given.has(secret) || this.#learnt.has(secret)) return
    const index = this.#indexFor(secret)
    if (index === undefined) this.#short.add(secret)
    else index.add(secret)
  }

  #lose(secret: string): void {
    this.#short.delete(secret)
    this.#indexFor(secret)?.delete(secret)
  }

  #indexFor(secret: string): Index | undefined {
    return this.#indexes.find((index) => index.holds(secret))
  }

  #isAnyIn(text: string): boolean {
    for (const secret of this.#short) if (text.includes(secret)) return true
    for (const index of this.#indexes) if (index.isAnyIn(text)) return true
    return false
  }
}

class Index {
  readonly #stride: number
  /** How many grams of spellings are of the class. */
  readonly #classes = new Uint16Array(1 << CLASS_BITS)
  readonly #byGram = new Map<number, readonly string[]>()

  constructor(stride: number) {
    this.#stride = stride
  }

  holds(secret: string): boolean {
    return secret.length >= this.#stride + GRAM - 1
  }

  add(secret: string): void {
    for (const gram of this.#gramsOf(secret)) {
      const kind = classOf(gram)
      this.#classes[kind] = (this.#classes[kind] ?? 0) + 1
      this.#byGram.set(gram, [...(this.#byGram.get(gram) ?? []), secret])
    }
  }

  delete(secret: string): void {
    for (const gram of this.#gramsOf(secret)) {
      const kind = classOf(gram)
      this.#classes[kind] = (this.#classes[kind] ?? 0) - 1
      const others = (this.#byGram.get(gram) ?? []).filter((one) => one !== secret)
      if (others.length === 0) this.#byGram.delete(gram)
      else this.#byGram.set(gram, others)
    }
  }

  isAnyIn(text: string): boolean {
    if (this.#byGram.size === 0) return false
    let absent: Set<string> | undefined
    for (let place = 0; place + GRAM <= text.length; place += this.#stride) {
      const gram = gramAt(text, place)
      if (this.#classes[classOf(gram)] === 0) continue
      for (const secret of this.#byGram.get(gram) ?? []) {
        if (absent?.has(secret) === true) continue
        if (text.includes(secret)) return true
        absent = (absent ?? new Set()).add(secret)
      }
    }
    return false
  }

  #gramsOf(secret: string): ReadonlySet<number> {
    return new Set(Array.from({ length: this.#stride }, (_, place) => gramAt(secret, place)))
  }
}

/** Of four letters; equal for equal ones, and seldom for others. */
const gramAt = (text: string, place: number): number =>
  (text.charCodeAt(place) << 24) ^
  (text.charCodeAt(place + 1) << 16) ^
  (text.charCodeAt(place + 2) << 8) ^
  text.charCodeAt(place + 3)

/** Spread by a prime near the golden section of 2³². */
const classOf = (gram: number): number => Math.imul(gram, 0x9e3779b1) >>> (32 - CLASS_BITS)
