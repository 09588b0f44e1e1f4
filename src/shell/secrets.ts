/** Blots out what nobody may read in a log or a recording: keys, signatures, nonces, tokens, addresses, accounts. */
import { createHmac } from 'node:crypto'
import { unreachable } from '../assert.ts'
import type { BorderEvent } from '../broker/border.ts'

/** What is blotted out, for the head of a recording. */
export const BLOTTED: readonly string[] = [
  'API keys and secrets',
  'signatures',
  'nonces and passwords',
  'WebSocket tokens',
  'addresses of deposits and withdrawals',
  'account ids',
  'unknown headers',
]

/** Headers that are told as they are, in lower case; whatever another one says may be a secret. */
const OPEN_HEADERS: ReadonlySet<string> = new Set([
  ...['accept', 'accept-encoding', 'accept-language', 'connection', 'content-length', 'content-type', 'host'],
  ...['sec-websocket-extensions', 'sec-websocket-version', 'transfer-encoding', 'upgrade', 'user-agent'],
])

/** New with each request, and of no use anywhere else. */
const IS_SIGNATURE = /sign/i

/** Names under which Kraken, or a client of its, keeps what is nobody's business. Source: protocol sections 3 and 8. */
const NAMES = [
  ...['token', 'nonce', 'otp', 'password', 'secret', 'api[-_]?key', 'api[-_]?sign', 'api[-_]?secret'],
  ...['address', 'tag', 'memo', 'info', 'key', 'originators', 'email'],
  ...['account_?id', 'master_account_?id', 'user_?id', 'iiban', 'iban'],
].join('|')

/** In JSON; its value is a text or a number. */
const IN_JSON = new RegExp(`("(?:${NAMES})"\\s*:\\s*)(?:"((?:[^"\\\\]|\\\\.)*)"|(-?\\d[\\d.eE+-]*))`, 'gis')
/** In JSON that stands in a text of JSON. */
const IN_QUOTED_JSON = new RegExp(
  `(\\\\"(?:${NAMES})\\\\"(?:\\s|\\\\[nrt])*:(?:\\s|\\\\[nrt])*)(?:\\\\"((?:[^"\\\\]|\\\\{2,3}.)*)\\\\"|(-?\\d[\\d.eE+-]*))`,
  'gis',
)
/** In a form or a query. */
const IN_FORM = new RegExp(`((?:^|[?&])(?:${NAMES})=)([^&#\\s]+)`, 'gi')

/** Shorter ones, and bare numbers, can stand somewhere without meaning it; they are blotted out in their places alone. */
const SHORTEST_KNOWN = 12
/** Tokens die after fifteen minutes unused, so the oldest are no secret any more. */
const MOST_LEARNT = 100

/**
 * A secret is blotted out in its place, and from then on wherever it stands. Equal ones get equal blots of their own length, so that
 * what belongs together can still be seen to; which one it was cannot be found out by trying, as long as nobody knows the salt.
 */
export class Secrets {
  readonly #blotter: Blotter
  readonly #given: ReadonlyMap<string, string>
  readonly #learnt = new Map<string, string>()

  /** `given`: known from the start, such as the key of the account. `by`: a salt, new for each recording and kept nowhere, unless said. */
  constructor(given: readonly string[], by: string | Blotter) {
    this.#blotter = typeof by === 'string' ? salted(by) : by
    this.#given = new Map(given.flatMap((secret) => this.#blots(secret)))
  }

  blot(text: string): string {
    return this.#withoutKnown(this.#withoutPlaced(text))
  }

  /** From now on the tokens in this answer of Kraken's are blotted out wherever they stand. */
  learnFrom(answer: string): void {
    this.#withoutPlaced(answer)
  }

  /** The event as one line of JSON. */
  line(event: BorderEvent & { readonly at: number }): string {
    return this.#withoutKnown(JSON.stringify(this.#inPlace(event)))
  }

  // ---- inside

  #inPlace(event: BorderEvent & { readonly at: number }): BorderEvent & { readonly at: number } {
    switch (event.kind) {
      case 'http-request':
        return {
          ...event,
          path: this.#withoutPlaced(event.path),
          headers: this.#headers(event.headers),
          body: this.#told(event.body, event.encoding),
        }
      case 'http-answered':
        return { ...event, body: this.#told(event.body, event.encoding) }
      case 'socket-open':
        return { ...event, url: this.#withoutPlaced(event.url) }
      case 'socket-send':
      case 'socket-received':
        return { ...event, frame: this.#told(event.frame, event.encoding) }
      case 'kraken-diary':
        return { ...event, line: this.#withoutPlaced(event.line) }
      case 'note':
        return event.detail === undefined ? event : { ...event, detail: this.#withoutPlaced(event.detail) }
      case 'broker-started':
      case 'broker-ended':
      case 'stop-requested':
      case 'ems-requested':
      case 'ems-event':
      case 'http-failed':
      case 'socket-opened':
      case 'socket-closed':
      case 'file-found':
      case 'file-written':
        return event
      default:
        return unreachable(event)
    }
  }

  /** Bytes are read with a letter for each, so that a secret among them is seen and all others stay. */
  #told(text: string, encoding: 'base64' | undefined): string {
    if (encoding === undefined) return this.#withoutPlaced(text)
    return Buffer.from(this.blot(Buffer.from(text, encoding).toString('latin1')), 'latin1').toString(encoding)
  }

  #headers(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const told = Object.entries(headers).map(([name, value]) => {
      if (OPEN_HEADERS.has(name.toLowerCase())) return [name, this.#withoutPlaced(value)] as const
      if (!IS_SIGNATURE.test(name)) this.#learn(value)
      return [name, this.#blotOf(value)] as const
    })
    return Object.fromEntries(told)
  }

  #withoutPlaced(text: string): string {
    const quoted = (_: string, place: string, value: string | undefined, number: string | undefined): string => {
      if (value === undefined) return place + this.#numberOf(number ?? '')
      this.#learn(value)
      const quote = place.startsWith('\\') ? '\\"' : '"'
      return `${place}${quote}${this.#blotOf(value)}${quote}`
    }
    // The other two are looked for only where what they cannot do without is: in few frames.
    let so = text.replace(IN_JSON, quoted)
    if (so.includes('\\"')) so = so.replace(IN_QUOTED_JSON, quoted)
    if (!so.includes('=')) return so
    return so.replace(IN_FORM, (_, place: string, value: string) => {
      this.#learn(value)
      return place + this.#blotOf(value)
    })
  }

  #withoutKnown(text: string): string {
    let so = text
    for (const known of [this.#given, this.#learnt]) {
      for (const [secret, blot] of known) if (so.includes(secret)) so = so.replaceAll(secret, blot)
    }
    return so
  }

  #learn(value: string): void {
    if (value.length < SHORTEST_KNOWN || /^[\d.]+$/.test(value) || this.#learnt.has(value)) return
    for (const [secret, blot] of this.#blots(value)) this.#learnt.set(secret, blot)
    for (const oldest of this.#learnt.keys()) {
      if (this.#learnt.size <= MOST_LEARNT) break
      this.#learnt.delete(oldest)
    }
  }

  /** By spelling, the longest first: one can begin another. */
  #blots(secret: string): readonly (readonly [spelling: string, blot: string])[] {
    const all = spellings(secret).filter((spelling) => spelling !== '')
    return all.sort((one, other) => other.length - one.length).map((one) => [one, this.#blotOf(one)])
  }

  /** A number stays one, for a text of digits may have to be read as such. */
  #blotOf(secret: string): string {
    return /^\d+$/.test(secret) ? this.#numberOf(secret) : this.#blotter.text(secret)
  }

  #numberOf(number: string): string {
    return this.#blotter.number(number)
  }
}

/** What stands in place of a secret: as long as that, and equal for equal ones. */
export type Blotter = {
  readonly text: (secret: string) => string
  readonly number: (secret: string) => string
}

/** `*3fa94c****…`, and for a number another. */
function salted(salt: string): Blotter {
  const digest = (secret: string): string => createHmac('sha256', salt).update(secret).digest('hex')
  return {
    text(secret) {
      if (BLOT.test(secret)) return secret
      return `*${digest(secret).slice(0, TAG_LETTERS)}`.padEnd(secret.length, '*').slice(0, secret.length)
    },
    number(secret) {
      const [letters, shape] = [digest(secret), /\d/g]
      let place = 0
      return secret.replace(shape, () =>
        String((Number.parseInt(letters.charAt(place++ % letters.length), 16) % 9) + 1),
      )
    },
  }
}

/** Of the salt: more than anybody tries. */
export const SALT_BYTES = 16

/** Letters enough to tell the secrets of a recording apart. */
const TAG_LETTERS = 8
/** What is blotted out already. */
const BLOT = /^\*[0-9a-f]{1,8}\**$/

/** As it is, as a form spells it, and as JSON does: within text of JSON, and within a text within it. */
function spellings(value: string): string[] {
  const plain = [value, value.replaceAll('\\/', '/'), decodedForm(value)]
  const inJson = plain.map((text) => JSON.stringify(text).slice(1, -1))
  const all = [
    ...[...plain, ...plain.map((text) => encodeURIComponent(text))],
    ...[...inJson, ...inJson.map((text) => text.replaceAll('/', '\\/'))],
  ]
  return [...new Set([...all, ...all.map((text) => JSON.stringify(text).slice(1, -1))])]
}

function decodedForm(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
