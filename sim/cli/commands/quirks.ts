/** `wavetank quirks`: what the simulated Kraken does where nobody knows what Kraken does, and every error it can say. */
import { fail, ok } from '../../../src/result.ts'
import { CATALOGUE, NOT_PRODUCED } from '../../exchange/catalogue.ts'
import { exchangeDocument } from '../../exchange/document.ts'
import { QUIRKS } from '../../exchange/quirks.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'

const help = `wavetank quirks: what the simulated Kraken does where nobody knows what Kraken does, with the source of each choice.

  --errors       every error that Kraken is known to say, with the request that makes this exchange say it
  --document     the documentation of the exchange, in Markdown: endpoints, channels, quirks, errors, what is not modelled
  --json         quirks: an array of { name, what, source, default, choices };
                 errors: { produced: [{ error, by, how }], notProduced: [{ error, why }] }

Example:
  ${START} quirks
  ${START} quirks --errors --json
`

type Asked = { readonly about: 'quirks' | 'errors' | 'document'; readonly json: boolean }

export const quirksCommand = command<Asked>({
  name: 'quirks',
  usage: 'quirks',
  does: 'says what Kraken is taken to do where nobody knows it',
  help,
  options: { errors: 'flag', document: 'flag', json: 'flag', help: 'flag' },
  read({ names: [name], flags }) {
    if (name !== undefined) return fail(`quirks takes no names, but was given '${name}'`)
    const about = flags.has('document') ? 'document' : flags.has('errors') ? 'errors' : 'quirks'
    if (about === 'document' && (flags.has('json') || flags.has('errors'))) {
      return fail('--document is a text of its own, so leave out --json and --errors')
    }
    return ok({ about, json: flags.has('json') })
  },
  async perform({ about, json }, { write }) {
    if (about === 'document') write(exchangeDocument())
    else if (json) write(`${JSON.stringify(about === 'errors' ? errorsDocument() : quirksDocument(), undefined, 2)}\n`)
    else write(about === 'errors' ? errorsText() : quirksText())
    return await Promise.resolve(OK)
  },
})

type QuirkDocument = Readonly<Record<'name' | 'what' | 'source' | 'default', string>> & {
  readonly choices: readonly string[]
}

/** The document of `quirks --json`. */
export const quirksDocument = (): readonly QuirkDocument[] =>
  Object.entries(QUIRKS).map(([name, { what, source, standard, choices }]) => ({
    name,
    what,
    source,
    default: standard,
    choices,
  }))

/** The document of `quirks --errors --json`. */
export const errorsDocument = () => ({
  produced: CATALOGUE.map(({ error, by, how }) => ({ error, by, how })),
  notProduced: NOT_PRODUCED,
})

const quirksText = (): string =>
  quirksDocument()
    .map(({ name, what, source, default: standard, choices }) => {
      const others = choices.filter((choice) => choice !== standard)
      return `${name} = ${standard}   (or ${others.join(', ')})\n  ${what}\n  ${source}\n`
    })
    .join('\n')

function errorsText(): string {
  const width = Math.max(...CATALOGUE.map(({ error }) => error.length)) + 2
  const lines = CATALOGUE.map(({ error, by, how }) => `${error.padEnd(width)}${by.padEnd(8)}${how}`)
  const missing = NOT_PRODUCED.map(({ error, why }) => `${error.padEnd(width)}never   ${why}`)
  return `${[...lines, ...missing, '', `${lines.length} errors are said, ${missing.length} are not`].join('\n')}\n`
}
