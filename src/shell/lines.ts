/** Cuts a stream of text into lines of bounded length. */

export type Line =
  | { readonly kind: 'line'; readonly text: string }
  /** It went on and on, and was thrown away up to its end. */
  | { readonly kind: 'too long' }

/** Invariant: what is held back is the beginning of one line and no longer than a line may be. */
export class LineCutter {
  readonly #longest: number
  #begun = ''
  #isTooLong = false

  /** `longest`: characters a line may have, without its end. */
  constructor(longest: number) {
    this.#longest = longest
  }

  /** The lines that this piece of text ends. An empty line is none. */
  cut(piece: string): readonly Line[] {
    const [first = '', ...rest] = piece.split('\n')
    const lines: Line[] = []
    this.#hold(first)
    for (const next of rest) {
      const line = this.#take()
      if (line !== undefined) lines.push(line)
      this.#hold(next)
    }
    return lines
  }

  /** The beginning of a line whose end never came; empty when the text ended with a line's end. */
  get rest(): string {
    return this.#begun
  }

  #hold(text: string): void {
    this.#isTooLong ||= this.#begun.length + text.length > this.#longest
    this.#begun = this.#isTooLong ? '' : this.#begun + text
  }

  #take(): Line | undefined {
    const line: Line = this.#isTooLong ? { kind: 'too long' } : { kind: 'line', text: this.#begun.trim() }
    this.#begun = ''
    this.#isTooLong = false
    return line.kind === 'line' && line.text === '' ? undefined : line
  }
}
