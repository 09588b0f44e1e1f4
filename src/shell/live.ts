/** Runs the broker in the real world: tells the machine what happens and carries out what it wants, strictly in order. */
import { assert, unreachable } from '../assert.ts'
import type { BorderEvent } from '../broker/border.ts'
import type { BrokerEffect, BrokerFile, BrokerInput } from '../broker/port.ts'
import { STATE_FILES } from '../broker/port.ts'
import type { EmsEvent } from '../ems.ts'
import type { Timers } from '../live/timers.ts'
import type { Machine } from '../machine.ts'
import type { Result } from '../result.ts'
import type { Instant } from '../time.ts'
import type { Rest } from './rest.ts'
import type { Sockets } from './sockets.ts'

export type Surroundings = {
  readonly now: () => Instant
  readonly files: {
    readonly append: (file: BrokerFile, text: string) => Result<void, string>
    readonly replace: (file: BrokerFile, text: string) => Result<void, string>
    readonly text: (file: BrokerFile) => string
  }
  readonly rest: Pick<Rest, 'ask'>
  readonly sockets: Pick<Sockets, 'open' | 'send' | 'close'>
  readonly timers: Pick<Timers, 'set' | 'stop'>
  /** The time that a private call uses up as its nonce, for the next start. */
  readonly keepNonceMark: (used: Instant) => void
  readonly tell: (event: EmsEvent) => void
  readonly log: (text: string) => void
  /** Undefined when nobody wants a recording. */
  readonly record: ((at: Instant, event: BorderEvent) => void) | undefined
}

export type Ending =
  /** As asked. */
  | { readonly kind: 'stopped' }
  /** It could not go on, for a reason outside. */
  | { readonly kind: 'gave up'; readonly reason: string }
  /** A claim in our own code was false. */
  | { readonly kind: 'broke' }

/** Invariant: one input is handled at a time, and all its effects are carried out before the next one. */
export class Live {
  readonly #machine: Machine<BrokerInput, BrokerEffect>
  readonly #around: Surroundings
  readonly #end: (ending: Ending) => void
  #isHandling = false
  /** What is still to be carried out of the machine's last answer. */
  #left: readonly BrokerEffect[] = []
  #isBroken = false
  #isOver = false
  /** When what is being handled came in. */
  #now: Instant | undefined

  /** `end` is called once; afterwards nothing is told to the machine any more. */
  constructor(
    machine: Machine<BrokerInput, BrokerEffect>,
    { around, end }: { readonly around: Surroundings; readonly end: (ending: Ending) => void },
  ) {
    this.#machine = machine
    this.#around = around
    this.#end = end
  }

  feed(input: BrokerInput): void {
    if (this.#isOver) return
    try {
      this.#handle(input)
    } catch (error) {
      this.break(error)
    }
  }

  /** Something threw that should not have: the machine may still bring its affairs in order, and then it is over. */
  break(error: unknown): void {
    if (this.#isOver) return
    this.#isHandling = false
    this.#around.log(`this is a fault of Wavetank itself: ${error instanceof Error ? error.stack : String(error)}`)
    if (!this.#isBroken) {
      this.#isBroken = true
      this.#bookTheRest()
      this.feed({ kind: 'stop-requested', why: 'exception' })
    }
    this.#over({ kind: 'broke' })
  }

  // ---- inside

  /** The machine holds these trades to be in the ledger, and positions that it may write yet rest on them. */
  #bookTheRest(): void {
    const appends = this.#left.filter((effect) => effect.kind === 'file-append')
    this.#left = []
    for (const append of appends) this.#write(append)
  }

  #handle(input: BrokerInput): void {
    assert(!this.#isHandling, 'nothing that the broker wants done is told to it at once')
    this.#isHandling = true
    const now = this.#around.now()
    this.#now = now
    this.#recordInput(input)
    let failed: Extract<BrokerInput, { kind: 'file-failed' }> | undefined
    this.#left = this.#machine.handle(now, input)
    for (let next = this.#left[0]; next !== undefined && !this.#isOver; next = this.#left[0]) {
      this.#left = this.#left.slice(1)
      const written = this.#carryOut(next)
      if (written === undefined || written.ok) continue
      // What comes after rests on it, so it is not carried out.
      failed = { kind: 'file-failed', file: written.file, reason: written.error }
      this.#left = []
    }
    this.#isHandling = false
    this.#now = undefined
    if (failed === undefined) return
    this.feed(failed)
    this.#over({ kind: 'gave up', reason: `${failed.file} cannot be written: ${failed.reason}` })
  }

  #carryOut(effect: BrokerEffect): Written | undefined {
    const { rest, sockets, timers, log } = this.#around
    switch (effect.kind) {
      case 'http-request': {
        const { nonce, ...call } = effect
        if (nonce !== undefined) this.#around.keepNonceMark(nonce)
        this.#record(call)
        rest.ask(call)
        return
      }
      case 'socket-open':
        this.#record(effect)
        sockets.open(effect.socket, effect.url)
        return
      case 'socket-send':
        this.#record(effect)
        sockets.send(effect.socket, effect.frame)
        return
      case 'socket-close':
        sockets.close(effect.socket)
        return
      case 'timer-set': {
        const { timer, at } = effect
        timers.set(timer, at, () => this.feed({ kind: 'timer-fired', timer }))
        return
      }
      case 'timer-stop':
        timers.stop(effect.timer)
        return
      case 'file-append':
      case 'file-replace':
        return this.#write(effect)
      case 'ems-event':
        this.#record(effect)
        this.#around.tell(effect.event)
        return
      case 'note': {
        const { name, detail } = effect.note
        this.#record({ kind: 'note', ...effect.note })
        log(detail === undefined ? name : `${name}: ${detail}`)
        return
      }
      case 'exited':
        this.#over(effect.reason === undefined ? { kind: 'stopped' } : { kind: 'gave up', reason: effect.reason })
        return
      default:
        return unreachable(effect)
    }
  }

  #write(effect: Extract<BrokerEffect, { kind: 'file-append' | 'file-replace' }>): Written {
    const { file, text } = effect
    const { files, record } = this.#around
    const written = effect.kind === 'file-append' ? files.append(file, text) : files.replace(file, text)
    if (written.ok && record !== undefined) this.#record({ kind: 'file-written', file, text: files.text(file) })
    return { ...written, file }
  }

  #recordInput(input: BrokerInput): void {
    switch (input.kind) {
      case 'started':
        for (const file of STATE_FILES) {
          const text = input.files[file]
          if (text !== undefined) this.#record({ kind: 'file-found', file, text })
        }
        this.#record({ kind: 'broker-started' })
        return
      case 'ems-requested':
      case 'http-answered':
      case 'http-failed':
      case 'socket-opened':
      case 'socket-received':
      case 'socket-closed':
      case 'stop-requested':
        this.#record(input)
        return
      case 'timer-fired':
      case 'file-failed':
        return
      default:
        unreachable(input)
    }
  }

  #record(event: BorderEvent): void {
    // All of one moment is told by its time, so that a replay can tell the machine the same.
    this.#around.record?.(this.#now ?? this.#around.now(), event)
  }

  #over(ending: Ending): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#record({ kind: 'broker-ended', how: ending.kind === 'broke' ? 'crashed' : 'exited' })
    this.#end(this.#isBroken ? { kind: 'broke' } : ending)
  }
}

type Written = Result<void, string> & { readonly file: BrokerFile }
