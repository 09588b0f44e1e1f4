/** Reports that accounts asked for, and when each is ready. */
import type { Instant } from '../../src/time.ts'
import { idCodec } from './ids.ts'

export type Report = {
  readonly id: string
  readonly account: string
  readonly kind: 'trades' | 'ledgers'
  readonly description: string
  readonly format: 'CSV' | 'TSV'
  readonly fields: string
  readonly from: Instant
  readonly to: Instant
  readonly askedAt: Instant
}

export interface Exports {
  add(report: Omit<Report, 'id'>): Report
  /** Oldest first. */
  of(account: string): readonly Report[]
  remove(report: Report): void
}

/** The oldest report of an account is dropped when it asks for more. */
const MOST_REPORTS = 100

export function createExports(): Exports {
  let reports: Report[] = []
  let asked = 0
  return {
    add(wish) {
      const report = { ...wish, id: reportIds.encode(asked) }
      asked += 1
      const own = reports.filter(({ account }) => account === wish.account)
      reports = reports.filter((one) => own.length < MOST_REPORTS || one !== own[0])
      reports.push(report)
      return report
    },
    of: (account) => reports.filter((report) => report.account === account),
    remove(report) {
      reports = reports.filter((one) => one !== report)
    },
  }
}

/** Four letters, as `KQMO`. */
const reportIds = idCodec('', [4])
