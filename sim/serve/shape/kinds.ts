/** Of what kind a frame of a socket is: what it is about, and which of the shapes its kind has. */

type Members = Readonly<Record<string, unknown>>
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Undefined for what no exchange says. A number is its text behind a `#`. */
export function kindOf(frame: unknown): string | undefined {
  if (Array.isArray(frame)) return Array.isArray(frame[0]) ? feedOfV1(frame) : channelOfV1(frame)
  if (!isMembers(frame)) return undefined
  if (typeof frame['event'] === 'string') return eventOfV1(frame, frame['event'])
  if (typeof frame['channel'] === 'string') return channelOfV2(frame, frame['channel'])
  return typeof frame['method'] === 'string' ? answerOfV2(frame, frame['method']) : undefined
}

/** The market a frame is about, by whatever name. */
export function pairOf(frame: unknown): string | undefined {
  const text = JSON.stringify(frame)
  return (
    /"(?:pair|symbol)":"([A-Z0-9]+\/[A-Z0-9]+)"/.exec(text)?.[1] ??
    /"([A-Z0-9]{2,10}\/[A-Z0-9]{2,10})"\]$/.exec(text)?.[1]
  )
}

function eventOfV1(frame: Members, event: string): string {
  if (event !== 'subscriptionStatus') return `v1 ${event} ${textOf(frame['status'])}`.trim()
  const { subscription } = frame
  const name = isMembers(subscription) ? subscription['name'] : undefined
  return `v1 subscriptionStatus ${String(frame['status'])} ${String(name)}`
}

function channelOfV1(frame: readonly unknown[]): string {
  const name = String(frame.at(-2)).split('-')[0] ?? ''
  const first = frame[1]
  if (name !== 'book' || !isMembers(first)) return `v1 ${name}`
  if ('as' in first) return 'v1 book snapshot'
  return 'v1 book update'
}

/** A frame with one order's event is of that event's kind. */
function feedOfV1(frame: readonly unknown[]): string {
  const [items, channel] = frame as [readonly Members[], string]
  const [payload] = items.flatMap((item) => Object.values(item)).filter(isMembers)
  if (channel === 'ownTrades')
    return payload !== undefined && 'userref' in payload ? 'v1 ownTrades live' : 'v1 ownTrades'
  if (payload === undefined) return 'v1 openOrders none'
  if ('descr' in payload) return 'v1 openOrders whole'
  return `v1 openOrders ${typeof payload['status'] === 'string' ? payload['status'] : 'fill'}`
}

function channelOfV2(frame: Members, channel: string): string {
  const { data, type } = frame
  const [row] = Array.isArray(data) ? data.filter(isMembers) : []
  const event = channel === 'executions' ? ` ${textOf(row?.['exec_type'] ?? 'none')}` : ''
  const isFirst = channel === 'status' && row !== undefined && 'connection_id' in row ? ' first' : ''
  return `v2 ${channel} ${textOf(type)}${event}${isFirst}`.trim()
}

function answerOfV2({ success, result }: Members, method: string): string {
  const channel = isMembers(result) ? result['channel'] : undefined
  const outcome = success === undefined ? '' : success === true ? ' done' : ' refused'
  return `v2 ${method}${outcome}${typeof channel === 'string' ? ` ${channel}` : ''}`
}
