/** The documentation of the exchange, made of its own tables, so that it cannot say anything else than they do. */
import { CATALOGUE, NOT_PRODUCED } from './catalogue.ts'
import { ADDRESSES } from './hosts.ts'
import { NOT_MODELLED } from './not-modelled.ts'
import { QUIRKS } from './quirks.ts'
import { PRIVATE, PUBLIC } from './rest/http.ts'
import { CHANNELS_V1 } from './ws1/market/channels.ts'
import { EVENTS_V1 } from './ws1/socket.ts'
import { CHANNELS_V2 } from './ws2/market/channels.ts'
import { INSTRUMENT } from './ws2/market/instrument.ts'
import { METHODS_V2 } from './ws2/socket.ts'

/** Markdown. */
export const exchangeDocument = (): string =>
  [
    '# The simulated Kraken',
    'Made by `npm run docs` from the tables of `sim/exchange`; not to be written by hand.',
    '## Addresses',
    table(
      ['address', 'dialect', 'what can be had'],
      ADDRESSES.map(({ url, dialect, service }) => [code(url), dialect, service]),
    ),
    'REST is below `/0/public/` and `/0/private/`. Public methods take a query, or a body; private ones a signed body, a form or JSON.',
    '## Public REST',
    table(
      ['method', 'what', 'parameters'],
      PUBLIC.map(([name, { what, params }]) => [code(name), what, listed(params)]),
    ),
    '## Private REST',
    'A key needs one of the permissions. A call is looked at in this order: method, key, signature, nonce, permission, decrees, rate, arguments.',
    table(
      ['method', 'what', 'parameters', 'permission'],
      PRIVATE.map(([name, { what, params, needs }]) => [
        code(name),
        what,
        listed(params),
        needs.map(code).join(' or '),
      ]),
    ),
    '## WebSocket v1',
    `Events: ${EVENTS_V1.map(code).join(', ')}. Feeds of an account: \`openOrders\`, \`ownTrades\`.`,
    table(
      ['channel', 'what', 'option'],
      CHANNELS_V1.map(({ name, what, option }) => [code(name), what, optionOf(option)]),
    ),
    '## WebSocket v2',
    `Methods: ${METHODS_V2.map(code).join(', ')}. Channels of an account: \`executions\`, \`balances\`.`,
    table(
      ['channel', 'what', 'option'],
      [...CHANNELS_V2, { ...INSTRUMENT, option: undefined }].map(({ name, what, option }) => [
        code(name),
        what,
        optionOf(option),
      ]),
    ),
    '## Quirks',
    'What Kraken’s documents leave open, and what is taken to be so unless said otherwise (`wavetank quirks`).',
    table(
      ['name', 'what', 'unless said', 'choices', 'source'],
      Object.entries(QUIRKS).map(([name, { what, standard, choices, source }]) => [
        code(name),
        what,
        code(standard),
        choices.map(code).join(', '),
        source,
      ]),
    ),
    '## Errors',
    'By rule: what the error stands for has happened. By decree: its reason is nothing that is modelled, and the operator’s `refuse` makes any call say it.',
    table(
      ['error', 'by', 'when'],
      CATALOGUE.map(({ error, by, how }) => [code(error), by, how]),
    ),
    ...(NOT_PRODUCED.length === 0
      ? []
      : [
          'Never said:',
          table(
            ['error', 'why'],
            NOT_PRODUCED.map(({ error, why }) => [code(error), why]),
          ),
        ]),
    '## Not modelled',
    table(
      ['what', 'answer'],
      NOT_MODELLED.map(({ what, answer }) => [what, answer]),
    ),
  ].join('\n\n') + '\n'

type Option = {
  readonly name: string
  readonly taken: readonly (number | string)[]
  readonly standard: number | string
}

const optionOf = (option: Option | undefined): string =>
  option === undefined ? '' : `${code(option.name)}: ${option.taken.join(', ')}; ${option.standard} unless said`

const code = (text: string): string => `\`${text}\``
const listed = (params: string): string => (params === '' ? '' : params.split(', ').map(code).join(', '))

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')

const escaped = (text: string): string => text.replaceAll('|', '\\|')
