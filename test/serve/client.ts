/** A client of a served Kraken, as small as can be: signed REST calls, and frames in the order they came. */
import { WebSocket } from 'ws'
import { signatureOf } from '../../sim/exchange/rest/auth.ts'
import { frameText } from '../../src/live/frame-text.ts'

let lastNonce = 0

export type Key = { readonly key: string; readonly secret: string }

/** The body of a private call and its headers. */
export function signed(
  { key, secret }: Key,
  { path, form = {} }: { readonly path: string; readonly form?: Readonly<Record<string, string>> },
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  lastNonce = Math.max(lastNonce + 1, Date.now() * 1000)
  const nonce = String(lastNonce)
  const body = new URLSearchParams({ nonce, ...form }).toString()
  const signature = signatureOf({ secret: Buffer.from(secret, 'base64'), path, nonce, body })
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'API-Key': key, 'API-Sign': signature }
  return { headers, body }
}

export async function asks(
  rest: string,
  key: Key,
  method: string,
  form: Readonly<Record<string, string>> = {},
): Promise<{ readonly error: readonly string[]; readonly result?: unknown }> {
  const path = `/0/private/${method}`
  const response = await fetch(`${rest}${path}`, { method: 'POST', ...signed(key, { path, form }) })
  return (await response.json()) as { readonly error: readonly string[]; readonly result?: unknown }
}

export type Socket = {
  readonly wire: WebSocket
  readonly frames: readonly string[]
  /** The first frame like this, heard already or to come. */
  readonly hears: (like: RegExp) => Promise<string>
  readonly say: (message: object) => void
  readonly closed: Promise<number>
}

export async function connects(url: string, options: { readonly ca?: string } = {}): Promise<Socket> {
  const wire = new WebSocket(url, options)
  const frames: string[] = []
  const stirred = new Set<() => void>()
  wire.on('message', (data) => {
    frames.push(frameText(data))
    for (const look of [...stirred]) look()
  })
  const closed = new Promise<number>((resolve) => wire.on('close', resolve))
  await new Promise((resolve, reject) => wire.once('open', resolve).once('error', reject))
  wire.on('error', () => undefined)
  return {
    wire,
    frames,
    closed,
    say: (message) => wire.send(JSON.stringify(message)),
    hears: (like) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = frames.find((frame) => like.test(frame))
          if (found === undefined) return
          stirred.delete(look)
          resolve(found)
        }
        stirred.add(look)
        look()
      }),
  }
}

export async function tokenOf(rest: string, key: Key): Promise<string> {
  const { result } = await asks(rest, key, 'GetWebSocketsToken')
  return (result as { readonly token: string }).token
}
