/** Reports of trades or ledgers as files. Source: captures of `AddExport`, `ExportStatus`, `RemoveExport`. */
import { fail, ok } from '../../../../src/result.ts'
import {
  type Instant,
  MICROS_PER_SECOND,
  after,
  instant,
  instantFromUnixText,
  isoText,
  seconds,
} from '../../../../src/time.ts'
import type { Exact } from '../../../truth.ts'
import { decimalText } from '../../amount.ts'
import { rowFigures } from '../../describe.ts'
import * as errors from '../../errors.ts'
import type { Report } from '../../exports.ts'
import type { Venue } from '../../venue.ts'
import type { JsonObject } from '../../wire.ts'
import { zipOf } from '../../zip.ts'
import type { Answer, PrivateCall } from '../registry.ts'

/** As in the capture: five seconds to make, fourteen days to fetch. */
const TAKES = seconds(5)
const KEPT = seconds(14 * 86_400)

export function addExport(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const kind = params.get('report')
  if (kind !== 'trades' && kind !== 'ledgers') return fail(errors.invalidArguments('report'))
  const format = params.get('format') ?? 'CSV'
  if (format !== 'CSV' && format !== 'TSV') return fail(errors.invalidArguments('format'))
  const description = params.get('description')
  if (description === undefined || description === '') return fail(errors.invalidArguments('description'))
  const from = instantFromUnixText(params.get('starttm') ?? '0')
  const to = params.has('endtm') ? instantFromUnixText(params.get('endtm') ?? '') : at
  if (from === undefined) return fail(errors.invalidArguments('starttm'))
  if (to === undefined) return fail(errors.invalidArguments('endtm'))
  const fields = params.get('fields') ?? 'all'
  const report = venue.exports.add({ account, kind, description, format, fields, from, to, askedAt: at })
  return ok({ id: report.id })
}

export function exportStatus({ at, venue, account, params }: PrivateCall): Answer {
  const kind = params.get('report')
  if (kind !== 'trades' && kind !== 'ledgers') return fail(errors.invalidArguments('report'))
  return ok(
    venue.exports
      .of(account)
      .filter((report) => report.kind === kind)
      .map((report) => statusRow(report, at)),
  )
}

const isReady = ({ askedAt }: Report, at: Instant): boolean => at >= after(askedAt, TAKES)
const secondsText = (at: Instant): string => String(Math.floor(at / MICROS_PER_SECOND))

const statusRow = (report: Report, at: Instant): JsonObject => ({
  id: report.id,
  descr: report.description,
  format: report.format,
  report: report.kind,
  status: isReady(report, at) ? 'Processed' : 'Queued',
  aclass: 'currency',
  fields: report.fields,
  asset: 'all',
  subtype: 'all',
  starttm: secondsText(report.from),
  endtm: secondsText(report.to),
  createdtm: secondsText(report.askedAt),
  expiretm: secondsText(after(report.askedAt, KEPT)),
  completedtm: isReady(report, at) ? secondsText(after(report.askedAt, TAKES)) : '0',
  datastarttm: secondsText(report.from),
  dataendtm: secondsText(report.to),
  flags: '0',
})

/** A zip archive of one file. */
export function retrieveExport(call: PrivateCall): Answer {
  const { at, venue } = call
  const report = reportNamed(call)
  if (report === undefined || !isReady(report, at)) return fail(errors.invalidArguments('id'))
  const rows = report.kind === 'ledgers' ? ledgerRows(venue, report) : tradeRows(venue, report)
  const separator = report.format === 'CSV' ? ',' : '\t'
  const text = rows.map((row) => row.map((cell) => (report.format === 'CSV' ? `"${cell}"` : cell)).join(separator))
  const file = zipOf(`${report.kind}.${report.format.toLowerCase()}`, `${text.join('\n')}\n`)
  return { ok: true, value: null, file }
}

/** `cancel` one that is not ready, `delete` one that is. */
export function removeExport(call: PrivateCall): Answer {
  const { at, venue, params } = call
  const report = reportNamed(call)
  if (report === undefined) return fail(errors.invalidArguments('id'))
  const wanted = isReady(report, at) ? 'delete' : 'cancel'
  if (params.get('type') !== wanted) return fail(errors.invalidArguments('type'))
  venue.exports.remove(report)
  return ok({ [wanted]: true })
}

const reportNamed = ({ venue, account, params }: PrivateCall): Report | undefined =>
  venue.exports.of(account).find(({ id }) => id === params.get('id'))

// ---- what is in the file

type Rows = readonly (readonly string[])[]

const isIn = ({ from, to }: Report, at: Instant): boolean => at >= from && at < Math.max(to, instant(from + 1))
/** `2024-01-31 12:00:00` */
const timeCell = (at: Instant): string => isoText(at).slice(0, 19).replace('T', ' ')
const cell = ({ units, scale }: Exact): string => decimalText(units, scale)

function ledgerRows(venue: Venue, report: Report): Rows {
  const entries = venue.accounts.entriesOf(report.account).filter(({ at }) => isIn(report, at))
  return [
    ['txid', 'refid', 'time', 'type', 'subtype', 'aclass', 'asset', 'amount', 'fee', 'balance'],
    ...entries.map(({ id, refid, at, type, subtype, asset, amount, fee, balance }) => {
      const figures = [amount, fee, balance].map(cell)
      return [id, refid, timeCell(at), type, subtype, 'currency', asset, ...figures]
    }),
  ]
}

function tradeRows(venue: Venue, report: Report): Rows {
  const rows = venue.history.of(report.account).rows.single.filter(({ first }) => isIn(report, first.trade.at))
  return [
    [
      'txid',
      'ordertxid',
      'pair',
      'time',
      'type',
      'ordertype',
      'price',
      'cost',
      'fee',
      'vol',
      'margin',
      'misc',
      'ledgers',
    ],
    ...rows.map((row) => {
      const { trade, order } = row.first
      const { price, cost, fee, volume, margin } = rowFigures(row)
      const ledgers = venue.accounts.entriesOf(report.account).filter(({ refid }) => refid === trade.id)
      const names = [trade.id, order.txid, order.market.row.key, timeCell(trade.at), order.side, order.orderType]
      return [...names, price, cost, fee, volume, margin, '', ledgers.map(({ id }) => id).join(',')]
    }),
  ]
}
