/** Who may import whom: every import points down this table. */

type Layer = {
  /** Folders end in a slash and mean everything below; `*` means the files right in a folder. */
  readonly holds: readonly string[]
  /** In the same form; a layer may always import itself. */
  readonly mayImport: readonly string[]
  /** Places whose words it may use, by `import type`, and none of their machinery. */
  readonly mayImportTypes?: readonly string[]
}

/** The words both readings of Kraken share: no money, no dialect. */
const SHARED_WORDS = ['assert', 'brand', 'ids', 'machine', 'result', 'time'].map((name) => `src/${name}.ts`)
const TRUTH = ['sim/truth.ts']
const EVIDENCE = [...TRUTH, 'sim/trace.ts']
const KRAKEN = ['sim/exchange/', 'sim/edge/']
const TANK = ['src/*', 'src/kraken/', 'src/broker/', ...KRAKEN, 'sim/oracle/', ...EVIDENCE, 'sim/trace-file.ts']

export const LAYERS: readonly Layer[] = [
  // The adapter.
  { holds: ['src/*'], mayImport: [] },
  { holds: ['src/kraken/'], mayImport: ['src/*'] },
  { holds: ['src/broker/'], mayImport: ['src/*', 'src/kraken/'] },
  // The real clock and timers, for whatever runs a machine in real time.
  { holds: ['src/live/'], mayImport: ['src/*'] },
  { holds: ['src/shell/'], mayImport: ['src/*', 'src/kraken/', 'src/broker/', 'src/live/'] },
  // Words: types, and the story's plain data.
  { holds: TRUTH, mayImport: [], mayImportTypes: ['src/ids.ts', 'src/time.ts'] },
  {
    holds: ['sim/trace.ts'],
    mayImport: [],
    mayImportTypes: ['src/time.ts', 'src/broker/border.ts', 'src/broker/port.ts'],
  },
  { holds: ['sim/trace-file.ts'], mayImport: ['src/*', 'src/broker/border.ts', 'sim/trace.ts'] },
  {
    holds: ['sim/scenario.ts', 'sim/ending.ts', 'sim/weather.ts'],
    mayImport: [],
    mayImportTypes: [
      'src/ems.ts',
      'src/broker/notes.ts',
      'src/broker/port.ts',
      'src/kraken/dialects.ts',
      'sim/exchange/quirks.ts',
      'sim/exchange/port.ts',
    ],
  },
  // Kraken, and the opinion about it all: neither shares decoding or arithmetic with the adapter.
  { holds: ['sim/exchange/'], mayImport: [...SHARED_WORDS, ...TRUTH] },
  { holds: ['sim/oracle/'], mayImport: [...SHARED_WORDS, 'src/ems.ts', ...EVIDENCE] },
  // What befalls all that passes between Kraken and its clients, in a simulated world or at a real port.
  {
    holds: ['sim/edge/'],
    mayImport: [...SHARED_WORDS, ...TRUTH, 'sim/exchange/'],
    mayImportTypes: ['sim/scenario.ts', 'sim/trace.ts'],
  },
  // The world and what is done in it.
  { holds: ['sim/world/'], mayImport: TANK, mayImportTypes: ['sim/scenario.ts'] },
  { holds: ['sim/play/'], mayImport: [...TANK, 'sim/world/', 'sim/scenario.ts'] },
  // Judges other programs' files by the oracle's own reading and arithmetic.
  { holds: ['sim/audit/'], mayImport: [...SHARED_WORDS, 'sim/exchange/universe/', 'sim/oracle/', ...TRUTH] },
  { holds: ['sim/precision/'], mayImport: [...TANK, 'sim/play/', 'sim/scenario.ts'] },
  // For the tests of others: everything in one word, and a report where it fails.
  {
    holds: ['sim/testing/'],
    mayImport: [...TANK, 'sim/world/', 'sim/play/', 'sim/hunt/', 'sim/report/', 'sim/scenario.ts'],
  },
  // Draws stories, in the amounts that markets can express, plays them, and makes what fails small.
  {
    holds: ['sim/hunt/'],
    mayImport: [...TANK, 'sim/world/', 'sim/play/', 'sim/precision/amounts.ts', 'sim/scenario.ts'],
  },
  {
    holds: ['sim/report/'],
    mayImport: [
      ...TANK,
      'sim/world/',
      'sim/play/',
      'sim/precision/',
      'sim/audit/',
      'sim/specimens/',
      'sim/hunt/',
      'sim/scenario.ts',
    ],
  },
  {
    holds: ['sim/cli/'],
    // The one command starts all there is to start: a story, and the live broker.
    mayImport: [
      ...TANK,
      'src/shell/',
      'src/live/',
      'sim/serve/',
      'sim/world/',
      'sim/play/',
      'sim/precision/',
      'sim/audit/',
      'sim/specimens/',
      'sim/hunt/',
      'sim/report/',
      'sim/replay/',
      'sim/scenario.ts',
      'package.json',
    ],
  },
  // Tells the adapter again what a recording says it was told.
  { holds: ['sim/replay/'], mayImport: ['src/*', 'src/kraken/', 'src/broker/', ...EVIDENCE, 'sim/trace-file.ts'] },
  // Bugs are texts about the adapter's source, and are tried out by playing and by hunting.
  { holds: ['sim/specimens/'], mayImport: [...TANK, 'sim/play/', 'sim/hunt/', 'sim/scenario.ts'] },
  {
    holds: ['sim/serve/'],
    // Its files are read as the broker's are, and written as a trace is.
    mayImport: [
      ...SHARED_WORDS,
      ...KRAKEN,
      ...EVIDENCE,
      'src/live/',
      'src/broker/toml.ts',
      'src/broker/border.ts',
      // It keeps a recording as the broker does; what is blotted out of one is known by the same places when it is played again.
      'src/shell/recording.ts',
      'src/shell/secrets.ts',
      'sim/world/chance.ts',
      'sim/trace-file.ts',
    ],
    mayImportTypes: ['sim/scenario.ts'],
  },
  // A second reading of the matching, which shares nothing with the first; and both under the same commands.
  { holds: ['sim/ladder/'], mayImport: ['src/assert.ts'] },
  {
    holds: ['sim/differential/'],
    mayImport: [...SHARED_WORDS, ...TRUTH, 'sim/exchange/', 'sim/ladder/', 'sim/world/chance.ts'],
  },
  // A story needs words, not machinery.
  { holds: ['scenarios/'], mayImport: ['sim/scenario.ts'] },
  // Figures look at everything and are looked at by nobody.
  { holds: ['bench/'], mayImport: ['src/', 'sim/', 'scenarios/'] },
  // Tests look at everything and are looked at by nobody, but for the reporter.
  { holds: ['test/'], mayImport: ['src/', 'sim/', 'scenarios/'] },
  // The version is told from here.
  { holds: ['package.json'], mayImport: [] },
  { holds: ['vitest.config.ts'], mayImport: ['test/reporter.ts'] },
  { holds: ['vitest.clients.config.ts'], mayImport: ['test/reporter.ts', 'test/clients/tally.ts'] },
]

/** Packages, and the only places that may import them. Node's own modules are the linter's affair. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'decimal.js': ['src/money.ts'],
  'toml-eslint-parser': ['src/broker/'],
  '@iarna/toml': ['sim/oracle/'],
  seedrandom: ['sim/world/'],
  // The report's page is put together from its sources.
  esbuild: ['sim/cli/'],
  'playwright-core': ['test/report/'],
  ws: ['src/live/', 'src/shell/', 'sim/serve/', 'test/'],
  zod: [
    'src/kraken/',
    'src/broker/',
    'src/shell/',
    'sim/exchange/',
    'sim/oracle/',
    'sim/edge/',
    'sim/serve/',
    'sim/play/',
    'sim/cli/',
    'sim/trace-file.ts',
    'sim/report/har.ts',
  ],
  'fast-check': ['test/', 'sim/testing/'],
  // The project itself, as others import it.
  wavetank: ['test/testing/'],
  vitest: ['test/', 'vitest.config.ts', 'vitest.clients.config.ts'],
  ccxt: ['test/clients/'],
  'hft-limit-order-book': ['bench/'],
  'nodejs-order-book': ['bench/'],
  eslint: ['test/tidy/'],
  prettier: ['test/tidy/'],
  typescript: ['test/tidy/'],
  'typescript-eslint': ['test/tidy/'],
}

/** Whether a path lies in a place written as in the tables. */
export function isIn(place: string, path: string): boolean {
  if (place.endsWith('/')) return path.startsWith(place)
  if (place.endsWith('/*')) return path.startsWith(place.slice(0, -1)) && !path.slice(place.length - 1).includes('/')
  return path === place
}
