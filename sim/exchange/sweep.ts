/** Forgets old rows of a list that only grows, a great many at a time, so that it costs next to nothing. */

export interface Sweep {
  /** Of these accounts no more than the newest rows stay, at least so many as are to be kept of the whole list. */
  sweep(accounts: ReadonlySet<string>, keep: number): void
}

export function createSweep(rows: { readonly account: string }[]): Sweep {
  let lengthBefore = 0
  return {
    sweep(accounts, keep) {
      if (rows.length <= lengthBefore + keep) return
      const newest = rows.length - keep
      let kept = 0
      for (const [place, row] of rows.entries()) {
        if (place < newest && accounts.has(row.account)) continue
        rows[kept] = row
        kept += 1
      }
      rows.length = kept
      lengthBefore = kept
    },
  }
}
