/** What is measured, and what it is held against. */
export type Figure = {
  readonly name: string
  readonly unit: string
  /** What the value is compared with: measured in the same run, or somebody's published figure with its source. */
  readonly reference: string
  /** The value that is good enough. */
  readonly bar: { readonly at: 'least' | 'most'; readonly value: number }
  /** Counts the same every time, and for long: measured once. */
  readonly isCount?: true
  /**
   * One measurement: the value and, where the reference was measured beside it, the value's ratio to that; and what
   * else is to be known of it.
   */
  readonly measure: () => { readonly value: number; readonly ratio?: number; readonly note?: string }
}

/** Seconds that the deed takes. */
export function timed(deed: () => void): number {
  const begun = performance.now()
  deed()
  return (performance.now() - begun) / 1000
}

/** Seconds of processor time that the deed takes, so that nothing counts that the machine does besides. */
export function timedAlone(deed: () => void): number {
  const before = process.cpuUsage()
  deed()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}
