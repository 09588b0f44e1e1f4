/** What the linter forbids, where, and what to use instead. `test/tidy/lint.test.ts` sees each rule fail. */
import { builtinModules } from 'node:module'
import { defineConfig } from 'eslint/config'
import ts from 'typescript'
import tseslint from 'typescript-eslint'

// ---- places

/** May touch the world: real sockets, clocks, files and terminals. */
const worldly = ['src/live/**', 'src/shell/**', 'sim/serve/**', 'sim/cli/**']
const pure = ['src/**/*.ts', 'sim/**/*.ts', 'scenarios/**/*.ts']
/** Decide and count; the two machines, the opinion about them, and the values they share. */
const cores = ['src/**/*.ts', 'sim/exchange/**/*.ts', 'sim/oracle/**/*.ts']

// ---- what is said

const world = 'The world is the shell’s: take `now` or `choices` as an argument, return effects.'
const clock = 'Time comes from outside: take `now: Instant` as an argument; `new Date(ms)` is fine.'
const utc = 'This depends on the time zone of the machine: use the UTC counterpart.'
const chance = 'Chance has one source: take `choices` as an argument.'
const effects = 'This code is synchronous: return effects, and let the answer come back as an input.'
const locale = 'This depends on the locale of the machine: compare with < and >, name the locale when printing.'
const lifetime = 'The garbage collector keeps its own time: hold a plain reference.'
const money = 'Money is never a double: read its text with the decimal or bigint type of this layer.'

// ---- rules without types, by place

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name: only a scenario is a default export.',
}
const everywhere = [
  {
    selector: 'TSAsExpression > TSAsExpression, TSAsExpression > TSNeverKeyword',
    message: 'A double assertion hides every mistake: narrow with a check, or let a schema decode it.',
  },
  {
    selector: ':matches(ClassDeclaration, ClassExpression)[superClass]',
    message: 'No inheritance: a function over plain data, or one class guarding its own state.',
  },
]

const inTests = [
  {
    selector: 'MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs: use `test.skipIf(condition)` with the reason in the title, or take the test out.',
  },
]

const withoutWorld = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: clock,
  },
  { selector: 'NewExpression[callee.name="Date"][arguments.length>1]', message: `${utc} (Date.UTC)` },
  {
    selector:
      'CallExpression[callee.property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset)$/]',
    message: utc,
  },
  { selector: 'CallExpression[callee.property.name=/^toLocale/][arguments.length=0]', message: locale },
  { selector: 'CallExpression[callee.property.name="localeCompare"]', message: locale },
  { selector: ':function[async=true], AwaitExpression, ForOfStatement[await=true]', message: effects },
  { selector: 'ImportExpression', message: 'Imports are static, so that the layers can be checked.' },
  {
    selector: 'ForInStatement',
    message: 'Iterate what has an order we chose: Object.entries of a record, an array or a Map.',
  },
]

const inCores = [
  {
    selector: 'TryStatement',
    message: 'A core has no try: return a Result; foreign text is read by the one reader of its format (json.ts).',
  },
  {
    selector: 'ThrowStatement:not(CatchClause ThrowStatement)',
    message: 'What a peer does wrong is a Result; what only we can do wrong is an assert.',
  },
]

const globals = (names, message) => names.map((name) => ({ name, message }))
const globalsOfTheWorld = [
  ...globals(['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'], world),
  ...globals(['queueMicrotask', 'fetch', 'WebSocket', 'process', 'console', 'globalThis', 'global'], world),
  ...globals(['performance'], clock),
  ...globals(['Promise'], effects),
  ...globals(['Intl'], locale),
  ...globals(['WeakRef', 'FinalizationRegistry'], lifetime),
  ...globals(['crypto'], 'Import createHash, createHmac or timingSafeEqual from node:crypto; they are synchronous.'),
]

const colours = {
  name: 'node:util',
  allowImportNames: ['styleText', 'stripVTControlCharacters'],
  message: world,
}
const builtinsOfTheWorld = builtinModules.filter((name) => !['assert', 'crypto'].includes(name))
const importsOfTheWorld = {
  paths: [
    { name: 'ws', message: world },
    {
      name: 'node:crypto',
      allowImportNames: ['createHash', 'createHmac', 'timingSafeEqual'],
      message: 'Only createHash, createHmac and timingSafeEqual: the rest is random or asynchronous.',
    },
    { name: 'crypto', message: 'Spell it node:crypto.' },
    { name: 'assert', message: 'Spell it node:assert.' },
    colours,
    ...builtinsOfTheWorld.map((name) => ({ name, message: world })),
  ],
  patterns: [{ regex: '^node:(?!assert$|buffer$|crypto$|util$)', message: world }],
}

// ---- rules with types

/** `toFixed` of a number rounds a double, that of a Decimal prints its exact digits: only types tell the two apart. */
const noDoubleToText = {
  meta: { type: 'problem', schema: [], messages: { double: `toFixed and its like round a double. ${money}` } },
  create(context) {
    const { program, getTypeAtLocation } = context.sourceCode.parserServices
    return {
      'MemberExpression[property.name=/^(toFixed|toPrecision|toExponential)$/]'(node) {
        const type = program.getTypeChecker().getBaseTypeOfLiteralType(getTypeAtLocation(node.object))
        if ((type.flags & ts.TypeFlags.NumberLike) !== 0) context.report({ node, messageId: 'double' })
      },
    }
  },
}

const typed = {
  // Beside what `recommendedTypeChecked` has.
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
  '@typescript-eslint/no-deprecated': 'error',
  // A method of an interface is declared in method style; we never rely on `this`.
  '@typescript-eslint/unbound-method': 'off',
  // What is asked to give a promise may have nothing to wait for.
  '@typescript-eslint/require-await': 'off',
}

const untyped = {
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
  // The compiler reports these, and knows the underscore.
  '@typescript-eslint/no-unused-vars': 'off',
  eqeqeq: 'error',
}

export default defineConfig(
  { ignores: ['node_modules', '.wavetank'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...untyped, ...typed, 'no-restricted-syntax': ['error', noDefaultExport, ...everywhere] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...everywhere, ...inTests],
      'no-restricted-imports': [
        'error',
        { name: 'vitest', importNames: ['vi', 'vitest'], message: 'No mocks: the fake exchange, or a plain function.' },
      ],
    },
  },
  {
    files: pure,
    ignores: worldly,
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...everywhere, ...withoutWorld],
      'no-restricted-globals': ['error', ...globalsOfTheWorld],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clock },
        { object: 'Math', property: 'random', message: chance },
      ],
      'no-restricted-imports': ['error', importsOfTheWorld],
    },
  },
  {
    files: cores,
    ignores: worldly,
    plugins: { wavetank: { rules: { 'no-double-to-text': noDoubleToText } } },
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...everywhere, ...withoutWorld, ...inCores],
      'no-restricted-globals': ['error', ...globalsOfTheWorld, { name: 'parseFloat', message: money }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clock },
        { object: 'Math', property: 'random', message: chance },
        { object: 'Number', property: 'parseFloat', message: money },
      ],
      'wavetank/no-double-to-text': 'error',
    },
  },
  {
    // The one file whose purpose is to throw.
    files: ['src/assert.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...everywhere, ...withoutWorld] },
  },
  {
    files: ['scenarios/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...withoutWorld] },
  },
  { files: ['vitest.config.ts', 'vitest.clients.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
