/** Real adapter bugs, each as a small change to the broker's source that brings it back: what the net must catch. */
import type { Way } from '../play/way.ts'

export type Specimen = {
  readonly id: string
  /** What goes wrong, in one sentence. */
  readonly bug: string
  /** Ids of the catalogue of real adapter bugs. */
  readonly covers: readonly string[]
  /** The change: in this file, this text, found exactly once, becomes that one. Short texts outlive more. */
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Scenarios that go where the bug lives, the likeliest first. */
  readonly scenarios: readonly string[]
  /** Where the bug is one of a dialect or of an edit policy; else every way is tried. */
  readonly way?: Partial<Way>
  /** The claim that must be found broken. */
  readonly caughtBy: string
  /** Of all invariants it is the only one that breaks in these scenarios, in whichever branch. */
  readonly isAlone?: true
}

/** The specimen's source, or why the specimen does not fit the source any more. */
export function withBug(
  specimen: Pick<Specimen, 'id' | 'file' | 'find' | 'replace'>,
  source: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string } {
  const pieces = source.split(specimen.find)
  if (pieces.length === 2) return { ok: true, value: pieces.join(specimen.replace) }
  return {
    ok: false,
    error: `its text stands ${pieces.length - 1} times in ${specimen.file}, not once`,
  }
}
