/** Writes the report of a trace: a page in one file, or what Perfetto opens. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Why } from '../hunt/why.ts'
import { pageWithFate } from '../report/page/fate.ts'
import { htmlOf } from '../report/page/html.ts'
import { pageOf } from '../report/page/model.ts'
import { perfettoText } from '../report/perfetto.ts'
import { type TraceFile, readTraceFile } from '../trace-file.ts'
import { readText, writeSentence } from './files.ts'

/** The page's source, beside the model it draws. */
const source = (name: string): string => fileURLToPath(new URL(`../report/page/${name}`, import.meta.url))

export type ReportForm = 'page' | 'perfetto'

/** Where a report is written when nobody says: beside its trace. */
export const reportPath = (trace: string, form: ReportForm): string =>
  `${trace.replace(/\.jsonl$/, '')}${form === 'page' ? '.html' : '.perfetto.json'}`

export function readTrace(path: string): Result<TraceFile, string> {
  const text = readText(path)
  if (!text.ok) return text
  const read = readTraceFile(text.value)
  return read.ok ? read : fail(`'${path}' is no trace: it ${sentenceOf(read.error)}`)
}

/** `line 3 is …` and `is empty` both follow a name. */
const sentenceOf = (reason: string): string => (reason.startsWith('line') ? `has a fault, ${reason}` : reason)

export async function writeReport(
  trace: TraceFile,
  {
    out,
    form,
    fate,
  }: {
    readonly out: string
    readonly form: ReportForm
    /** Why it failed, and the trace of the nearest run that passes. */
    readonly fate?: { readonly why: Why; readonly passing: TraceFile | undefined }
  },
): Promise<Result<void, string>> {
  const page = fate === undefined ? pageOf(trace) : pageWithFate(trace, fate.why, fate.passing)
  const text =
    form === 'perfetto'
      ? perfettoText(page)
      : htmlOf(page, { styles: readFileSync(source('page.css'), 'utf8'), program: await program() })
  try {
    return ok(writeFileSync(out, text))
  } catch (error) {
    return fail(writeSentence(out, error))
  }
}

let bundled: string | undefined

/** The browser's part, put together once a process. */
async function program(): Promise<string> {
  if (bundled !== undefined) return bundled
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [source('browser/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  })
  bundled = outputFiles[0]?.text ?? ''
  return bundled
}
