/** The addresses of Kraken's WebSockets: which dialect each speaks, and what can be had there. */

/** WebSocket v1 or v2. */
export type DialectName = 'v1' | 'v2'

/** Market data, an account's own data and trading, or the order by order book alone. */
export type Service = 'market' | 'account' | 'level3'

export type Host = { readonly dialect: DialectName; readonly service: Service }

type Address = Host & { readonly url: string; readonly shape: RegExp }

/** Source: protocol 1.1. */
export const ADDRESSES: readonly Address[] = [
  { url: 'wss://ws.kraken.com', shape: shapeOf('ws'), dialect: 'v1', service: 'market' },
  { url: 'wss://ws-auth.kraken.com', shape: shapeOf('ws-auth'), dialect: 'v1', service: 'account' },
  { url: 'wss://ws.kraken.com/v2', shape: shapeOf('ws', '/v2'), dialect: 'v2', service: 'market' },
  { url: 'wss://ws-auth.kraken.com/v2', shape: shapeOf('ws-auth', '/v2'), dialect: 'v2', service: 'account' },
  { url: 'wss://ws-l3.kraken.com/v2', shape: shapeOf('ws-l3', '/v2'), dialect: 'v2', service: 'level3' },
]

/** Undefined for an address at which nobody answers. */
export const hostAt = (url: string): Host | undefined => ADDRESSES.find(({ shape }) => shape.test(url))

/** Test hosts (`beta-`) serve the same. */
function shapeOf(name: string, path = ''): RegExp {
  return new RegExp(`^wss?://(beta-)?${name}\\.kraken\\.com${path}/?$`)
}
