/** A list that forgets its oldest members. */

export interface Ring<Value> {
  add(value: Value): void
  /** At most as many as were promised, oldest first. */
  all(): readonly Value[]
}

/** Invariant: never more than twice as many as it keeps, so that forgetting is cheap. */
export function createRing<Value>(kept: number): Ring<Value> {
  let values: Value[] = []
  const trim = (): void => {
    if (values.length > kept) values = values.slice(-kept)
  }
  return {
    add(value) {
      values.push(value)
      if (values.length >= 2 * kept) trim()
    },
    all() {
      trim()
      return values
    },
  }
}
