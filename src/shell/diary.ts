/** A served Kraken tells whoever records its clients what it heard when, by its own clock. */
import { randomBytes } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'
import { LineCutter } from './lines.ts'

/** With this header all is marked that is handed on: `3f9a 17`, the recorder's name and its own number. */
export const MARK_HEADER = 'wavetank-recorder'

export type Diary = {
  readonly recorder: string
  /** How Kraken is set, for the head of a recording. */
  readonly settings: Readonly<Record<string, string>>
  /** Every line from now on. */
  readonly onLine: (hear: (line: string) => void) => void
  readonly end: () => void
}

const PATIENCE_MILLISECONDS = 3_000
/** An operator's request is in it whole. */
const LONGEST_LINE = 300_000

/** Undefined where no served Kraken is, and so at Kraken itself, which is not asked. */
export async function followDiary(upstream: URL): Promise<Diary | undefined> {
  if (/(^|\.)kraken\.com$/i.test(upstream.hostname)) return undefined
  const recorder = randomBytes(8).toString('hex')
  const url = new URL(`${upstream.pathname.replace(/\/$/, '')}/wavetank/diary?recorder=${recorder}`, upstream)
  return new Promise((resolve) => {
    const asked = (upstream.protocol === 'https:' ? https : http).get(url, { timeout: PATIENCE_MILLISECONDS })
    const nobody = (): void => {
      asked.destroy()
      resolve(undefined)
    }
    asked.on('error', nobody).on('timeout', nobody)
    asked.on('response', (answer) => {
      if (answer.statusCode !== 200) return nobody()
      asked.setTimeout(0)
      const cutter = new LineCutter(LONGEST_LINE)
      const waiting: string[] = []
      let hear = (line: string): void => void waiting.push(line)
      let isOpen = false
      answer.setEncoding('utf8')
      answer.on('error', () => undefined)
      answer.on('data', (piece: string) => {
        for (const line of cutter.cut(piece)) {
          if (line.kind === 'too long') continue
          if (isOpen) {
            hear(line.text)
            continue
          }
          const settings = settingsIn(line.text)
          if (settings === undefined) return nobody()
          isOpen = true
          resolve({
            recorder,
            settings,
            onLine(listener) {
              hear = listener
              for (const early of waiting.splice(0)) hear(early)
            },
            end: () => void asked.destroy(),
          })
        }
      })
    })
  })
}

/** The first line: `{ "startedAt", "settings", "heardBefore" }`. */
function settingsIn(line: string): Readonly<Record<string, string>> | undefined {
  try {
    const { settings, heardBefore } = JSON.parse(line) as { settings?: Record<string, string>; heardBefore?: number }
    return settings === undefined ? undefined : { ...settings, heardBefore: String(heardBefore ?? 0) }
  } catch {
    return undefined
  }
}
