/** Plays the one story of a token, and shows it row by row. */
import type { Climate } from '../../hunt/climate.ts'
import { play } from '../../hunt/play.ts'
import { huntedBy } from '../../hunt/token.ts'
import { failureReport, storyReport } from '../../report/lanes.ts'
import { verdictCode } from '../exit.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

export function showToken(token: string, weather: Climate, { write, complain, palette }: Terminal): number {
  const hunted = huntedBy(token, weather)
  if (!hunted.ok) return complain(hunted.error)
  const { scenario } = hunted.value
  const { outcome } = play(hunted.value, { twice: true })
  const named = { name: `hunted-${hunted.value.seed}`, file: token, scenario }
  const report = outcome.failures.length > 0 ? failureReport : storyReport
  const why = outcome.failures.length > 0 ? { why: `${START} why ${token}` } : {}
  const lines = report(named, outcome, { palette, again: `${START} hunt --token ${token}`, ...why, trace: '-' })
  write(`${lines.join('\n')}\n`)
  return verdictCode(outcome.verdict)
}
