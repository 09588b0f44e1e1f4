/** Which of Kraken's WebSocket addresses a client means that has come to a port of ours. */

/** A path without a host is where an account is traded: `/` and `/v2`. */
const UNSAID = 'ws-auth'

/** `/`, `/v2`, `/ws`, `/ws/v2`, `/ws-auth/v2`, `/ws-l3/v2`. */
const PATH = /^(?:\/(ws|ws-auth|ws-l3))?(\/v2)?\/?(?:\?.*)?$/
const KRAKENS_OWN = /^(?:beta-)?(ws|ws-auth|ws-l3)\.kraken\.com(?::\d+)?$/i

/**
 * The address at Kraken; undefined for a path that none of them has. A client that was led here by its name
 * server, and still asks for Kraken's own host, has said with that what it means.
 */
export function krakenUrl(host: string | undefined, path: string): string | undefined {
  const parts = PATH.exec(path)
  if (parts === null) return undefined
  const [, said, version = ''] = parts
  const asked = KRAKENS_OWN.exec(host ?? '')?.[1]?.toLowerCase()
  return `wss://${said ?? asked ?? UNSAID}.kraken.com${version}`
}
