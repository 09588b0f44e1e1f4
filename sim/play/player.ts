/** Plays the steps of a story in a world: turns each into what the trader, the others and Kraken do. */
import { assert, unreachable } from '../../src/assert.ts'
import type { EmsRequest } from '../../src/ems.ts'
import type { Txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { type Instant, after, micros, seconds } from '../../src/time.ts'
import type { OperatorCommand, SystemMode } from '../exchange/port.ts'
import type { Scenario, Step } from '../scenario.ts'
import type { Chance, Ways } from '../world/chance.ts'
import { RACE_SPACING } from '../world/delays.ts'
import { SETTLE_BOUND } from '../world/world.ts'
import { newestTxid } from './account-view.ts'
import { STRANGER, TRADER } from './cast.ts'
import type { Playing, Stage, Wait } from './stage.ts'
import { isTraders, raceMisfit, raceOrders } from './race.ts'
import { DONE, type Done, befall, befalls, command } from './surroundings.ts'
import type { Trader } from './trader.ts'
import { assetsOf, readAmount, readOrder, stepText } from './words.ts'

/** `halted`: a step could not be performed. `cut short`: the time to stop at was reached. */
export type Ended =
  | { readonly kind: 'played' }
  | { readonly kind: 'cut short' }
  | { readonly kind: 'halted'; readonly sentence: string; readonly at: Instant }
  | { readonly kind: 'unsettled'; readonly sentence: string; readonly at: Instant }

/** How a step is performed when it races. */
type Racing = { readonly race: number; readonly reachesAt: Instant }

const NO_BROKER: Done = fail('no broker runs')

export class Player {
  readonly #scenario: Scenario
  readonly #world: Stage
  readonly #trader: Trader
  readonly #story: Chance
  readonly #until: Instant | undefined
  readonly #agree: (claim: string) => void
  readonly #watch: ((until: Instant) => Playing<void>) | undefined

  /** Orders placed by no broker: strangers' and those of the web page, by name. */
  readonly #placed = new Map<string, { readonly account: string; readonly txid: Txid }>()
  readonly #markets = new Map<string, string>()
  #races = 0
  #eithers = 0
  #releases = 0
  /** What is asked for now is not the last of its moment. */
  #isMoreToCome = false
  #unnamed = 0
  #mode: SystemMode = 'online'
  /** Why the story does not go on; the first reason counts. */
  #ended: Ended | undefined

  constructor(parts: {
    readonly scenario: Scenario
    readonly world: Stage
    readonly trader: Trader
    /** Picks the story's branches. */
    readonly story: Chance
    /** When to stop, though the story goes on. */
    readonly until?: Instant | undefined
    /** Judges whether the trader's picture is Kraken's. */
    readonly agree: (claim: string) => void
    /** Lets time pass while it looks when they come to agree. */
    readonly watch?: (until: Instant) => Playing<void>
  }) {
    this.#scenario = parts.scenario
    this.#world = parts.world
    this.#trader = parts.trader
    this.#story = parts.story
    this.#until = parts.until
    this.#agree = parts.agree
    this.#watch = parts.watch
  }

  /** The market of an order, by its name; the story's own where none was said. */
  marketOf(order: string): string {
    return this.#markets.get(order) ?? this.#scenario.market
  }

  /** Plays the whole story, heals the world and lets it settle. Whoever has a world of whatever kind lets time pass. */
  *play(): Playing<Ended> {
    yield* this.#playAll([...this.#scenario.story, { act: 'heal' }, { act: 'settle' }])
    return this.#ended ?? { kind: 'played' }
  }

  *#playAll(steps: readonly Step[]): Playing<void> {
    for (const step of steps) {
      if (this.#ended !== undefined) return
      yield* this.#perform(step)
      if (this.#isOver()) this.#ended ??= { kind: 'cut short' }
    }
  }

  /** Performs one step, in a race or alone, and ends the story when that cannot be done. */
  *#perform(step: Step, racing?: Racing): Playing<void> {
    if (this.#ended !== undefined) return
    const text = stepText(step)
    if (step.act !== 'race' && step.act !== 'either' && step.act !== 'together') {
      this.#world.record({ kind: 'step', text, ...(racing === undefined ? {} : { race: racing.race }) })
    }
    const done = yield* this.#do(step, racing)
    if (done.ok) return
    if (this.#scenario.drawn === true) this.#world.record({ kind: 'step', text: `passed over: ${done.error}` })
    else this.#ended ??= { kind: 'halted', sentence: `${text}: ${done.error}`, at: this.#world.now }
  }

  *#do(step: Step, racing: Racing | undefined): Playing<Done> {
    if (befalls(step)) return befall(this.#world, step)
    switch (step.act) {
      case 'broker':
        return this.#broker(step.does)
      case 'place':
        if (step.who === 'trader' && !this.#world.isBrokerRunning) return NO_BROKER
        return this.#place(step, racing)
      case 'edit': {
        if (!this.#world.isBrokerRunning) return NO_BROKER
        // To a broker that has started since, it would be a new order.
        if (this.#scenario.drawn === true && this.#trader.isOver(step.order)) return fail('the trader knows it is over')
        const sizes = this.#amount(step.size, this.marketOf(step.order))
        if (!sizes.ok) return sizes
        const price = step.price === undefined ? {} : { price: step.price }
        return this.#ask(this.#trader.edit(step.order, { ...sizes.value, ...price }), racing)
      }
      case 'cancel':
        return step.who === 'trader'
          ? this.#ask(this.#trader.cancel(step.order), racing)
          : this.#cancel(step.who, step.order, racing !== undefined)
      case 'spend':
        return this.#spend(step)
      case 'cancel-all':
        return this.#ask(this.#trader.cancelAll(), racing)
      case 'amend':
        return this.#amend(step, racing !== undefined)
      case 'mode':
        return this.#go(step.mode)
      case 'hold-back':
        this.#world.holdBack(step.channels)
        return DONE
      case 'release': {
        this.#releases += 1
        const label = `story/release/${this.#releases}`
        this.#world.release((count, channels) => this.#story.pick(label, count, () => channels.map((one) => [one])))
        return DONE
      }
      case 'wait':
        yield this.#untilAfter(step.seconds)
        return DONE
      case 'heal':
        this.#world.heal()
        return this.#mode === 'online' ? DONE : this.#go('online')
      case 'agree':
        if (this.#watch === undefined) yield this.#untilAfter(step.withinSeconds)
        else yield* this.#watch(this.#untilAfter(step.withinSeconds).at)
        if (!this.#isOver()) this.#agree(stepText(step))
        return DONE
      case 'settle':
        yield* this.#settle()
        return DONE
      case 'race':
        return yield* this.#race(step.between)
      case 'together':
        return yield* this.#together(step.of, racing)
      case 'either':
        return yield* this.#either(step.of)
      default:
        return unreachable(step)
    }
  }

  // ---- the broker's process

  #broker(does: Extract<Step, { act: 'broker' }>['does']): Done {
    const isStart = does === 'starts' || does === 'restarts'
    if (isStart && this.#world.isBrokerRunning) return fail('a broker runs already')
    if (!isStart && !this.#world.isBrokerRunning) return NO_BROKER
    switch (does) {
      case 'starts':
      case 'restarts':
        this.#world.startBroker()
        return DONE
      case 'crashes':
        this.#world.crashBroker()
        return DONE
      case 'stops':
        this.#world.stopBroker('asked')
        return DONE
      case 'fails':
        this.#world.stopBroker('exception')
        return DONE
      default:
        return unreachable(does)
    }
  }

  // ---- orders

  #place(step: Extract<Step, { act: 'place' }>, racing: Racing | undefined): Done {
    const market = step.on ?? this.#scenario.market
    const order = readOrder(step.what)
    if (order === undefined) return fail(`${step.what} is no order`)
    if (order.asset !== assetsOf(market).base) return fail(`${order.asset} is not what ${market} trades`)
    const name = step.as ?? this.#unnamedOrder()
    this.#markets.set(name, market)
    const price = order.price === undefined ? {} : { price: order.price }
    const postOnly = step.postOnly === undefined ? {} : { postOnly: step.postOnly }
    if (step.who === 'trader') {
      const orderType = order.price === undefined ? 'market' : 'limit'
      const { act, who, side, what, as, on, ...manner } = step
      const wish = { symbol: market, action: side, orderType, size: order.size, ...price, ...manner } as const
      return this.#ask(this.#trader.place(name, wish), racing)
    }
    const account = accountOf(step.who)
    const terms = { side: step.side, volume: order.size, ...price, ...postOnly }
    return this.#placeAtKraken(name, { account, pair: market, ...terms })
  }

  #spend({ what, as }: Extract<Step, { act: 'spend' }>): Done {
    const { market } = this.#scenario
    const amount = readAmount(what)
    if (amount?.asset !== assetsOf(market).quote) return fail(`${what} is no amount of what ${market} is paid in`)
    const name = as ?? this.#unnamedOrder()
    this.#markets.set(name, market)
    const terms = { side: 'buy', volume: amount.size, inQuote: true } as const
    return this.#placeAtKraken(name, { account: accountOf('web'), pair: market, ...terms })
  }

  #placeAtKraken(name: string, order: Omit<Extract<OperatorCommand, { kind: 'place' }>, 'kind'>): Done {
    const { account } = order
    const placed = this.#world.command({ kind: 'place', ...order })
    if (!placed.ok) return fail(`Kraken refuses it: ${placed.error}`)
    if (placed.value === undefined) return fail('Kraken does not say what became of it')
    this.#placed.set(name, { account, txid: placed.value })
    if (account === TRADER) this.#trader.nameWebOrder(name, placed.value)
    return DONE
  }

  #ask(request: Result<EmsRequest, string>, racing: Racing | undefined): Done {
    if (!request.ok) return request
    if (!this.#world.isBrokerRunning) return NO_BROKER
    this.#world.request(request.value, { reachesAt: racing?.reachesAt, more: this.#isMoreToCome })
    return DONE
  }

  /** A cancel that loses its race is no failure of the story: that is what the race is about. */
  #cancel(who: 'stranger' | 'web', name: string, isRacing: boolean): Done {
    const txid = this.#txidOf(who, name)
    if (!txid.ok) return txid
    const canceled = this.#world.command({ kind: 'cancel', account: accountOf(who), txid: txid.value })
    return canceled.ok || isRacing ? DONE : fail(`Kraken refuses it: ${canceled.error}`)
  }

  /** And so is an amend. */
  #amend({ order, size, price }: Extract<Step, { act: 'amend' }>, isRacing: boolean): Done {
    const txid = this.#txidOf('web', order)
    if (!txid.ok) return txid
    const volume = this.#amount(size, this.marketOf(order))
    if (!volume.ok) return volume
    const to = {
      ...(volume.value.size === undefined ? {} : { volume: volume.value.size }),
      ...(price === undefined ? {} : { price }),
    }
    const amended = this.#world.command({ kind: 'amend', account: accountOf('web'), txid: txid.value, ...to })
    return amended.ok || isRacing ? DONE : fail(`Kraken refuses it: ${amended.error}`)
  }

  #txidOf(who: 'stranger' | 'web', name: string): Result<Txid, string> {
    const account = accountOf(who)
    const placed = this.#placed.get(name)
    const txid = newestTxid(this.#world.truth.orders.values(), {
      account,
      placed: placed?.account === account ? placed.txid : undefined,
      reqids: (who === 'web' ? this.#trader.order(name)?.reqids : undefined) ?? new Set(),
    })
    return txid === undefined ? fail(`there is no order ${name} of this account at Kraken`) : ok(txid)
  }

  #amount(text: string | undefined, market: string): Result<{ readonly size?: string }, string> {
    if (text === undefined) return ok({})
    const amount = readAmount(text)
    return amount?.asset === assetsOf(market).base ? ok({ size: amount.size }) : fail(`${text} is no size in ${market}`)
  }

  #unnamedOrder(): string {
    this.#unnamed += 1
    return `order ${this.#unnamed} without a name`
  }

  // ---- Kraken and the chain

  #go(mode: SystemMode): Done {
    this.#mode = mode
    return command(this.#world, { kind: 'go', mode })
  }

  // ---- time and branches

  *#settle(): Playing<void> {
    const deadline = this.#bounded(after(this.#world.now, SETTLE_BOUND))
    const unrest = yield { kind: 'settle', deadline }
    if (unrest === undefined || this.#isOver()) return
    const bound = `${SETTLE_BOUND / seconds(1)} seconds`
    this.#ended ??= { kind: 'unsettled', sentence: `not at rest after ${bound}: ${unrest}`, at: this.#world.now }
  }

  /** The k-th step reaches Kraken k spacings from now. All begin at once: nobody has heard of another's deed. */
  *#race(between: readonly Step[]): Playing<Done> {
    const misfit = raceMisfit(between)
    if (misfit !== undefined) return fail(misfit)
    this.#races += 1
    const race = this.#races
    const orders = raceOrders(between)
    const ways: Ways = () => orders.map((order) => order.map((place) => racerAt(between, { race, place })))
    const order = orders[this.#story.pick(`story/race/${race}`, orders.length, ways)] ?? []
    const begins = this.#world.now
    this.#world.beginRace(order.length)
    for (const [place, index] of order.entries()) {
      const step = between[index]
      if (step === undefined) continue
      const reachesAt = after(begins, micros((place + 1) * RACE_SPACING))
      if (isTraders(step)) yield* this.#perform(step, { race, reachesAt })
      else this.#world.schedule(reachesAt, () => this.#performAtOnce(step, { race, reachesAt }))
    }
    return DONE
  }

  /** The broker is asked for all of them before it hears anything else. */
  *#together(of: readonly Step[], racing: Racing | undefined): Playing<Done> {
    if (!of.every(isTraders)) return fail('only what the trader asks the broker for can come together')
    for (const [place, step] of of.entries()) {
      this.#isMoreToCome = place < of.length - 1
      yield* this.#perform(step, racing)
    }
    this.#isMoreToCome = false
    return DONE
  }

  *#either(of: readonly (readonly Step[])[]): Playing<Done> {
    if (of.length === 0) return fail('there is nothing to choose from')
    this.#eithers += 1
    yield* this.#playAll(of[this.#story.pick(`story/either/${this.#eithers}`, of.length)] ?? [])
    return DONE
  }

  /** A step that races waits for nothing. */
  #performAtOnce(step: Step, racing: Racing): void {
    const { done } = this.#perform(step, racing).next()
    assert(done === true, 'what races takes no time')
  }

  #untilAfter(count: number): Extract<Wait, { kind: 'until' }> {
    return { kind: 'until', at: this.#bounded(after(this.#world.now, seconds(count))) }
  }

  #bounded(at: Instant): Instant {
    return this.#until !== undefined && this.#until < at ? this.#until : at
  }

  #isOver(): boolean {
    return this.#until !== undefined && this.#world.now >= this.#until
  }
}

const accountOf = (who: 'stranger' | 'web'): string => (who === 'web' ? TRADER : STRANGER)

/** The trader's steps come one after another, in whatever race; each other step is nobody's but its own. */
function racerAt(between: readonly Step[], { race, place }: { readonly race: number; readonly place: number }): string {
  const step = between[place]
  return step !== undefined && isTraders(step) ? 'trader' : `step ${place + 1} of race ${race}`
}
