/** The operator's door at `/wavetank`: JSON in, JSON out, and all that no client of Kraken's could do. */
import { z } from 'zod'
import { type Result, fail, ok } from '../../src/result.ts'
import { after, seconds } from '../../src/time.ts'
import { exactText } from '../edge/decimal.ts'
import type { Asked, Reply } from '../edge/kraken-side.ts'
import { PERMISSIONS } from '../exchange/permissions.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import { readJson } from '../exchange/json.ts'
import type { Exact, Truth } from '../truth.ts'
import { MODES, disturb, readDisturbance } from './faults.ts'
import type { Market } from './market.ts'
import type { Behind } from './behind.ts'
import { firstIssue } from './sheet.ts'
import type { Txid } from '../../src/ids.ts'

export type ControlParts = {
  /** Whose notices are lost, and who is meant where no account is named. */
  readonly account: string
  readonly market: () => Market
  readonly stop: () => void
}

/** Kraken, and where it is to be found. */
export type Controlled = Behind & { readonly rest: string; readonly ws: string }

/** What comes back, or why nothing was done. */
type Outcome = Result<object, string>
type Deed = (kraken: Controlled, parts: ControlParts, body: unknown) => Outcome

const DEEDS: Readonly<Record<string, { readonly method: 'GET' | 'POST'; readonly does: string; readonly deed: Deed }>> =
  {
    '': { method: 'GET', does: 'what there is', deed: overview },
    truth: {
      method: 'GET',
      does: 'every order, trade and balance, as they are',
      deed: (kraken) => ok(truthOf(kraken)),
    },
    command: {
      method: 'POST',
      does: '{"kind":"deposit","asset":"EUR","amount":"100"}, and withdraw, place, cancel, go and others',
      deed: command,
    },
    fault: { method: 'POST', does: '{"kind":"cut","outageSeconds":5}, as in a file of --faults', deed: fault },
    heal: { method: 'POST', does: 'ends all trouble', deed: heal },
    market: { method: 'POST', does: '{"pair":"XMR/EUR","price":"155.00"}: the market moves there', deed: move },
    advance: { method: 'POST', does: '{"seconds":3600}: all that is due till then happens now', deed: advance },
    stop: { method: 'POST', does: 'ends it', deed: stop },
  }

/** Never fails: what is wrong with a request is told with a status and one sentence. */
export function answerControl(kraken: Controlled, parts: ControlParts, call: Asked): Reply {
  const name = call.path.replace(/\?.*$/s, '').replace(/^\/wavetank\/?/, '')
  const known = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined
  if (known === undefined)
    return reply(404, { error: `there is no /wavetank/${name}; GET /wavetank lists what there is` })
  if (call.method !== known.method) return reply(405, { error: `/wavetank/${name} takes ${known.method}` })
  const body = bodyOf(call)
  const outcome = body.ok ? known.deed(kraken, parts, body.value) : body
  return outcome.ok ? reply(200, outcome.value) : reply(400, { error: outcome.error })
}

const reply = (status: number, value: object): Reply => ({
  status,
  contentType: 'application/json',
  body: `${JSON.stringify(value, plain, 2)}\n`,
})

/** A page in a browser may post a form or a plain text to this machine, and no JSON: so it does nothing here. */
function bodyOf({ method, headers, body }: Asked): Result<unknown, string> {
  if (method === 'GET') return ok({})
  if (headers['content-type']?.includes('json') !== true) return fail('say Content-Type: application/json')
  const read = body.trim() === '' ? ok({}) : readJson(body)
  return read.ok ? read : fail('the body is no JSON')
}

// ---- deeds

function overview(kraken: Controlled): Outcome {
  return ok({
    rest: kraken.rest,
    ws: kraken.ws,
    time: new Date(kraken.now() / 1000).toISOString(),
    accounts: [...kraken.truth.accounts.values()].filter(({ kind }) => kind === 'client').map(({ name }) => name),
    wavetank: Object.fromEntries(
      Object.entries(DEEDS).map(([name, { method, does }]) => [`${method} /wavetank/${name}`.replace(/\/$/, ''), does]),
    ),
  })
}

function command(kraken: Controlled, { account }: ControlParts, body: unknown): Outcome {
  const read = anyCommand.safeParse(typeof body === 'object' ? { account, ...body } : body)
  if (!read.success) return fail(firstIssue(read.error))
  const done = kraken.command(read.data)
  return done.ok ? ok(done.value === undefined ? {} : { txid: done.value }) : done
}

function fault(kraken: Controlled, { account }: ControlParts, body: unknown): Outcome {
  const read = readDisturbance(body)
  if (!read.ok) return read
  const done = disturb(kraken, read.value, account)
  return done.ok ? ok({}) : done
}

function heal(kraken: Controlled): Outcome {
  kraken.heal()
  return ok({})
}

function move(_: Controlled, { market }: ControlParts, body: unknown): Outcome {
  const read = z.strictObject({ pair: text, price: text }).safeParse(body)
  if (!read.success) return fail(firstIssue(read.error))
  const moved = market().move(read.data.pair, read.data.price)
  return moved.ok ? ok({}) : moved
}

/** A day, so that a slip does not keep it busy for long. */
const MOST_SECONDS = 86_400

function advance(kraken: Controlled, _: ControlParts, body: unknown): Outcome {
  const read = z.strictObject({ seconds: z.number().min(0).max(MOST_SECONDS) }).safeParse(body)
  if (!read.success) return fail(firstIssue(read.error))
  kraken.advanceTo(after(kraken.now(), seconds(read.data.seconds)))
  return ok({ time: new Date(kraken.now() / 1000).toISOString() })
}

function stop(_: Controlled, parts: ControlParts): Outcome {
  parts.stop()
  return ok({})
}

// ---- commands as a person writes them

const text = z.string()
const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'is a plain decimal in quotes, such as "100.50"')
const txid = z.custom<Txid>((value) => typeof value === 'string', 'is an order’s id')
const of = { account: text, asset: text, amount: decimal }

const anyCommand: z.ZodType<OperatorCommand> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('place'),
    account: text,
    pair: text,
    side: z.enum(['buy', 'sell']),
    volume: decimal,
    price: decimal.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('cancel'), account: text, txid }),
  z.strictObject({ kind: z.literal('deposit'), ...of }),
  z.strictObject({
    kind: z.literal('withdraw'),
    ...of,
    fee: decimal.default('0'),
    outcome: z.enum(['success', 'pending', 'failure']).default('success'),
  }),
  z.strictObject({
    kind: z.literal('resolve-withdrawal'),
    account: text,
    outcome: z.enum(['success', 'failure', 'canceled', 'returned']),
  }),
  z.strictObject({ kind: z.literal('move-wallets'), ...of, into: text }),
  z.strictObject({ kind: z.literal('misstate'), account: text, asset: text, by: text.regex(/^-?\d+(\.\d+)?$/) }),
  z.strictObject({ kind: z.literal('prefer-fees'), account: text, in: z.enum(['base', 'quote', 'credits']) }),
  z.strictObject({ kind: z.literal('lock-out'), account: text }),
  z.strictObject({ kind: z.literal('forbid'), account: text, permission: z.enum(PERMISSIONS) }),
  z.object({ kind: z.literal('forget-tokens') }),
  z.object({ kind: z.literal('go'), mode: z.enum(MODES), pair: text.exactOptional() }),
])

// ---- the truth

/** The house's accounts too; orders and trades of everybody. */
const truthOf = ({ truth }: Behind): object => ({
  accounts: Object.fromEntries(
    [...truth.accounts.values()].map(({ name, kind, balances, holds }) => [
      name,
      { kind, balances: amounts(truth, balances), holds: amounts(truth, holds) },
    ]),
  ),
  orders: [...truth.orders.values()],
  trades: truth.trades,
})

/** An exact amount is the text of its digits. */
const plain = (_: string, value: unknown): unknown => (isExact(value) ? exactText(value) : value)
const isExact = (value: unknown): value is Exact =>
  typeof value === 'object' && value !== null && 'units' in value && typeof value.units === 'bigint'

const amounts = (truth: Truth, balances: ReadonlyMap<string, bigint>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...balances]
      .filter(([, units]) => units !== 0n)
      .map(([asset, units]) => [asset, exactText({ units, scale: truth.assets.get(asset)?.decimals ?? 0 })]),
  )
