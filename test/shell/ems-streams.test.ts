/** Requests that come in one piece of input are one moment. */
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { connectEms } from '../../src/shell/ems-streams.ts'
import { instant } from '../../src/time.ts'

const cancel = (oid: string): string => `${JSON.stringify({ kind: 'BrokerdCancel', oid, account: 'spot' })}\n`

test('all but the last request of a piece say that more is to come, and a bad line is none of them', async () => {
  const stdin = new PassThrough()
  const heard: string[] = []
  connectEms(
    { stdin, stdout: new PassThrough() },
    {
      account: 'spot',
      now: () => instant(0),
      request: (request, more) => heard.push(`${request.oid} ${more ? 'and more' : 'and no more'}`),
      left: () => heard.push('left'),
      log: () => undefined,
    },
  )
  stdin.write(cancel('a') + cancel('b') + 'no request\n')
  await new Promise(setImmediate)
  stdin.end(cancel('c'))
  await new Promise((done) => stdin.on('close', done))
  expect(heard).toEqual(['a and more', 'b and no more', 'c and no more', 'left'])
})

test('an EMS that leaves everything unread counts as gone, once', async () => {
  const stdout = new PassThrough()
  const heard: string[] = []
  const tell = connectEms(
    { stdin: new PassThrough(), stdout },
    {
      account: 'spot',
      now: () => instant(0),
      request: () => undefined,
      left: () => heard.push('left'),
      log: (line) => heard.push(line.replace(/\d+/, 'N')),
    },
  )
  const event = { kind: 'BrokerdReady', account: 'x'.repeat(1_000_000), time: instant(0) } as const
  for (let told = 0; told < 15; told += 1) tell(event)
  expect(heard).toEqual([])
  for (let told = 0; told < 16; told += 1) tell(event)
  expect(heard).toEqual(['the EMS has left N bytes unread, and counts as gone', 'left'])
  stdout.destroy()
  await new Promise(setImmediate)
})
