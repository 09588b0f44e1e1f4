/** The whole texts behind the rows, each kept once: a page of many events is mostly what repeats. */
import { unreachable } from '../../../src/assert.ts'
import type { PageBody, Told } from './shape.ts'

export type Bodies = {
  readonly bodies: readonly PageBody[]
  /** Of each row told; undefined where its short text is all there is. */
  readonly of: readonly (number | undefined)[]
}

export function bodiesOf(told: readonly Told[]): Bodies {
  const bodies: PageBody[] = []
  const known = new Map<string, number>()
  const keep = (text: string, head?: string): number => {
    const key = head === undefined ? text : `${head}\n\n${text}`
    const body = known.get(key) ?? bodies.push({ ...(head === undefined ? {} : { head }), text }) - 1
    known.set(key, body)
    return body
  }
  const files = new Map<string, { readonly text: string; readonly body: number }>()
  /** A ledger is written whole, and grows: of each writing only what is new is kept. */
  const keepFile = (file: string, text: string): number => {
    const before = files.get(file)
    if (before?.text === text) return before.body
    const grows = before !== undefined && before.text !== '' && text.startsWith(before.text)
    const body = grows ? bodies.push({ text: text.slice(before.text.length), after: before.body }) - 1 : keep(text)
    files.set(file, { text, body })
    return body
  }
  const of = told.map(({ event }) => {
    switch (event.kind) {
      case 'ems-requested':
        return keep(JSON.stringify(event.request))
      case 'ems-event':
        return keep(JSON.stringify(event.event))
      case 'http-request': {
        const headers = Object.entries(event.headers).map(([name, value]) => `${name}: ${value}`)
        return keep(event.body, [`${event.method} ${event.path}`, ...headers].join('\n'))
      }
      case 'http-answered':
        return keep(event.body, String(event.status))
      case 'socket-send':
      case 'socket-received':
        return keep(event.frame)
      case 'kraken-heard':
        return event.what.startsWith('/') ? undefined : keep(event.what)
      case 'trade':
        return keep(JSON.stringify(event))
      case 'file-written':
      case 'file-found':
        return keepFile(event.file, event.text)
      case 'broker-started':
      case 'broker-ended':
      case 'stop-requested':
      case 'http-failed':
      case 'socket-open':
      case 'socket-opened':
      case 'socket-closed':
      case 'note':
      case 'step':
      case 'fault':
      case 'kraken-diary':
        return undefined
      default:
        return unreachable(event)
    }
  })
  return { bodies, of }
}
