/** Claims that only a bug in this repository could make false. Nobody catches what these throw. */

/** States one claim that should hold. Never for what a peer, a disk or a person sends. */
export function assert(holds: boolean, claim: string): asserts holds {
  if (!holds) throw new Error(`broken claim: ${claim}`)
}

/** Ends a switch that covers its union; a new variant makes this line fail to compile. */
export function unreachable(value: never): never {
  throw new Error(`broken claim: unreachable value ${JSON.stringify(value)}`)
}

/** The value, which we know to be there; `claim` says why. */
export function present<Value>(value: Value | undefined, claim: string): Value {
  assert(value !== undefined, claim)
  return value
}
