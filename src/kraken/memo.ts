/** Remembers what a text was read as: reference data are large, and the same at every start. */

/** Dumps of both kinds, of two Krakens at once. */
const MOST_TEXTS = 4

/** `read` has to depend on the text alone, and what it gives has to be left as it is. */
export function rememberingByText<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    const [oldest] = known.keys()
    if (known.size >= MOST_TEXTS && oldest !== undefined) known.delete(oldest)
    known.set(text, value)
    return value
  }
}
