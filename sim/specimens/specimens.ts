/** Real adapter bugs, each as a small change to the broker's source that brings it back: what the net must catch. */

export type Specimen = {
  readonly id: string
  /** What goes wrong, in one sentence. */
  readonly bug: string
  /** Ids of the catalogue of real adapter bugs. */
  readonly covers: readonly string[]
  /** The change: in this file, this text, found exactly once, becomes that one. */
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Scenarios that go where the bug lives. */
  readonly scenarios: readonly string[]
  /** The claim that must be found broken. */
  readonly caughtBy: string
}

/** The specimen's source, or why the specimen does not fit the source any more. */
export function withBug(
  specimen: Specimen,
  source: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string } {
  const pieces = source.split(specimen.find)
  if (pieces.length === 2) return { ok: true, value: pieces.join(specimen.replace) }
  return {
    ok: false,
    error: `specimen ${specimen.id}: its text stands ${pieces.length - 1} times in ${specimen.file}, not once`,
  }
}
