/** Finds the few of many things that a failure needs. */

/** Yields before each of its tries, so that whoever drives it can breathe, show how far it is, or stop. */
export type Trying<Value> = Generator<undefined, Value, undefined>

/** How much longer each leap is than the last: what is needed often lies side by side, and else far apart. */
const LEAP = 4

/**
 * A sublist that still fails, given that all of `items` does: from the end, the shortest beginning that fails with what
 * was found needed so far, whose last item is then needed too. So what rests on something earlier is never without it,
 * and three among two hundred cost some three times eleven tries. Where a failure does not only grow with its items
 * (two that undo each other), more than needed can be left, and each is worth another try by itself.
 */
export function* neededOf<Item>(
  items: readonly Item[],
  fails: (kept: ReadonlySet<Item>) => Trying<boolean>,
  /** What is known to be needed, and is not tried without. */
  isSure: (item: Item) => boolean = () => false,
): Trying<readonly Item[]> {
  let left = items
  let needed: readonly Item[] = []
  while (left.length > 0) {
    const found = needed
    const rest = left
    const last = rest.slice(-1)
    if (last.some(isSure)) {
      needed = [...last, ...needed]
      left = rest.slice(0, -1)
      continue
    }
    const length = yield* leastFailing(rest.length, (count) => fails(new Set([...rest.slice(0, count), ...found])))
    if (length === 0) break
    needed = [...rest.slice(length - 1, length), ...needed]
    left = rest.slice(0, length - 1)
  }
  return needed
}

/** The least count that fails next to one that does not, known that `count` fails. */
function* leastFailing(count: number, fails: (count: number) => Trying<boolean>): Trying<number> {
  let failing = count
  let passing = -1
  for (let leap = 1; failing > 0; leap *= LEAP) {
    const next = Math.max(0, failing - leap)
    if (yield* fails(next)) failing = next
    else {
      passing = next
      break
    }
  }
  while (failing - passing > 1) {
    const middle = Math.floor((failing + passing) / 2)
    if (yield* fails(middle)) failing = middle
    else passing = middle
  }
  return failing
}
