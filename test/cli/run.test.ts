/** What a run prints, writes and answers, without a process around it. */
import { describe, expect, it } from 'vitest'
import type { RunCommand } from '../../sim/cli/run.ts'
import type { Interruption } from '../../sim/cli/exit.ts'
import { silentProgress } from '../../sim/cli/progress.ts'
import { type Stage, run } from '../../sim/cli/run.ts'
import type { NamedScenario, Outcome } from '../../sim/play/outcome.ts'
import { summarise } from '../../sim/play/verdict.ts'
import { plain } from '../../sim/report/colour.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { editRacesFill, outcomeOf, step, toldTwice } from '../report/made.ts'

const command: RunCommand = { names: ['any'], seed: 1, way: {}, lanes: false, json: false, out: 'out' }
const story = (name: string): NamedScenario => ({ ...editRacesFill, name, file: `scenarios/${name}.ts` })
const held = (name: string, path: string): Outcome => outcomeOf([step(0, 'settle')], { name, path })

/** Plays what is given, by the story's name, and keeps what a person would see. */
function staged(branches: Readonly<Record<string, readonly Outcome[]>>, rest: Partial<Stage> = {}) {
  const seen = { out: '', err: '', saved: [] as string[], reported: [] as string[], options: [] as unknown[] }
  let ticks = 0
  const stage: Stage = {
    write: (text) => (seen.out += text),
    warn: (text) => (seen.err += text),
    palette: plain,
    progress: silentProgress,
    play: function* ({ name }, options) {
      seen.options.push(options)
      const outcomes = branches[name] ?? []
      yield* outcomes
      return ok(outcomes.length)
    },
    summarise,
    save: (_, { name, path }) => {
      seen.saved.push(`${name}.${path}`)
      return ok(undefined)
    },
    report: (_, { name, path }) => {
      seen.reported.push(`${name}.${path}`)
      return Promise.resolve(ok(`out/${name}.${path}.html`))
    },
    clock: () => (ticks += 1),
    breathe: () => Promise.resolve(),
    interruption: () => undefined,
    ...rest,
  }
  const play = (change: Partial<RunCommand> = {}): Promise<Result<number, string>> =>
    run(Object.keys(branches).map(story), { ...command, ...change }, stage)
  return { seen, play }
}

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1)

describe('a run', () => {
  it('of named stories ends in the tally, and saves every branch', async () => {
    const { seen, play } = staged({ a: [held('a', '0'), held('a', '1')], b: [held('b', '-')] })
    expect(await play()).toEqual(ok(0))
    expect(lastLine(seen.out)).toBe('2 passed, 0 failed')
    expect(seen.saved).toEqual(['a.0', 'a.1', 'b.-'])
  })

  it('of everything says after the tally what to do next', async () => {
    const { seen, play } = staged({ a: [held('a', '-')], b: [held('b', '0'), held('b', '1')] })
    await play({ names: [] })
    expect(seen.out.slice(seen.out.indexOf('2 passed'))).toBe(
      `2 passed, 0 failed

  what each story is about    npm run -s wavetank -- list
  watch a branch, row by row  npm run -s wavetank -- run b --path 0 --lanes
  every trace and pps.toml    out/
`,
    )
  })

  it('hands seed, path and time to the player', async () => {
    const { seen, play } = staged({ a: [] })
    await play({ seed: 7, path: '0.1', until: 2.5 })
    expect(seen.options).toEqual([{ seed: 7, dialect: 'v1', editPolicy: 'masquerade', path: '0.1', until: 2.5 }])
  })

  it('reports the first branch that failed and names the others', async () => {
    const failures = toldTwice.failures
    const { seen, play } = staged({ a: ['0', '1', '2'].map((path) => ({ ...toldTwice, path, seed: 7, failures })) })
    expect(await play({ names: [], seed: 7 })).toEqual(ok(1))
    expect(seen.out.match(/no fill is told twice/g)).toHaveLength(1)
    expect(seen.out).toContain('  also fails by path 1, 2\n')
    expect(seen.out).toContain('  again     npm run -s wavetank -- run a --path 0 --seed 7\n')
    expect(seen.out).toContain('  trace     out/edit-races-fill.0.jsonl\n  report    out/edit-races-fill.0.html\n')
    expect(seen.reported).toEqual(['edit-races-fill.0'])
    expect(seen.out).toContain('  play the first that failed  npm run -s wavetank -- run a')
  })

  it('says how the branch that failed was played', async () => {
    const way = { dialect: 'v2', editPolicy: 'masquerade' } as const
    const { seen, play } = staged({
      a: [toldTwice, { ...toldTwice, way }].map((one, at) => ({ ...one, path: `${at}` })),
    })
    await play()
    expect(seen.out).toContain('  also fails by path 1 under v2\n')
    const alone = staged({ a: [{ ...toldTwice, way }] })
    await alone.play()
    expect(alone.seen.out).toContain('scenarios/a.ts, path 1, v2\n')
    expect(alone.seen.out).toContain('  again     npm run -s wavetank -- run a --path 1 --dialect v2\n')
    expect(alone.seen.out).toContain('  trace     out/edit-races-fill.v2.1.jsonl\n')
  })

  it('leaves out, and says so, what makes no sense in the way asked for', async () => {
    const why = 'a makes no sense under v2: one way is enough to look at'
    const named = staged({ a: [held('a', '-')] })
    expect(await named.play({ way: { dialect: 'v2' } })).toEqual(fail(why))
    const all = staged({ a: [held('a', '-')] })
    expect(await all.play({ names: [], way: { dialect: 'v2' } })).toEqual(ok(0))
    expect(all.seen.out).toContain(`left out: ${why}\n`)
    expect(all.seen.saved).toEqual([])
  })

  it('shows the lanes of what held only when asked', async () => {
    const { seen, play } = staged({ a: [toldTwice, { ...toldTwice, verdict: 'passed', failures: [] }] })
    await play({ lanes: true })
    expect(seen.out.match(/T1 fills O1/g)).toHaveLength(2)
    expect(seen.out).toContain('✓ an edit races a fill')
  })

  it('says why a story that held proves nothing', async () => {
    const { seen, play } = staged({ a: [] })
    expect(await play()).toEqual(ok(5))
    expect(seen.out).toContain('✗ an edit races a fill')
    expect(seen.out).toContain('  unknown: no branch was played\n')
    expect(lastLine(seen.out)).toBe('0 passed, 1 failed')
  })

  it('of one branch does not ask that it visits what the whole story is about', async () => {
    const summary = { summarise: () => ({ verdict: 'unknown' as const, reason: 'no visit' }) }
    expect(await staged({ a: [held('a', '0')] }, summary).play()).toEqual(ok(5))
    expect(await staged({ a: [held('a', '0')] }, summary).play({ path: '0' })).toEqual(ok(0))
    expect(await staged({ a: [held('a', '0')] }, summary).play({ until: 1 })).toEqual(ok(0))
  })

  it('of several verdicts exits with the gravest', async () => {
    const odd: Outcome = { ...toldTwice, verdict: 'not deterministic' }
    expect(await staged({ a: [toldTwice], b: [odd] }).play()).toEqual(ok(4))
    expect(await staged({ a: [toldTwice, odd] }).play()).toEqual(ok(4))
  })

  it('as JSON prints one document and nothing else', async () => {
    const { seen, play } = staged({ a: [toldTwice], b: [held('b', '-')] })
    expect(await play({ json: true, names: [] })).toEqual(ok(1))
    const document: unknown = JSON.parse(seen.out)
    expect(document).toMatchObject({
      passed: 1,
      failed: 1,
      unknown: 0,
      scenarios: [
        { name: 'a', branches: 1, verdict: 'failed', failures: [{ claim: 'no fill is told twice', at: 1.9 }] },
        { name: 'b', title: 'an edit races a fill', events: 1, verdict: 'passed', failures: [] },
      ],
    })
    expect(seen.err).toBe('')
  })

  it('measures real time around the playing alone', async () => {
    const { seen, play } = staged({ a: [held('a', '0'), held('a', '1')] })
    await play({ json: true })
    expect(JSON.parse(seen.out)).toMatchObject({ scenarios: [{ realSeconds: 3 }] })
  })

  it('says what the player says of a path that is not there', async () => {
    const play: Stage['play'] = function* () {
      yield* []
      return fail({ kind: 'impossible-path', sentence: 'a has no path 9.' })
    }
    expect(await staged({ a: [] }, { play }).play({ path: '9' })).toEqual(fail('a has no path 9.'))
  })

  it('stops when a trace cannot be saved', async () => {
    expect(await staged({ a: [held('a', '-')] }, { save: () => fail('disk full') }).play()).toEqual(fail('disk full'))
  })

  it('says what was being played when a claim of ours is false', async () => {
    const play: Stage['play'] = function* () {
      yield held('a', '0')
      throw new Error('broken claim: x')
    }
    await expect(staged({ a: [] }, { play }).play()).rejects.toThrow('while playing a, after path 0')
  })
})

describe('an interrupted run', () => {
  const interruptedAfter = (
    count: number,
    signal: Interruption,
  ): { breathe: Stage['breathe']; interruption: Stage['interruption'] } => {
    let breaths = 0
    return {
      breathe: () => {
        breaths += 1
        return Promise.resolve()
      },
      interruption: () => (breaths >= count ? signal : undefined),
    }
  }
  const branches = { a: [held('a', '-')], b: [held('b', '0'), held('b', '1')], c: [held('c', '-')] }

  it('prints the table so far, leaves out the story it broke off, and exits as a shell would', async () => {
    const { seen, play } = staged(branches, interruptedAfter(2, 'SIGINT'))
    expect(await play()).toEqual(ok(130))
    expect(seen.saved).toEqual(['a.-', 'b.0'])
    expect(lastLine(seen.out)).toBe('1 passed, 0 failed')
    expect(seen.err).toBe('wavetank: interrupted by SIGINT; 1 of 3 stories are in the table\n')
  })

  it('keeps a story that had failed by then', async () => {
    const { seen, play } = staged({ ...branches, b: [toldTwice, held('b', '1')] }, interruptedAfter(2, 'SIGTERM'))
    expect(await play()).toEqual(ok(143))
    expect(seen.out).toContain('no fill is told twice')
    expect(lastLine(seen.out)).toBe('1 passed, 1 failed')
  })
})
