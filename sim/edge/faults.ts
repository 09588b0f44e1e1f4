/** Faults: each is a function from a message to a verdict, kept as data so that a story can print and shrink it. */
import type { Micros } from '../../src/time.ts'
import type { Channel } from '../exchange/port.ts'
import type { Answer, WsRequest } from '../scenario.ts'

/** Kraken's queues towards the client, one for each channel. */
export type Downlink = `ws/${Channel}`
export type Pipe = 'ws/uplink' | Downlink | 'http/up' | 'http/down'

type DoorFault =
  /** `request`: the event of a frame (`addOrder`, `subscribe`) or the method of an HTTP path (`Assets`). */
  | { readonly kind: 'answer'; readonly request: string; readonly with: Answer }
  | { readonly kind: 'lose-reply'; readonly request: WsRequest }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after'; readonly request: WsRequest; readonly outage: Micros }

type PipeFault =
  | { readonly kind: 'delay'; readonly pipe: Pipe; readonly by: Micros }
  /** TCP loses nothing within a connection, so a frame is lost only by whoever feeds Kraken's channels. */
  | { readonly kind: 'drop'; readonly pipe: Exclude<Pipe, 'ws/uplink'> }
  | { readonly kind: 'duplicate'; readonly pipe: Downlink }

/** How often a fault strikes that only healing ends. */
export const ALWAYS = Infinity

/** `times`: how many messages it strikes before it is spent; `after`: how many it lets pass before, none unless said. */
export type Fault = { readonly times: number; readonly after?: number } & (DoorFault | PipeFault)

export type DoorVerdict =
  | { readonly kind: 'pass' }
  /** The door answers; the request is never carried out. */
  | { readonly kind: 'answer'; readonly with: Answer }
  /** The request is carried out; its acknowledgement never arrives. */
  | { readonly kind: 'lose-reply' }
  /** The connection breaks before Kraken hears the request, or after the deed and before a word of it gets back. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after'; readonly outage: Micros }

export type PipeVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'delay'; readonly by: Micros }
  | { readonly kind: 'drop' }
  | { readonly kind: 'duplicate' }

const PASS = { kind: 'pass' } as const

/** What a fault has to say to a message at the door; undefined when it has no opinion. */
export function doorVerdict(fault: Fault, request: string): DoorVerdict | undefined {
  switch (fault.kind) {
    case 'answer':
      return fault.request === request ? { kind: 'answer', with: fault.with } : undefined
    case 'lose-reply':
      return fault.request === request ? { kind: 'lose-reply' } : undefined
    case 'cut':
      return fault.request === request ? { kind: 'cut', when: fault.when, outage: fault.outage } : undefined
    case 'delay':
    case 'drop':
    case 'duplicate':
      return undefined
  }
}

/** What a fault has to say to a message that enters a pipe; undefined when it has no opinion. */
export function pipeVerdict(fault: Fault, pipe: Pipe): PipeVerdict | undefined {
  switch (fault.kind) {
    case 'delay':
      return fault.pipe === pipe ? { kind: 'delay', by: fault.by } : undefined
    case 'drop':
    case 'duplicate':
      return fault.pipe === pipe ? { kind: fault.kind } : undefined
    case 'answer':
    case 'lose-reply':
    case 'cut':
      return undefined
  }
}

/** The faults in force, oldest first; the first opinion wins and uses that fault up by one. */
export class Faults {
  #inForce: { readonly fault: Fault; passes: number; left: number }[] = []

  get any(): boolean {
    return this.#inForce.length > 0
  }

  add(fault: Fault): void {
    this.#inForce.push({ fault, passes: fault.after ?? 0, left: fault.times })
  }

  atDoor(request: string): DoorVerdict {
    return this.#first((fault) => doorVerdict(fault, request)) ?? PASS
  }

  /** A message that goes by several names is struck by whatever was meant for it under any of them. */
  inPipe(pipes: readonly Pipe[]): PipeVerdict {
    const verdicts = pipes.map((pipe) => this.#first((fault) => pipeVerdict(fault, pipe)))
    return verdicts.find((verdict) => verdict !== undefined) ?? PASS
  }

  /** Ends them all. */
  heal(): void {
    this.#inForce = []
  }

  #first<Verdict>(opinion: (fault: Fault) => Verdict | undefined): Verdict | undefined {
    for (const [place, one] of this.#inForce.entries()) {
      const verdict = opinion(one.fault)
      if (verdict === undefined) continue
      if (one.passes > 0) {
        one.passes -= 1
        continue
      }
      one.left -= 1
      if (one.left <= 0) this.#inForce.splice(place, 1)
      return verdict
    }
    return undefined
  }
}
