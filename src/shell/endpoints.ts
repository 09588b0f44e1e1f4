/** Where Kraken is: the real one, spoken to only when that was asked for in so many words, or a fake one. */
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'

export type Endpoints = {
  readonly isReal: boolean
  /** What stands before `/0/public/Assets`. */
  readonly rest: URL
  /** In place of Kraken's own WebSocket host; undefined leaves that as the broker says it. */
  readonly ws: URL | undefined
}

const KRAKEN_REST = 'https://api.kraken.com'

const SHAPES = {
  rest: { protocols: ['http:', 'https:'], example: '--rest http://127.0.0.1:8080' },
  ws: { protocols: ['ws:', 'wss:'], example: '--ws ws://127.0.0.1:8080' },
} as const

/** Fails with what to say instead. */
export function endpointsOf(given: {
  readonly rest: string | undefined
  readonly ws: string | undefined
  readonly live: boolean
}): Result<Endpoints, string> {
  const rest = urlOf('rest', given.rest)
  if (!rest.ok) return rest
  const ws = urlOf('ws', given.ws)
  if (!ws.ok) return ws
  const places = [rest.value, ws.value].map((url) => url === undefined || isKraken(url))
  if (places.every((isReal) => isReal)) {
    if (!given.live) {
      return fail(
        'this would trade at Kraken with real money: say --live if that is meant, or name a fake Kraken, ' +
          `as in ${SHAPES.rest.example} ${SHAPES.ws.example}`,
      )
    }
    const plain = [rest.value, ws.value].find((url) => url?.protocol === 'http:' || url?.protocol === 'ws:')
    if (plain !== undefined) return fail(`${plain.href} is not encrypted; Kraken is spoken to by https: and wss: alone`)
    return ok({ isReal: true, rest: rest.value ?? new URL(KRAKEN_REST), ws: ws.value })
  }
  if (rest.value === undefined || ws.value === undefined || places.some((isReal) => isReal)) {
    return fail('half of this is Kraken itself and half is not; give both --rest and --ws of one fake Kraken')
  }
  if (given.live) return fail('--live means Kraken itself, so leave out --rest and --ws, or leave out --live')
  return ok({ isReal: false, rest: rest.value, ws: ws.value })
}

/** `api.kraken.com`, `beta-ws-auth.kraken.com`, however it is written. */
const isKraken = ({ hostname }: URL): boolean => /(^|\.)kraken\.com\.?$/i.test(hostname)

function urlOf(option: keyof typeof SHAPES, text: string | undefined): Result<URL | undefined, string> {
  if (text === undefined) return ok(undefined)
  const { protocols, example } = SHAPES[option]
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSound = url !== undefined && protocols.some((protocol) => protocol === url.protocol) && url.username === ''
  return isSound ? ok(url) : fail(`--${option} takes an address as in '${example}', not '${text}'`)
}
