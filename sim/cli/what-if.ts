/** `replay --what-if`: the story of a trace is played again, one event of it bent, and what came of that is judged. */
import type { Result } from '../../src/result.ts'
import { fail, ok } from '../../src/result.ts'
import { DIALECTS } from '../../src/kraken/dialects.ts'
import { EDIT_POLICIES } from '../../src/broker/port.ts'
import { PLAIN_WAY } from '../play/way.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { playBranches } from '../play/play.ts'
import { partingOf, readWhatIf } from '../play/what-if.ts'
import type { Palette } from '../report/colour.ts'
import type { RunHead, TraceFile } from '../trace-file.ts'
import type { TraceEvent } from '../trace.ts'
import { traceText } from '../trace-file.ts'

export type WhatIf = {
  readonly text: string
  /** Nothing that has to hold was broken. */
  readonly held: boolean
}

/** Fails with a sentence where the file is no run of a story, or the story goes otherwise by now. */
export function whatIf(
  words: string,
  { head, events }: TraceFile & { readonly head: RunHead },
  { story, palette }: { readonly story: NamedScenario; readonly palette: Palette },
): Result<WhatIf, string> {
  const bend = readWhatIf(words, events)
  if (!bend.ok) return bend
  const dialect = DIALECTS.find((one) => one === head.way['dialect']) ?? PLAIN_WAY.dialect
  const editPolicy = EDIT_POLICIES.find((one) => one === head.way['editPolicy']) ?? PLAIN_WAY.editPolicy
  const options = { seed: head.seed, path: head.path, dialect, editPolicy }
  const before = playedOnce(story, options)
  if (!before.ok) return before
  if (traceText(head, before.value.trace) !== traceText(head, events)) {
    return fail(`the story ${head.name} does not go as in it any more; play it anew and ask of the new trace`)
  }
  const after = playedOnce(story, { ...options, bend: bend.value })
  if (!after.ok) return after
  const { trace, failures, verdict } = after.value
  const parting = partingOf(events, trace, bend.value)
  // What a story expects is what comes of it unbent.
  const broken = failures.filter(({ claim }) => !OF_THE_STORY.has(claim))
  const unmet = failures.filter(({ claim }) => OF_THE_STORY.has(claim))
  const isJudged = verdict !== 'unsettled' && verdict !== 'not deterministic'
  const held = broken.length === 0 && isJudged
  return ok({
    held,
    text: [
      `at ${bend.value.place + FIRST_EVENT_LINE}, ${bend.value.twist.kind}: ${shown(bend.value.event)}`,
      ...(parting === undefined
        ? ['  everything else comes out alike']
        : [`  from line ${parting.line} on`, `  then  ${shown(parting.then)}`, `  now   ${shown(parting.now)}`]),
      ...broken.map(({ claim, sentence }) => palette.bad(`✗ ${claim}: ${sentence}`)),
      ...(isJudged ? [] : [palette.bad(`✗ ${verdict}`)]),
      ...(held ? [palette.good('✓ every claim of the oracle held')] : []),
      ...unmet.map(({ sentence }) => `  the story ends otherwise: ${sentence}`),
      '',
    ].join('\n'),
  })
}

const FIRST_EVENT_LINE = 2
const OF_THE_STORY: ReadonlySet<string> = new Set(['the ending', 'every step of the story can be performed'])
/** Of a message. */
const MOST_LETTERS = 300

function playedOnce(story: NamedScenario, options: Parameters<typeof playBranches>[1]): Result<Outcome, string> {
  const playing = playBranches(story, options).next()
  if (playing.done !== true) return ok(playing.value)
  return fail(playing.value.ok ? `${story.name} has no branch ${options.path ?? ''}` : playing.value.error.sentence)
}

function shown(event: TraceEvent | undefined): string {
  if (event === undefined) return 'nothing'
  const { at, ...rest } = event
  const text = JSON.stringify(rest)
  return `${text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text} at ${at}`
}
