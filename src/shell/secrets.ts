/** Blots out what nobody may read in a log or a recording: keys, signatures, nonces, tokens, addresses, accounts. */
import { hash } from 'node:crypto'
import { unreachable } from '../assert.ts'
import type { BorderEvent } from '../broker/border.ts'
import { KnownSecrets } from './known-secrets.ts'
import { type Blotted, withoutPlaced } from './places.ts'

/** What is blotted out, for the head of a recording. */
const BLOTTED: readonly string[] = [
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

/** Shorter ones, and bare numbers, can stand somewhere without meaning it; they are blotted out in their places alone. */
const SHORTEST_KNOWN = 12
/** A token is in every request of its session, and a key in every call. */
const MOST_REMEMBERED = 100

/**
 * A secret is blotted out in its place, and from then on wherever it stands. Equal ones get equal blots of their own length, so that
 * what belongs together can still be seen to; which one it was cannot be found out by trying, as long as nobody knows the salt.
 */
export class Secrets {
  readonly blotted = BLOTTED
  readonly #blotter: Blotter
  readonly #known = new KnownSecrets()
  /** Of what was blotted out lately. */
  readonly #blots = new Map<string, string>()

  /** `given`: known from the start, such as the key of the account. `by`: a salt, new for each recording and kept nowhere, unless said. */
  constructor(given: readonly string[], by: string | Blotter) {
    this.#blotter = typeof by === 'string' ? salted(by) : by
    for (const secret of given) for (const spelling of this.#spelt(secret)) this.#known.give(spelling)
  }

  blot(text: string): string {
    return this.#withoutKnown(this.#withoutPlaced(text))
  }

  /** From now on the tokens in this answer of Kraken's are blotted out wherever they stand. */
  learnFrom(answer: string): void {
    this.#withoutPlaced(answer)
  }

  /** The event as one line of JSON. */
  line(at: number, event: BorderEvent): string {
    return this.#withoutKnown(JSON.stringify({ at, ...this.#inPlace(event) }))
  }

  // ---- inside

  #inPlace(event: BorderEvent): BorderEvent {
    switch (event.kind) {
      case 'http-request':
        return {
          ...event,
          path: this.#withoutPlaced(event.path),
          headers: this.#headers(event.headers),
          body: this.#told(event.body, event.encoding),
        }
      case 'http-answered': {
        const body = this.#told(event.body, event.encoding)
        return body === event.body ? event : { ...event, body }
      }
      case 'socket-open':
        return { ...event, url: this.#withoutPlaced(event.url) }
      case 'socket-send':
      case 'socket-received': {
        const frame = this.#told(event.frame, event.encoding)
        return frame === event.frame ? event : { ...event, frame }
      }
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
      if (IS_SIGNATURE.test(name)) return [name, this.#blotter.text(value)] as const
      this.#learn(value)
      return [name, this.#blotOf(value)] as const
    })
    return Object.fromEntries(told)
  }

  readonly #inPlaces: Blotted = {
    text: (secret) => {
      this.#learn(secret)
      return this.#blotOf(secret)
    },
    number: (secret) => this.#blotter.number(secret),
  }

  #withoutPlaced(text: string): string {
    return withoutPlaced(text, this.#inPlaces)
  }

  #withoutKnown(text: string): string {
    return this.#known.blotIn(text)
  }

  #learn(value: string): void {
    if (value.length < SHORTEST_KNOWN || this.#known.hasLearnt(value) || /^[\d.]+$/.test(value)) return
    for (const spelling of this.#spelt(value)) this.#known.learn(spelling)
    this.#known.forgetOldest()
  }

  /** The longest first: one can begin another. */
  #spelt(secret: string): readonly { readonly secret: string; readonly blot: string }[] {
    const all = spellings(secret).filter((spelling) => spelling !== '')
    return all.sort((one, other) => other.length - one.length).map((one) => ({ secret: one, blot: this.#blotOf(one) }))
  }

  /** A number stays one, for a text of digits may have to be read as such. */
  #blotOf(secret: string): string {
    if (/^\d+$/.test(secret)) return this.#blotter.number(secret)
    const before = this.#blots.get(secret)
    if (before !== undefined) return before
    const blot = this.#blotter.text(secret)
    this.#blots.set(secret, blot)
    if (this.#blots.size > MOST_REMEMBERED) this.#blots.delete(this.#blots.keys().next().value ?? '')
    return blot
  }
}

/** What stands in place of a secret: as long as that, and equal for equal ones. */
export type Blotter = Blotted

/** `*3fa94c****…`, and for a number another. */
function salted(salt: string): Blotter {
  // The salt has one length, and nobody sees a whole digest.
  const digest = (secret: string): string => hash('sha256', salt + secret)
  return {
    text(secret) {
      if (BLOT.test(secret)) return secret
      return `*${digest(secret).slice(0, TAG_LETTERS)}`.padEnd(secret.length, '*').slice(0, secret.length)
    },
    number(secret) {
      const letters = digest(secret)
      let place = 0
      return secret.replace(/\d/g, () => DIGITS.charAt(Number.parseInt(letters.charAt(place++ % letters.length), 16)))
    },
  }
}

/** Of the salt: more than anybody tries. */
export const SALT_BYTES = 16

/** For each digit of a digest one that is not 0, since no number begins with that. */
const DIGITS = '1234567891234567'
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
