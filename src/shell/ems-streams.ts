/** The EMS at the other end of the standard streams: its lines come in as requests, and its leaving is a wish to stop. */
import type { Readable, Writable } from 'node:stream'
import type { EmsEvent, EmsRequest } from '../ems.ts'
import type { Instant } from '../time.ts'
import type { Complaint } from './ems-lines.ts'
import { LONGEST_REQUEST, readRequest } from './ems-lines.ts'
import { LineCutter } from './lines.ts'
import { systemWord } from './system-word.ts'

export type Streams = {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** Some tens of thousands of events: whoever is so far behind does not read any more. */
const MOST_UNREAD_BYTES = 16_000_000

export type EmsEnds = {
  readonly account: string
  readonly now: () => Instant
  /** `more`: another one of the same piece of input follows at once. */
  readonly request: (request: EmsRequest, more: boolean) => void
  /** The EMS is gone, and nobody is left to trade for. */
  readonly left: () => void
  readonly log: (text: string) => void
}

/**
 * Reads requests until the input ends, and gives the way to tell events. A pipe is written to at once, so that an
 * event is with the EMS before the effect after it begins; an EMS that does not read holds the broker up.
 */
export function connectEms(
  { stdin, stdout }: { readonly stdin: Readable; readonly stdout: Writable },
  ends: EmsEnds,
): (event: EmsEvent) => void {
  const cutter = new LineCutter(LONGEST_REQUEST)
  let isHeard = true

  function tell(event: EmsEvent): void {
    stdout.write(`${JSON.stringify(event)}\n`)
    if (!isHeard || stdout.writableLength <= MOST_UNREAD_BYTES) return
    isHeard = false
    ends.log(`the EMS has left ${stdout.writableLength} bytes unread, and counts as gone`)
    ends.left()
  }

  function refuse({ reason, refused }: Complaint): void {
    ends.log(reason)
    if (refused === undefined) return
    tell({ kind: 'BrokerdError', ...refused, account: ends.account, by: 'us', reason, time: ends.now() })
  }

  stdin.setEncoding('utf8')
  stdin.on('data', (piece: string) => {
    const requests: EmsRequest[] = []
    for (const line of cutter.cut(piece)) {
      if (line.kind === 'too long') {
        ends.log(`a request of more than ${LONGEST_REQUEST} characters was thrown away`)
        continue
      }
      const request = readRequest(line.text)
      if (request.ok) requests.push(request.value)
      else refuse(request.error)
    }
    for (const [place, request] of requests.entries()) ends.request(request, place < requests.length - 1)
  })
  stdin.on('end', () => {
    if (cutter.rest.trim() !== '') ends.log('the last request was cut off by the end of the input, and not carried out')
    ends.log('the EMS has closed our input')
    ends.left()
  })
  stdin.on('error', (error) => {
    ends.log(`the EMS cannot be heard: ${systemWord(error)}`)
    ends.left()
  })
  stdout.on('error', (error) => {
    ends.log(`the EMS cannot be told: ${systemWord(error)}`)
    ends.left()
  })
  return tell
}
