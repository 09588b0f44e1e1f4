/** Where a secret stands in a text: behind a name that Kraken or a client of its uses for such, in JSON, in JSON within a text, in a form. */

/** What is nobody's business is kept under these, whatever their case. Source: protocol sections 3 and 8. */
const NAMES = [
  ...[
    'token',
    'nonce',
    'otp',
    'password',
    'secret',
    'address',
    'tag',
    'memo',
    'info',
    'key',
    'originators',
    'email',
    'iiban',
    'iban',
  ],
  ...['key', 'sign', 'secret'].flatMap((what) => ['api', 'api-', 'api_'].map((api) => api + what)),
  ...['account', 'master_account', 'user'].flatMap((whose) => [`${whose}id`, `${whose}_id`]),
]
const NAMED: ReadonlySet<string> = new Set(NAMES)
/** Which endings a name has, of so many classes of them. */
const ENDINGS = new Uint8Array(1 << 15)
const LONGEST_NAME = Math.max(...NAMES.map(({ length }) => length))

/** A text or a number of JSON, in what is left of a text behind a name and its colon. */
const JSON_VALUE = /(\s*)(?:"((?:[^"\\]|\\.)*)"|(-?\d[\d.eE+-]*))/sy

const ANY = NAMES.join('|')
const IN_QUOTED_JSON = new RegExp(
  `(\\\\"(?:${ANY})\\\\"(?:\\s|\\\\[nrt])*:(?:\\s|\\\\[nrt])*)(?:\\\\"((?:[^"\\\\]|\\\\{2,3}.)*)\\\\"|(-?\\d[\\d.eE+-]*))`,
  'gis',
)
const IN_FORM = new RegExp(`((?:^|[?&])(?:${ANY})=)([^&#\\s]+)`, 'gi')

/** What is put in a secret's place: a text, or a number that has to stay one. */
export type Blotted = { readonly text: (secret: string) => string; readonly number: (secret: string) => string }

/** The text with something else in every place of a secret. Without such a place it is the text itself. */
export function withoutPlaced(text: string, blotted: Blotted): string {
  const so = withoutPlacedInJson(text, blotted)
  // The other two are looked for only where what they cannot do without is: in few frames.
  const deep = so.includes('\\"') ? withoutPlacedInText(so, blotted) : so
  if (!deep.includes('=')) return deep
  return deep.replace(IN_FORM, (_, place: string, value: string) => place + blotted.text(value))
}

const withoutPlacedInText = (text: string, blotted: Blotted): string =>
  text.replace(IN_QUOTED_JSON, (_, place: string, value: string | undefined, number: string | undefined) =>
    value === undefined ? place + blotted.number(number ?? '') : `${place}\\"${blotted.text(value)}\\"`,
  )

/** Names are found from the colon behind them, since there are fewer of those than of anything else. */
function withoutPlacedInJson(text: string, blotted: Blotted): string {
  let so = ''
  let done = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    const end = text.charCodeAt(colon - 1) === QUOTE ? colon - 1 : beforeSpace(text, colon - 1)
    if (text.charCodeAt(end) !== QUOTE || !isNameBefore(text, end, done)) continue
    JSON_VALUE.lastIndex = colon + 1
    const match = JSON_VALUE.exec(text)
    if (match === null) continue
    const [, space = '', value, number = ''] = match
    so += `${text.slice(done, colon + 1)}${space}${value === undefined ? blotted.number(number) : `"${blotted.text(value)}"`}`
    done = JSON_VALUE.lastIndex
    colon = done - 1
  }
  return done === 0 ? text : so + text.slice(done)
}

const QUOTE = 34

/** The last place up to this one at which no white space stands. */
function beforeSpace(text: string, from: number): number {
  let place = from
  while (place >= 0 && isSpace(text.charCodeAt(place))) place -= 1
  return place
}

/** As `\s` means it. */
const isSpace = (code: number): boolean =>
  code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 160 && /\s/.test(String.fromCharCode(code))

/** Whether a name for secrets, with its first quote not before `from`, ends before this quote. */
function isNameBefore(text: string, quote: number, from: number): boolean {
  // Few words end as such a name does, so almost all are told by that.
  if (ENDINGS[endingBefore(text, quote)] !== 1) return false
  const begin = text.lastIndexOf('"', quote - 1)
  return begin >= from && quote - begin - 1 <= LONGEST_NAME && NAMED.has(text.slice(begin + 1, quote).toLowerCase())
}

/** Of the four letters before a place, whatever their case; others may be taken for such, and the whole name tells. */
const endingBefore = (text: string, place: number): number =>
  (((text.charCodeAt(place - 4) & 31) * 173) ^
    ((text.charCodeAt(place - 3) & 31) << 10) ^
    ((text.charCodeAt(place - 2) & 31) << 5) ^
    (text.charCodeAt(place - 1) & 31)) &
  (ENDINGS.length - 1)

/** Of a name of three letters, the quote before it is the first of the four. */
for (const name of NAMES) ENDINGS[endingBefore(`"${name}`, name.length + 1)] = 1
