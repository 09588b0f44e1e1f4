/** `wavetank har`: a recording for browsers' developer tools, or one out of theirs. */
import manifest from '../../../package.json' with { type: 'json' }
import { fail, ok } from '../../../src/result.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'

const help = `wavetank har FILE: makes a HAR of a trace or a recording, which browsers' developer tools open, WebSocket messages and all;
or, of a HAR that a browser or a proxy saved, a recording. Secrets in a HAR are blotted out before anything is written.

  --out FILE   where to write it; beside FILE, as .har or .jsonl, unless said

Exit code: 0 written, 2 the command line or a file.

Example:
  ${START} har .wavetank/edit-races-fill.0.jsonl
`

export const harCommand = command<{ readonly file: string; readonly out: string | undefined }>({
  name: 'har',
  usage: 'har FILE',
  does: 'makes a HAR of a recording, or a recording of a HAR',
  help,
  options: { out: { example: '--out wire.har' }, help: 'flag' },
  read({ names: [file, more], values }) {
    if (file === undefined) return fail(`har needs a recording or a HAR, as in 'har .wavetank/edit-races-fill.0.jsonl'`)
    if (more !== undefined) return fail(`har takes one file, but was given '${more}' too`)
    return ok({ file, out: values.get('out') })
  },
  async perform({ file, out }, { write, complain }) {
    const { readTrace } = await import('../report.ts')
    const { readText } = await import('../files.ts')
    const { saveText } = await import('../traces.ts')
    const { harText, readHar } = await import('../../report/har.ts')
    const isHar = file.endsWith('.har')
    const path = out ?? file.replace(/\.(har|jsonl)$/, '') + (isHar ? '.jsonl' : '.har')
    if (!isHar) {
      const trace = readTrace(file)
      if (!trace.ok) return complain(trace.error)
      const saved = saveText(path, harText(trace.value.events, manifest.version))
      if (!saved.ok) return complain(saved.error)
      write(`${path}\n`)
      return OK
    }
    const text = readText(file)
    if (!text.ok) return complain(text.error)
    const har = readHar(text.value)
    if (!har.ok) return complain(`'${file}' ${har.error}`)
    const { randomBytes } = await import('node:crypto')
    const { beginRecording } = await import('../../../src/shell/recording.ts')
    const { SALT_BYTES, Secrets } = await import('../../../src/shell/secrets.ts')
    const { creator, events } = har.value
    const [first] = events
    if (first === undefined) return complain(`'${file}' holds nothing that crossed a wire to Kraken`)
    let trouble: string | undefined
    const of = { version: manifest.version, adapter: creator, dialect: 'any', account: 'any', startedAt: first.at }
    const secrets = new Secrets([], randomBytes(SALT_BYTES).toString('hex'))
    const recording = beginRecording(path, { of, secrets, complain: (sentence) => (trouble = sentence) })
    if (!recording.ok) return complain(recording.error.replace(/^--record /, ''))
    for (const { at, ...event } of events) recording.value.record(at, event)
    recording.value.end()
    if (trouble !== undefined) return complain(trouble)
    write(`${path}\n`)
    return OK
  },
})
