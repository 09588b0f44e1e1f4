/** The fake Kraken Spot exchange: a machine that takes HTTP requests, socket frames and operators' commands. */
import { assert, present, unreachable } from '../../src/assert.ts'
import type { Machine } from '../../src/machine.ts'
import { type Instant, instant } from '../../src/time.ts'
import type { Truth } from '../truth.ts'
import { createAccounts } from './accounts.ts'
import { createAudience } from './audience.ts'
import { readDecimal } from './amount.ts'
import { createDeadMan } from './dead-man.ts'
import { createEngine } from './engine.ts'
import { createExports } from './exports.ts'
import { deposit } from './funding.ts'
import { createHistory } from './history.ts'
import { hostAt } from './hosts.ts'
import { createCallLimits } from './limits/calls.ts'
import { createPublicLimits } from './limits/public.ts'
import { createRates } from './limits/rates.ts'
import { createTradingLimits, limitedEngine } from './limits/trading.ts'
import { createLapses } from './lapses.ts'
import { closeIfIdle, expectNothing, expectUse, isBorne } from './manners.ts'
import { createMarkets, truthTables } from './market.ts'
import { dollarsOf } from './prices.ts'
import { operate } from './operator.ts'
import { HEARTBEAT_EVERY, type Outbox, createOutbox, nextHeartbeat, noHeartbeat } from './outbox.ts'
import type { ExchangeAccount, ExchangeEffect, ExchangeInput, OperatorCommand } from './port.ts'
import { type Quirks, standardQuirks } from './quirks.ts'
import { createRefusals } from './refusals.ts'
import { createKeyring } from './rest/auth.ts'
import { answerHttp } from './rest/http.ts'
import { createSessions, isSubscribed } from './sessions.ts'
import { createTape } from './tape/tape.ts'
import { createTokens } from './tokens.ts'
import type { Universe } from './universe/universe.ts'
import type { Restrictions, Served, Venue } from './venue.ts'
import { cancelAll } from './trading.ts'
import { createVolumes } from './volumes.ts'
import { tellFeeds } from './ws1/feeds.ts'
import { V1 } from './ws1/socket.ts'
import { tellBalances } from './ws2/balances.ts'
import { tellExecutions } from './ws2/executions.ts'
import { instrumentUpdate } from './ws2/market/instrument.ts'
import { V2 } from './ws2/socket.ts'

export type Exchange = Machine<ExchangeInput, ExchangeEffect> & { readonly truth: Truth }

export type ExchangeOptions = {
  readonly universe: Universe
  readonly accounts: readonly ExchangeAccount[]
  /** What `AssetPairs` says, not what the engine does. */
  readonly served?: Served
  readonly restricted?: Restrictions
  readonly quirks?: Partial<Quirks>
  /** When the accounts got their opening balances; the beginning of time unless said. */
  readonly openedAt?: Instant
  /**
   * Of accounts that no key opens, about so many of the newest trades, ledger rows and ended orders are kept, and the
   * truth forgets the others too. All of them unless said.
   */
  readonly strangersKeep?: number
}

const DIALECTS = { v1: V1, v2: V2 }
/** The code with which a socket to any other address is turned away. */
const POLICY_VIOLATED = 1008

/**
 * What is asked for and not modelled (`not-modelled.ts`) is refused, never overlooked.
 *
 * Invariants: `now` never runs backwards, and every input's effects are complete when `handle` returns.
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const { universe, accounts: clients, served = {}, restricted = {}, openedAt = instant(0), strangersKeep } = options
  const names = clients.map(({ name }) => name)
  const strangers = new Set(clients.flatMap(({ name, keys }) => (keys.length === 0 ? [name] : [])))
  const accounts = createAccounts(names, (asset) => universe.assets.get(`${asset.altname}.F`))
  const credits = universe.assets.get('KFEE')
  const history = createHistory(names)
  const quirks = { ...standardQuirks, ...options.quirks }
  const sessions = createSessions()
  const audience = createAudience()
  const tape = createTape()
  const lapses = createLapses()
  const keyring = createKeyring(clients)
  const rates = createRates()
  const tradingLimits = createTradingLimits({ clients, history, quirks, rates })
  let now = openedAt
  let timerAt: Instant | undefined
  let outbox: Outbox = createOutbox(now)
  const volumes = createVolumes({ quirks, worthOf: (fill) => dollarsOf(venue, fill) })
  const engine = createEngine({
    accounts,
    history,
    quirks,
    tell(event) {
      tape.hear(event)
      if (event.kind === 'trade-executed') volumes.traded(event.fill)
      const parts = { at: now, sessions, outbox, quirks, tradingLimits }
      for (const told of lapses.pass(event)) {
        tellFeeds(parts, told)
        tellExecutions(parts, told)
      }
    },
    ratesOf: volumes.ratesOf,
    creditsOf: (account) => (venue.feePreferences.get(account) === 'credits' ? credits : undefined),
  })
  const venue: Venue = {
    universe,
    served,
    restricted,
    quirks,
    markets: createMarkets(universe),
    accounts,
    history,
    engine: limitedEngine(engine, tradingLimits),
    deadMan: createDeadMan(),
    tape,
    publicLimits: createPublicLimits(quirks),
    callLimits: createCallLimits({ clients, quirks, rates }),
    tradingLimits,
    keyring,
    tokens: createTokens(),
    volumes,
    lapses,
    refusals: createRefusals(),
    regions: new Map(clients.flatMap(({ name, region }) => (region === undefined ? [] : [[name, region] as const]))),
    system: { mode: 'online', pairs: new Map() },
    feePreferences: new Map(),
    misstated: new Map(),
    depositAddresses: new Map(),
    withdrawKeys: new Map(clients.map(({ name, withdrawKeys = {} }) => [name, withdrawKeys])),
    exports: createExports(),
  }
  openBalances(venue, { clients, openedAt })

  function act(input: ExchangeInput): void {
    switch (input.kind) {
      case 'http-requested': {
        const answer = answerHttp({ at: now, venue }, input)
        return outbox.answer({ kind: 'http-respond', id: input.id, status: 200, ...answer })
      }
      case 'socket-opened': {
        const host = hostAt(input.url)
        if (host === undefined) {
          return outbox.answer({ kind: 'socket-close', socket: input.socket, code: POLICY_VIOLATED })
        }
        const socket = sessions.open(now, input.socket, host)
        if (quirks.idleSockets === 'closed') expectUse(socket, outbox)
        return outbox.reply(socket, 'control', DIALECTS[host.dialect].greeting(venue, socket))
      }
      case 'socket-received': {
        const socket = sessions.socket(input.socket)
        if (socket === undefined || !isBorne(now, socket, { outbox, quirks })) return
        const wasSubscribed = isSubscribed(socket)
        DIALECTS[socket.dialect].receive({ at: now, venue, sessions, audience, outbox, socket }, input.frame)
        if (quirks.idleSockets === 'closed' && wasSubscribed && !isSubscribed(socket)) expectUse(socket, outbox)
        return
      }
      case 'socket-closed': {
        const socket = sessions.socket(input.socket)
        if (socket === undefined) return
        if (isSubscribed(socket)) outbox.answer(noHeartbeat(socket))
        if (quirks.idleSockets === 'closed') expectNothing(socket, outbox)
        audience.leaveAll(socket)
        return sessions.close(input.socket)
      }
      case 'timer-fired': {
        if (input.timer.kind === 'orders') return
        const socket = sessions.socket(input.timer.socket)
        if (socket === undefined) return
        if (input.timer.kind === 'idle') {
          if (closeIfIdle(now, socket, outbox)) sessions.close(socket.id)
          return
        }
        if (!isSubscribed(socket)) return
        if (now - socket.lastSentAt >= HEARTBEAT_EVERY)
          outbox.reply(socket, 'control', DIALECTS[socket.dialect].heartbeat)
        return outbox.answer(nextHeartbeat(socket))
      }
      case 'operator-commanded': {
        const outcome = operate(now, venue, input.command)
        if (input.command.kind === 'forget-tokens') for (const socket of sessions.all()) socket.tokens.clear()
        if (!outcome.ok) return outbox.answer({ kind: 'operator-answered', ok: false, error: outcome.error })
        outbox.answer({ kind: 'operator-answered', ok: true, ...outcome.value })
        tellChangedPair(input.command)
        if (input.command.kind !== 'go' || input.command.pair !== undefined) return
        for (const socket of sessions.all()) {
          outbox.feed(socket, 'control', DIALECTS[socket.dialect].modeChange(venue, socket))
        }
        return
      }
      default:
        return unreachable(input)
    }
  }

  /** Whose time was up in maintenance loses his orders when it is over. Source: protocol 3.6. */
  const deadManDue = (): Instant | undefined => (venue.system.mode === 'maintenance' ? undefined : venue.deadMan.next())

  function runDue(): void {
    venue.engine.runDue(now)
    const due = deadManDue()
    if (due === undefined || due > now) return
    for (const account of venue.deadMan.take(now)) cancelAll(now, venue, account)
  }

  /** One timer stands for all that is to come by itself. */
  function setTimer(): void {
    const due = [venue.engine.nextDue(), deadManDue()].reduce(earlier)
    if (due === timerAt) return
    timerAt = due
    const timer = { kind: 'orders' } as const
    outbox.answer(due === undefined ? { kind: 'timer-stop', timer } : { kind: 'timer-set', timer, at: due })
  }

  function tellChangedPair(command: OperatorCommand): void {
    if (command.kind !== 'go' && command.kind !== 'change-pair') return
    const market = command.pair === undefined ? undefined : venue.markets.named(command.pair)
    if (market !== undefined) audience.tellAll('instrument', instrumentUpdate(venue, market.row), outbox)
  }

  return {
    handle(at, input) {
      assert(at >= now, 'the exchange is never told of the past')
      now = at
      outbox = createOutbox(now)
      if (strangersKeep !== undefined) {
        history.forget(strangers, strangersKeep)
        accounts.forget(strangers, strangersKeep)
      }
      const entriesBefore = accounts.entries.length
      runDue()
      act(input)
      runDue()
      setTimer()
      tape.tell(now, (change) => audience.tell(now, change, outbox))
      tellBalances({ sessions, outbox, venue }, accounts.entries.slice(entriesBefore))
      return outbox.effects()
    },
    /** It does everything at once, and a heartbeat is no wait. */
    pending: () => undefined,
    truth: {
      trades: history.truthTrades,
      orders: history.truthOrders,
      entries: accounts.entries,
      accounts: accounts.all,
      assets: truthTables(universe).assets,
      get pairs() {
        return venue.markets.truth()
      },
      rates: rates.shown,
      best: (pair) => engine.best(pair),
    },
  }
}

const earlier = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one

function openBalances(
  venue: Venue,
  { clients, openedAt }: { readonly clients: readonly ExchangeAccount[]; readonly openedAt: Instant },
): void {
  for (const { name: account, funds } of clients) {
    for (const [asset, amount] of Object.entries(funds)) {
      if (readDecimal(amount)?.units === 0n) continue
      const booked = deposit(openedAt, venue, { account, asset, amount })
      present(booked.ok ? booked.value : undefined, `${account} can be given ${amount} ${asset}`)
    }
  }
}
