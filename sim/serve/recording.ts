/** Keeps all that crosses the wires of a served Kraken in a file, as its clients see it: a trace, one line an event. */
import type { RecordingHead } from '../../src/broker/border.ts'
import type { Result } from '../../src/result.ts'
import { type Blotting, type Recording, beginRecording } from '../../src/shell/recording.ts'
import type { Happening } from '../trace.ts'

const BLOTTED = ['API-Key', 'API-Sign']

/** What else looks like a secret is the fake Kraken's own and nobody's: whoever plays it again needs it. */
const headersAlone: Blotting<Happening> = {
  blotted: BLOTTED,
  blot: (text) => text,
  line: (at, happening) => JSON.stringify({ at, ...blotted(happening) }),
}

/** Begins a file that must not be there yet. One that cannot go on is told once to `complain`, and Kraken goes on. */
export const recordServed = (
  path: string,
  {
    of,
    complain,
  }: {
    readonly of: Pick<RecordingHead, 'version' | 'account' | 'startedAt' | 'settings'>
    readonly complain: (sentence: string) => void
  },
): Result<Recording<Happening>, string> =>
  beginRecording(path, {
    of: { adapter: 'clients of wavetank serve', dialect: 'any', ...of },
    secrets: headersAlone,
    complain,
  })

function blotted(happening: Happening): Happening {
  if (happening.kind !== 'http-request') return happening
  const headers = Object.entries(happening.headers).map(([name, value]) => [
    name,
    BLOTTED.some((secret) => secret.toLowerCase() === name.toLowerCase()) ? '*'.repeat(value.length) : value,
  ])
  return { ...happening, headers: Object.fromEntries(headers) as Readonly<Record<string, string>> }
}
