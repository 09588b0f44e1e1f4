/** The files that a run leaves behind, branch by branch. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareFolder, runHead, saveOutcome } from '../../sim/cli/traces.ts'
import { readTraceFile, traceText } from '../../sim/trace-file.ts'
import { playBranches } from '../../sim/play/play.ts'
import { BEGUN, editRacesFill, outcomeOf, step } from '../report/made.ts'

const outcome = outcomeOf([step(1, 'settle'), step(2, 'heal')], { seed: 7 })
const version = '0.1.0'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wavetank-traces-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a trace file', () => {
  it('says first which run it is of, then one event a line', () => {
    const [head = '', ...events] = traceText(runHead(editRacesFill, outcome, version), outcome.trace)
      .trimEnd()
      .split('\n')
    expect(JSON.parse(head)).toMatchObject({
      kind: 'run',
      version,
      name: 'edit-races-fill',
      path: '1',
      seed: 7,
      hash: outcome.hash,
      startedAt: BEGUN,
    })
    expect(events.map((line): unknown => JSON.parse(line))).toEqual(outcome.trace)
  })

  it('of a real run has the hash of its own lines', () => {
    const [played] = [...playBranches(editRacesFill, { seed: 1, path: '0' })]
    if (played === undefined) throw new Error('no branch was played')
    const text = traceText(runHead(editRacesFill, played, version), played.trace)
    const lines = text.slice(text.indexOf('\n') + 1)
    expect(played.trace.length).toBeGreaterThan(5)
    expect(createHash('sha256').update(lines).digest('hex')).toBe(played.hash)
  })
})

describe('a trace that is read', () => {
  const [played] = [...playBranches(editRacesFill, { seed: 1, path: '0' })]
  if (played === undefined) throw new Error('no branch was played')
  const head = runHead(editRacesFill, played, version)
  const text = traceText(head, played.trace)
  const lines = text.trimEnd().split('\n')

  it('is what was written', () => {
    expect(readTraceFile(text)).toEqual({ ok: true, value: { head, events: played.trace, isTorn: false } })
  })

  it('may have lost the end of its last line', () => {
    const events = played.trace.slice(0, -1)
    expect(readTraceFile(text.slice(0, -5))).toEqual({ ok: true, value: { head, events, isTorn: true } })
  })

  it.each([
    ['', 'is empty'],
    ['{"kind":"run","format":2}', 'line 1 is no head of a trace: format: this program reads format 1 alone'],
    [
      '{"at":1,"kind":"step","text":"settle"}',
      "line 1 is no head of a trace: kind: Invalid discriminator value. Expected 'run' | 'recording'",
    ],
    [`${lines.slice(0, 3).join('\n')}\n{"at":17\n${lines[3] ?? ''}\n`, 'line 4 is no event: not JSON: {"at":17'],
    [
      `${lines[0] ?? ''}\n{"at":1.5,"kind":"step","text":""}\n`,
      'line 2 is no event: at: whole microseconds since 1970',
    ],
    [
      `${lines[0] ?? ''}\n{"at":2,"kind":"note","name":"a"}\n{"at":1,"kind":"note","name":"a"}\n`,
      'line 3 is earlier than the line before',
    ],
  ])('is refused with the line that is wrong: %s', (broken, error) => {
    expect(readTraceFile(broken)).toEqual({ ok: false, error })
  })
})

describe('a saved branch', () => {
  it('leaves its trace, and its positions as they were on the disk', () => {
    const files = { ledger: undefined, positions: 'size = 2.0\n' }
    expect(saveOutcome(editRacesFill, { ...outcome, files }, { out: folder, version })).toMatchObject({ ok: true })
    expect(readdirSync(folder).sort()).toEqual(['edit-races-fill.1.jsonl', 'edit-races-fill.1.pps.toml'])
    expect(readFileSync(join(folder, 'edit-races-fill.1.pps.toml'), 'utf8')).toBe('size = 2.0\n')
  })

  it('leaves no positions of an earlier run', () => {
    writeFileSync(join(folder, 'edit-races-fill.1.pps.toml'), 'old')
    saveOutcome(editRacesFill, outcome, { out: folder, version })
    expect(readdirSync(folder)).toEqual(['edit-races-fill.1.jsonl'])
  })

  it('that cannot be written says where and why', () => {
    writeFileSync(join(folder, 'file'), '')
    const out = join(folder, 'file', 'below')
    const error = `cannot write to '${out}': part of it is a file, no folder; choose another folder with --out`
    expect(prepareFolder(out)).toEqual({ ok: false, error })
    expect(saveOutcome(editRacesFill, outcome, { out, version })).toEqual({ ok: false, error })
  })
})
