/** What the reader has chosen to see, and who wants to know when that changes. */
import { isFailure, lastUpTo, page, rowAt, textOf } from './given.ts'

/** `rows`: other rows are shown. `cursor`: another row is looked at. `search`: other rows are found. */
export type Change = 'rows' | 'cursor' | 'search'

class View {
  /** The row looked at. */
  cursor = 0
  /** Only rows that speak of one of these, where there are any. */
  readonly orders = new Set<number>()
  readonly hiddenChannels = new Set<number>()
  isRoutineShown = false
  search = ''
  /** In order, all of them shown. */
  found: readonly number[] = []
  shown: readonly number[] = []
  readonly #listeners: ((change: Change) => void)[] = []

  listen(hear: (change: Change) => void): void {
    this.#listeners.push(hear)
  }

  /** After any change of what is to be shown. */
  refilter(): void {
    this.shown = [...page.rows.keys()].filter((row) => this.#isShown(row))
    this.#find()
    const nearest = this.#nearest(this.cursor)
    this.#tell('rows')
    if (nearest !== this.cursor) this.look(nearest)
  }

  seek(text: string): void {
    this.search = text.trim().toLowerCase()
    this.#find()
    this.#tell('search')
  }

  look(row: number): void {
    this.cursor = row
    this.#tell('cursor')
  }

  /** So many shown rows up or down. */
  step(by: number): void {
    const place = lastUpTo(this.shown, this.cursor)
    const row = this.shown[Math.max(0, Math.min(this.shown.length - 1, place + by))]
    if (row !== undefined) this.look(row)
  }

  /** To the next or the last found row, and around at the end. */
  stepFound(by: 1 | -1): void {
    const next =
      by === 1
        ? (this.found.find((row) => row > this.cursor) ?? this.found[0])
        : (this.found.findLast((row) => row < this.cursor) ?? this.found.at(-1))
    if (next !== undefined) this.look(next)
  }

  /** Looks at a row wherever it is; what hides it is taken away. */
  reveal(row: number): void {
    if (!this.#isShown(row)) {
      this.orders.clear()
      this.hiddenChannels.delete(rowAt(row).channel)
      if (rowAt(row).routine === true) this.isRoutineShown = true
      this.cursor = row
      this.refilter()
    }
    this.look(row)
  }

  #isShown(number: number): boolean {
    const row = rowAt(number)
    if (isFailure(row)) return true
    if (row.routine === true && !this.isRoutineShown) return false
    if (this.hiddenChannels.has(row.channel)) return false
    return this.orders.size === 0 || (row.orders ?? []).some((order) => this.orders.has(order))
  }

  #find(): void {
    const { search } = this
    if (search === '') this.found = []
    else
      this.found = this.shown.filter((number) => {
        const { body } = rowAt(number)
        return lowerRow(number).includes(search) || (body !== undefined && lowerBody(body).includes(search))
      })
  }

  #nearest(row: number): number {
    return this.shown[Math.max(0, lastUpTo(this.shown, row))] ?? 0
  }

  #tell(change: Change): void {
    for (const hear of this.#listeners) hear(change)
  }
}

export const view = new View()

const loweredRows: string[] = []
const loweredBodies: string[] = []

function lowerRow(number: number): string {
  const { text, claim = '' } = rowAt(number)
  return (loweredRows[number] ??= `${text} ${claim}`.toLowerCase())
}

function lowerBody(body: number): string {
  const given = page.bodies[body]
  return (loweredBodies[body] ??= (given?.after === undefined ? textOf(body) : given.text).toLowerCase())
}
