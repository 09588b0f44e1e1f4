/** Blots out what nobody may read in a log or a recording: keys, secrets, signatures and tokens. */
import type { BorderEvent } from '../broker/border.ts'

/** What is blotted out, for the head of a recording. */
export const BLOTTED: readonly string[] = ['API key', 'API secret', 'signatures', 'WebSocket tokens']

/** Headers whose values are blotted out whole, in lower case. */
const SECRET_HEADERS: readonly string[] = ['api-key', 'api-sign']

/** Where Kraken hands out a token. */
const TOKEN = /"token"\s*:\s*"([^"]+)"/g
/** Tokens die after fifteen minutes unused, so older ones are no secret any more. */
const MOST_TOKENS = 20

/**
 * A secret is blotted out wherever it stands, letter by letter, so that the text keeps its shape. A nonce that was
 * used is no secret.
 */
export class Secrets {
  readonly #given: readonly string[]
  #tokens: readonly string[] = []

  constructor(given: readonly string[]) {
    this.#given = given
  }

  blot(text: string): string {
    return [...this.#given, ...this.#tokens].reduce((so, secret) => so.replaceAll(secret, blotted(secret)), text)
  }

  /** From now on the tokens in this answer of Kraken's are secrets too. */
  learnFrom(answer: string): void {
    for (const [, token] of answer.matchAll(TOKEN)) {
      if (token !== undefined) this.#tokens = [...this.#tokens, token].slice(-MOST_TOKENS)
    }
  }

  /** The event as one line of JSON. */
  line(event: BorderEvent & { readonly at: number }): string {
    const open = event.kind === 'http-request' ? { ...event, headers: blottedHeaders(event.headers) } : event
    return this.blot(JSON.stringify(open))
  }
}

const blottedHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.includes(name.toLowerCase()) ? blotted(value) : value,
    ]),
  )

const blotted = (secret: string): string => '*'.repeat(secret.length)
