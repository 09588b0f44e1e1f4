/** The connections of recorded clients: nothing is on any wire, and what is sent is compared. */
import type { SocketId } from '../../../src/ids.ts'
import type { Line } from '../../edge/kraken-side.ts'
import type { Lines } from '../wires.ts'
import type { RecordedLine } from './recorded.ts'

export type AgainLine = Line & {
  readonly recorded: RecordedLine
  /** How many of its frames Kraken has heard. */
  heardSoFar: number
  isDead: boolean
}

type Events = {
  readonly sent: (line: AgainLine, frame: string) => void
  /** Kraken cut it. */
  readonly closed: (line: AgainLine) => void
}

/** Invariant: holds exactly those whose end Kraken neither caused nor was told of, as the sockets of a served one do. */
export class AgainLines implements Lines<AgainLine> {
  readonly #events: Events
  readonly #open = new Map<SocketId, AgainLine>()

  constructor(events: Events) {
    this.#events = events
  }

  /** `socket`: the number by which Kraken knows it. */
  open({ socket, recorded }: { readonly socket: SocketId; readonly recorded: RecordedLine }): AgainLine {
    const line: AgainLine = { socket, url: recorded.url, recorded, heardSoFar: 0, isDead: false }
    this.#open.set(recorded.socket, line)
    return line
  }

  /** By the recorder's number. */
  of(id: number): AgainLine | undefined {
    return [...this.#open.values()].find(({ recorded }) => recorded.socket === id)
  }

  forget({ recorded }: AgainLine): void {
    this.#open.delete(recorded.socket)
  }

  send(line: AgainLine, frame: string): void {
    if (!line.isDead && this.#open.has(line.recorded.socket)) this.#events.sent(line, frame)
  }

  close(line: AgainLine): void {
    this.forget(line)
  }

  cut(line: AgainLine): void {
    if (this.#open.delete(line.recorded.socket)) this.#events.closed(line)
  }

  cutAll(): void {
    for (const line of [...this.#open.values()]) this.cut(line)
  }

  leaveAllDead(): void {
    for (const line of this.#open.values()) line.isDead = true
  }
}
