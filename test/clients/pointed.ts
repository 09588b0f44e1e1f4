/** Foreign clients of Kraken, unmodified, with their addresses changed to a Kraken served here and nonces that rise; and what was tried with them. */
import { createRequire } from 'node:module'
import { setTimeout } from 'node:timers/promises'
import ccxt, { type Exchange } from 'ccxt'
import { present } from '../../src/assert.ts'
import type { Started } from '../../sim/serve/start.ts'
import { demoKey } from '../serve/served.ts'

export type Key = { readonly key: string; readonly secret: string }

/** Calls of a test so far: `ccxt.fetchBalance`, each as often as it was made. */
let tried: string[] = []

/** What was called since this was asked last. */
export function takeTried(): readonly string[] {
  const taken = tried
  tried = []
  return taken
}

/** Counts the calls of a client's methods, and changes nothing. */
function counted<Client extends object>(client: Client, name: string): Client {
  return new Proxy(client, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property)
      if (typeof member !== 'function' || typeof property !== 'string') return member
      return (...words: readonly unknown[]): unknown => {
        // A client with one method for all of Kraken's is told what by its first word.
        const [what] = words
        tried.push(`${name}.${property === 'api' && typeof what === 'string' ? what : property}`)
        return Reflect.apply(member, target, words)
      }
    },
  })
}

const opened: Exchange[] = []

/** In milliseconds. Kraken's own numbers would have a client wait for a second between two calls. */
const PACE = { enableRateLimit: true, rateLimit: 3 }

export type Ccxt = InstanceType<typeof ccxt.pro.kraken>

/** ccxt's `kraken`, and `pro`, which is that and WebSocket besides. */
export async function ccxtAt(
  one: Started,
  { key = demoKey(one), options = {} }: { readonly key?: Key; readonly options?: object } = {},
): Promise<Ccxt> {
  const { rest, ws } = one.kraken
  // Its own nonces are milliseconds, and some calls cost it no pause: of two in one Kraken refuses the second.
  let last = 0
  const nonce = (): number => (last = Math.max(last + 1, Date.now()))
  const client = new ccxt.pro.kraken({
    nonce,
    apiKey: key.key,
    secret: key.secret,
    ...PACE,
    urls: {
      api: {
        public: rest,
        private: rest,
        ws: {
          public: `${ws}/ws`,
          private: `${ws}/ws-auth`,
          publicV2: `${ws}/ws/v2`,
          privateV2: `${ws}/ws-auth/v2`,
        },
      },
    },
    ...options,
  })
  // It asks for this before it speaks to an address that begins with ws:.
  await client.loadHttpProxyAgent()
  opened.push(client)
  return counted(client, 'ccxt')
}

/** Ends every connection of theirs. */
export async function leaveAll(): Promise<void> {
  for (const client of opened.splice(0)) await client.close()
}

type KrakenApi = { readonly api: (method: string, form?: object) => Promise<{ readonly result: unknown }> }

/** The package `kraken-api`: REST alone. Its nonces are milliseconds, and of two calls in one Kraken refuses the second. */
export function krakenApiAt(one: Started, key: Key = demoKey(one)): KrakenApi {
  const Client = createRequire(import.meta.url)('kraken-api') as new (
    key: string,
    secret: string,
    options: object,
  ) => KrakenApi
  const client = counted(new Client(key.key, key.secret, { url: one.kraken.rest }), 'kraken-api')
  return {
    async api(method, form) {
      await setTimeout(PACE.rateLimit)
      return client.api(method, form)
    },
  }
}

/** Many calls in a row are no test of the limits. */
export const UNLIMITED = {
  file: 'accounts.toml',
  text: `[accounts.demo]
tier = "unlimited"
funds = { EUR = 25000, USD = 25000, XBT = 1, XMR = 50 }
withdraw_keys = { wallet = "XMR" }
[[accounts.demo.keys]]
key = "demo"
secret = "c2VjcmV0"
`,
}

/** Kraken's id of an order that ccxt tells of. */
export const idOf = ({ id }: { readonly id?: string | undefined }): string => present(id, 'an order has an id')
