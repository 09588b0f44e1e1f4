/** What is measured, and what it is held against. */
export type Figure = {
  readonly name: string
  readonly unit: string
  /** What the value is compared with: measured in the same run, or somebody's published figure with its source. */
  readonly reference: string
  /** The value that is good enough. */
  readonly bar: { readonly at: 'least' | 'most'; readonly value: number }
  /** One measurement: the value and, where the reference was measured beside it, the value's ratio to that. */
  readonly measure: () => { readonly value: number; readonly ratio?: number }
}

/** Seconds that the deed takes. */
export function timed(deed: () => void): number {
  const begun = performance.now()
  deed()
  return (performance.now() - begun) / 1000
}
