/** The broker: a Kraken Spot backend for an order-management system, as one machine without IO. */
import { assert } from '../assert.ts'
import type { EmsRequest } from '../ems.ts'
import type { News } from '../kraken/dialect.ts'
import { dialectNamed } from '../kraken/dialects.ts'
import type { Reference } from '../kraken/reference.ts'
import { readReference } from '../kraken/reference.ts'
import type { RestCall } from '../kraken/rest.ts'
import { assetPairsCall, assetsCall } from '../kraken/rest.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Machine } from '../machine.ts'
import type { Instant } from '../time.ts'
import { after, seconds } from '../time.ts'
import type { Accounting } from './accounting.ts'
import { createAccounting } from './accounting.ts'
import { createAgenda } from './agenda.ts'
import { sendCancels } from './cancels.ts'
import { adoptUnclaimed } from './claims.ts'
import type { DeadMan } from './dead-man.ts'
import { createDeadMan } from './dead-man.ts'
import type { Desk } from './desk.ts'
import { createDialogs } from './dialogs.ts'
import { createKrakenClock } from './kraken-clock.ts'
import { createOutbox } from './outbox.ts'
import { createPace } from './pace.ts'
import { beginPatrol } from './patrol.ts'
import type { BrokerConfig, BrokerEffect, BrokerInput, BrokerTimer, StateTexts } from './port.ts'
import type { Reconciler } from './reconcile.ts'
import { createReconciler } from './reconcile.ts'
import { createRefusals } from './refusals.ts'
import { requested } from './requests.ts'
import { createRestClient } from './rest-client.ts'
import type { Session } from './session.ts'
import { createSession } from './session.ts'
import { refuse, tellFillsAnyway } from './tell.ts'
import { acknowledged, applyOrder, applyTrades } from './updates.ts'

/** Transfers have no feed; they are looked for this often. */
const ACCOUNT_POLL = seconds(60)

/** What there is once assets, pairs and files are read; before, there is nothing to trade with. */
type Loaded = {
  readonly desk: Desk
  readonly session: Session
  readonly reconciler: Reconciler
  readonly deadMan: DeadMan
}

/** Kraken repeats this many trades at most when a subscription begins. Source: websocket-v1/owntrades. */
const SNAPSHOT_TRADES = 50

/**
 * A full snapshot in which nothing is known can have older trades missing before it. Among trades of one instant only
 * Kraken's own list says which came first, so these wait for it.
 */
const mayHaveHole = (desk: Desk, snapshot: readonly Trade[]): boolean =>
  snapshot.length >= SNAPSHOT_TRADES && !snapshot.some((trade) => desk.accounting.knows(trade.id))

export function createBroker(config: BrokerConfig): Machine<BrokerInput, BrokerEffect> {
  const out = createOutbox()
  const agenda = createAgenda(out)
  const clock = createKrakenClock()
  const refusals = createRefusals(config, { out, clock })
  const rest = createRestClient(config, { out, refusals, denied })
  let startedAt: Instant | undefined
  let accounting: Accounting | undefined
  let loaded: Loaded | undefined
  /** Everything missed has been made up for since the session last went live. */
  let isReconciled = false
  /** Repairs begun and sessions lost: the end of a repair that is not the last counts for nothing. */
  let repairs = 0
  let wasReady = false
  /** Trades that wait for the history they are the end of; undefined when trades are taken as they come. */
  let early: Trade[] | undefined = []
  let isOver = false
  /** Trades not told yet that are in the ledger for certain: what the latest input brought may be what was not written. */
  let durable: ReadonlySet<Trade> = new Set()
  let isPolling = false
  let serviceMode = 'online'

  function start(files: StateTexts): void {
    assert(startedAt === undefined, 'a broker starts once')
    startedAt = out.now()
    accounting = createAccounting(config, files, out)
    const read = refusals.load(files.refusals)
    if (!read.ok) {
      giveUp(read.error)
      return
    }
    ask(assetsCall, (assets) =>
      ask(assetPairsCall, (pairs) => {
        const reference = readReference({ assets, pairs })
        if (reference.ok) load(reference.value)
        else giveUp(reference.error)
      }),
    )
  }

  function ask<Value>(call: RestCall<Value>, then: (value: Value) => void): void {
    rest.ask(call, (reply) => {
      if (reply.ok) then(reply.value)
      else giveUp(`${call.endpoint}: ${reply.error.text}`)
    })
  }

  function load(reference: Reference): void {
    assert(accounting !== undefined, 'the files were read at the start')
    for (const row of reference.unreadable) out.note('frame not understood', row)
    const read = accounting.load(reference)
    if (!read.ok) {
      giveUp(read.error)
      return
    }
    const dialect = dialectNamed(config.dialect, reference.pairNamed)
    const session: Session = createSession(
      { out, rest, dialect, key: config.apiKey, clock },
      {
        told: hear,
        status(mode) {
          if (mode !== serviceMode) out.note('service mode', mode)
          serviceMode = mode
        },
        acknowledged: ({ to, ack }) => acknowledged(desk, to, ack),
        live(openTxids) {
          const repair = (repairs += 1)
          const waiting = (): readonly Trade[] => early ?? []
          reconciler.reconcile(openTxids, waiting, () => {
            if (repair === repairs) ready()
          })
        },
        refused: (why) => giveUp(`no session, the key is refused: ${why}`),
        denied,
        lost() {
          isReconciled = false
          repairs += 1
          for (const flight of desk.dialogs.flights.values()) flight.lostAt ??= out.now()
        },
      },
    )
    const desk: Desk = {
      config,
      out,
      reference,
      dialect,
      dialogs: createDialogs(),
      accounting,
      krakenNow: () => clock.timeOf(out.now()),
      krakenTimeOf: clock.timeOf,
      pace: createPace({ tier: config.tier, now: out.now }),
      serviceMode: () => serviceMode,
      untold: [],
      canceling: new Set(),
      isReady: () => isReconciled && session.isLive(),
      send: session.send,
      later: agenda.later,
      renewSession: session.renew,
      investigate: (dialog) => reconciler.investigate(dialog),
      lookUp: (order) => reconciler.lookUp(order),
    }
    const { hasPast } = accounting
    const reconciler = createReconciler(
      desk,
      rest,
      (trade) => !hasPast() && trade.at < clock.timeOf(startedAt ?? out.now()),
    )
    loaded = { desk, session, reconciler, deadMan: createDeadMan(desk) }
    session.connect()
  }

  function hear(news: readonly News[], isSnapshot: boolean): void {
    assert(loaded !== undefined, 'frames come once everything is loaded')
    const { desk } = loaded
    const trades = news.flatMap((one) => (one.kind === 'trade' ? [one.trade] : []))
    if (isSnapshot && !isReconciled && mayHaveHole(desk, trades)) early ??= []
    for (const one of news) if (one.kind === 'order') applyOrder(desk, one.update, 'feed')
    // A snapshot lists the newest trade first.
    const inOrder = isSnapshot ? trades.toReversed() : trades
    if (early !== undefined) early.push(...inOrder)
    else if (trades.length > 0) applyTrades(desk, inOrder, () => false)
  }

  function ready(): void {
    assert(loaded !== undefined, 'there is something to be ready with')
    const { desk, session, reconciler } = loaded
    isReconciled = true
    const waiting = early ?? []
    early = undefined
    applyTrades(desk, waiting, () => false)
    if (!wasReady) {
      wasReady = true
      desk.accounting.historyIsKnown()
      desk.accounting.tellPositions()
      beginPatrol(desk, { rest, session, reconciler })
    }
    out.note('ready')
    adoptUnclaimed(desk)
    loaded.deadMan.hold()
    out.tell({ kind: 'BrokerdReady', account: config.account, time: out.now() })
    out.emit({ kind: 'timer-set', timer: 'account-poll', at: after(out.now(), ACCOUNT_POLL) })
  }

  /** Ends for good, with the reason; nothing on the disk has been touched that was not understood. */
  function giveUp(reason: string): void {
    out.emit({ kind: 'exited', reason })
    isOver = true
  }

  function request(asked: EmsRequest): void {
    const isKnown = asked.kind === 'BrokerdCancelAll' ? wasReady : loaded?.desk.dialogs.byOid(asked.oid) !== undefined
    if (loaded !== undefined && (isReconciled || isKnown)) {
      requested(loaded.desk, asked)
      return
    }
    const reason = wasReady ? 'not ready: reconnecting' : 'not ready: loading'
    refuse({ config, out }, asked.oid, { request: asked.kind === 'BrokerdOrder' ? 'order' : 'cancel', reason })
  }

  function fired(timer: BrokerTimer): void {
    switch (timer) {
      case 'retry':
        rest.retry()
        return
      case 'reconnect':
        loaded?.session.connect()
        return
      case 'deadline':
        agenda.fired()
        return
      case 'watchdog':
        loaded?.session.watchdog()
        return
      case 'account-poll':
        poll()
        out.emit({ kind: 'timer-set', timer: 'account-poll', at: after(out.now(), ACCOUNT_POLL) })
        return
      case 'write-positions':
        accounting?.write()
        return
    }
  }

  /** While REST takes its time, one round is enough. */
  function poll(): void {
    if (loaded?.desk.isReady() !== true || isPolling) return
    isPolling = true
    loaded.reconciler.pollAccount(() => {
      isPolling = false
    })
  }

  /** In good order: what is known is told and written. With the reason when it was not asked to. */
  function end(reason?: string): void {
    if (loaded !== undefined) tellFillsAnyway(loaded.desk)
    loaded?.deadMan.letGo()
    loaded?.session.end()
    accounting?.write()
    out.emit({ kind: 'exited', ...(reason === undefined ? {} : { reason }) })
    isOver = true
  }

  /** What Kraken knows of the account is not to be had: on what is left of it nobody can trade. */
  function denied(why: string): void {
    end(`the key lacks a permission: ${why}`)
  }

  function take(input: BrokerInput): void {
    switch (input.kind) {
      case 'started':
        start(input.files)
        return
      case 'ems-requested':
        request(input.request)
        return
      case 'http-answered':
        rest.answered(input.id, input)
        return
      case 'http-failed':
        rest.failed(input.id, input.reason)
        return
      case 'socket-opened':
        loaded?.session.opened(input.socket)
        return
      case 'socket-received':
        loaded?.session.received(input.socket, input.frame)
        return
      case 'socket-closed':
        loaded?.session.closed(input.socket, input.code)
        return
      case 'timer-fired':
        fired(input.timer)
        return
      case 'file-failed':
        if (loaded !== undefined) tellFillsAnyway(loaded.desk, (trade) => durable.has(trade))
        giveUp(`${input.file} cannot be written: ${input.reason}`)
        return
      case 'stop-requested':
        end()
        return
    }
  }

  function pending(): string | undefined {
    if (isOver) return undefined
    if (startedAt === undefined) return 'its start'
    if (loaded === undefined) return rest.pending() ?? 'assets and pairs'
    const { desk, session } = loaded
    const [flight] = desk.dialogs.flights.values()
    if (flight !== undefined) return `what became of ${flight.request} #${flight.wire}`
    const ending = desk.dialogs
      .all()
      .find((dialog) => dialog.endingSince !== undefined && dialog.phase.kind !== 'ended')
    if (ending !== undefined) return `the fills of order ${ending.oid}`
    return (
      session.pending() ?? rest.pending() ?? desk.accounting.pending() ?? (isReconciled ? undefined : 'reconciliation')
    )
  }

  return {
    handle(now, input) {
      if (isOver) return []
      out.open(now)
      if (input.kind !== 'file-failed') durable = new Set(loaded?.desk.untold)
      take(input)
      // More of the same moment is to come: cancels leave with its last.
      const isMoment = input.kind === 'ems-requested' && input.more === true
      if (loaded !== undefined && !isOver && !isMoment) sendCancels(loaded.desk)
      return out.close()
    },
    pending,
  }
}
