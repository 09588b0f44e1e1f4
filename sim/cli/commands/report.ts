/** `wavetank report`: makes a trace a page that one can look at. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { fail, ok } from '../../../src/result.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'

const help = `wavetank report TRACE: makes one HTML file of a trace or a recording, which needs nothing else and no network.

It shows who knew what, and when: lanes for the trader, the adapter, its files, REST, each connection and Kraken, with an
arrow for every message; for each moment the whole message, and how orders, positions and pps.toml stood. A violation is
lifted out with its sentence. '?' lists the keys.

  --out FILE   where to write it; beside the trace, unless said
  --open       open it in the browser
  --perfetto   write Chrome's trace events instead, which https://ui.perfetto.dev opens

Exit code: 0 written, 2 the command line or a file.

Example:
  ${START} report .wavetank/edit-races-fill.0.jsonl --open
`

type Asked = {
  readonly trace: string
  readonly out: string | undefined
  readonly open: boolean
  readonly perfetto: boolean
}

export const reportCommand = command<Asked>({
  name: 'report',
  usage: 'report TRACE',
  does: 'makes a trace a page that one can look at',
  help,
  options: {
    out: { example: '--out report.html' },
    open: 'flag',
    perfetto: 'flag',
    help: 'flag',
  },
  read({ names: [trace, more], flags, values }) {
    if (trace === undefined) return fail(`report needs a trace, as in 'report .wavetank/edit-races-fill.0.jsonl'`)
    if (more !== undefined) return fail(`report takes one trace, but was given '${more}' too`)
    if (flags.has('perfetto') && flags.has('open')) return fail('--open opens a page, and --perfetto writes none')
    return ok({ trace, out: values.get('out'), open: flags.has('open'), perfetto: flags.has('perfetto') })
  },
  async perform({ trace, out, open, perfetto }, { write, warn, complain }) {
    const { readTrace, reportPath, writeReport } = await import('../report.ts')
    const read = readTrace(trace)
    if (!read.ok) return complain(read.error)
    const form = perfetto ? 'perfetto' : 'page'
    const path = out ?? reportPath(trace, form)
    const written = await writeReport(read.value, { out: path, form })
    if (!written.ok) return complain(written.error)
    if (read.value.isTorn) warn('wavetank: the last line of the trace is torn, and left out\n')
    write(`${path}\n`)
    if (open) openInBrowser(resolve(path), warn)
    return OK
  },
})

/** What opens a file as a person would, by platform. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

function openInBrowser(path: string, warn: (text: string) => void): void {
  const [opener = '', ...words] = OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(opener, [...words, path], { detached: true, stdio: 'ignore' })
  child.on('error', () => warn(`wavetank: there is no '${opener}' here; open ${path} yourself\n`))
  child.unref()
}
