/** Every import points down, no file is outside the layers, and no files import each other around. */
import { expect, test } from 'vitest'
import { offences } from './imports.ts'
import { projectFiles, textOf } from './project-files.ts'

/** Reads the whole project: five seconds are not enough on a busy machine. */
const PATIENCE_MILLISECONDS = 30_000

test(
  'the imports of the project keep the layers',
  () => {
    const sources = new Map([...projectFiles('.ts'), 'package.json'].map((path) => [path, textOf(path)]))
    expect(sources.size).toBeGreaterThan(20)
    expect(offences(sources)).toEqual([])
  },
  PATIENCE_MILLISECONDS,
)

/** A small project that keeps the layers; an offence is planted beside it. */
const sound = {
  'src/money.ts': "import { Decimal } from 'decimal.js'\nexport { Decimal }",
  'src/time.ts': "import { createHash } from 'node:crypto'\nexport { createHash }",
  'src/kraken/rest.ts': "import { z } from 'zod'\nimport '../time.ts'\nexport { z }",
  'src/broker/core.ts': "import '../kraken/rest.ts'\nimport '../money.ts'",
  'src/broker/port.ts': "export type { Instant } from '../time.ts'",
  'src/shell/main.ts': "import '../broker/core.ts'",
  'sim/truth.ts': "import type { Instant } from '../src/time.ts'",
  'src/broker/border.ts': "import type { Port } from './port.ts'",
  'sim/trace.ts': "import type { BorderEvent } from '../src/broker/border.ts'",
  'sim/cli/main.ts': "import '../../src/shell/main.ts'",
  'sim/scenario.ts': 'export const words = 1',
  'sim/exchange/venue.ts': "import '../truth.ts'\nimport './deep/book.ts'",
  'sim/exchange/deep/book.ts': "import '../../../src/time.ts'",
  'sim/oracle/judge.ts': "import '../trace.ts'",
  'sim/world/loop.ts':
    "import type { W } from '../scenario.ts'\nimport '../exchange/venue.ts'\nimport '../../src/broker/core.ts'",
  'sim/play/play.ts': "import '../world/loop.ts'\nimport '../scenario.ts'",
  'scenarios/a.ts': "import { words } from '../sim/scenario.ts'\nexport default words",
  'test/a.test.ts': "import '../scenarios/a.ts'\nimport { test } from 'vitest'\nexport { test }",
}

test('a project that keeps the layers has no offences', () => {
  expect(offences(new Map(Object.entries(sound)))).toEqual([])
})

test.each([
  ['src/time.ts', "import './kraken/rest.ts'", 'src/time.ts may not import src/kraken/rest.ts'],
  ['src/kraken/x.ts', "import '../broker/core.ts'", 'src/kraken/x.ts may not import src/broker/core.ts'],
  ['src/broker/x.ts', "import '../shell/main.ts'", 'src/broker/x.ts may not import src/shell/main.ts'],
  ['src/broker/x.ts', "import '../../sim/truth.ts'", 'src/broker/x.ts may not import sim/truth.ts'],
  ['sim/exchange/x.ts', "export * from '../../src/kraken/rest.ts'", 'may not import src/kraken/rest.ts'],
  ['sim/exchange/x.ts', "import type { D } from '../../src/money.ts'", 'may not import src/money.ts'],
  ['sim/exchange/x.ts', "import '../oracle/judge.ts'", 'may not import sim/oracle/judge.ts'],
  ['sim/exchange/x.ts', "import '../trace.ts'", 'may not import sim/trace.ts'],
  ['sim/oracle/x.ts', "export const f = () => import('../../src/money.ts')", 'may not import src/money.ts'],
  ['sim/oracle/x.ts', "export type X = import('../exchange/venue.ts').X", 'may not import sim/exchange/venue.ts'],
  ['sim/oracle/x.ts', "import '../../src/broker/port.ts'", 'may not import src/broker/port.ts'],
  ['sim/world/x.ts', "import { words } from '../scenario.ts'", 'may not import more than types from sim/scenario.ts'],
  ['sim/world/x.ts', "export { words } from '../scenario.ts'", 'may not import more than types from sim/scenario.ts'],
  ['sim/truth.ts', "import { instant } from '../src/time.ts'", 'may not import more than types from src/time.ts'],
  ['sim/world/x.ts', "import '../../src/shell/main.ts'", 'may not import src/shell/main.ts'],
  ['sim/serve/x.ts', "import '../../src/shell/main.ts'", 'may not import src/shell/main.ts'],
  ['sim/play/x.ts', "import '../../scenarios/a.ts'", 'may not import scenarios/a.ts'],
  ['scenarios/x.ts', "import '../src/time.ts'", 'may not import src/time.ts'],
  ['sim/cli/x.ts', "import '../../test/a.test.ts'", 'may not import test/a.test.ts'],
  ['sim/x.ts', '', 'sim/x.ts is in no layer'],
  ['sim/other/x.ts', '', 'sim/other/x.ts is in no layer'],
  ['tools/x.ts', '', 'tools/x.ts is in no layer'],
  ['src/x.ts', "import './absent.ts'", 'src/x.ts imports src/absent.ts, which is not there'],
  ['src/x.ts', "import 'decimal.js'", 'src/x.ts may not import the package decimal.js'],
  ['sim/exchange/x.ts', "import 'decimal.js'", 'may not import the package decimal.js'],
  ['src/broker/x.ts', "import '@iarna/toml/lib/toml-parser.js'", 'may not import the package @iarna/toml'],
  ['sim/oracle/x.ts', "import 'toml-eslint-parser'", 'may not import the package toml-eslint-parser'],
  ['sim/exchange/x.ts', "import 'seedrandom'", 'may not import the package seedrandom'],
  ['sim/world/x.ts', "import { WebSocket } from 'ws'", 'may not import the package ws'],
  ['scenarios/x.ts', "import { z } from 'zod'", 'may not import the package zod'],
  ['src/x.ts', "import 'left-pad'", 'src/x.ts imports the package left-pad, which has no place'],
  ['src/x.ts', "import 'constructor'", 'src/x.ts imports the package constructor, which has no place'],
  ['src/x.ts', "import './x.ts'", 'src/x.ts imports src/x.ts'],
])('%s with %j is told', (path, text, sentence) => {
  expect(offences(new Map(Object.entries({ ...sound, [path]: text }))).join('\n')).toContain(sentence)
})

test('a ring of files is told once, with its way round', () => {
  const ring = {
    'src/a.ts': "import './b.ts'",
    'src/b.ts': "import type { C } from './c.ts'",
    'src/c.ts': "import './time.ts'\nimport './b.ts'",
  }
  expect(offences(new Map(Object.entries({ ...sound, ...ring })))).toEqual([
    'src/b.ts imports src/c.ts imports src/b.ts',
  ])
})
