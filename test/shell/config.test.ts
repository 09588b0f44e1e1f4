/** What `brokers.toml` says, and the one sentence about what it says wrongly. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../src/shell/config.ts'

const SECRET = Buffer.from('a secret of some length').toString('base64')
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wavetank-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Of a file that is in order but for these lines; its path reads `brokers.toml` in the sentence. */
function read(...lines: readonly string[]) {
  const path = join(folder, 'brokers.toml')
  const plain = ['[kraken]', 'key_descr = "spot"', 'api_key = "KEY"', `secret = "${SECRET}"`, 'src_fiat = "EUR"']
  writeFileSync(path, [...plain, 'accounts.spot = "spot"', ...lines, ''].join('\n'))
  chmodSync(path, 0o600)
  const config = readConfig({ path, account: 'spot', environment: {} })
  return config.ok ? config.value : config.error.replace(path, 'brokers.toml')
}

test('where nothing is said, edits are Kraken’s own, the WebSocket is the first and the tier the lowest', () => {
  const said = { account: 'spot', apiKey: 'KEY', secret: SECRET, srcFiat: 'eur' }
  expect(read()).toEqual({ ...said, dialect: 'v1', editPolicy: 'masquerade', tier: 'starter' })
  expect(read('dialect = "v2"', 'edit_policy = "block"', 'tier = "pro"')).toEqual({
    ...said,
    dialect: 'v2',
    editPolicy: 'block',
    tier: 'pro',
  })
  expect(read('dead_man_seconds = 60')).toEqual({
    ...said,
    dialect: 'v1',
    editPolicy: 'masquerade',
    tier: 'starter',
    deadManSeconds: 60,
  })
})

test.each([
  ['dialect = "v3"', 'brokers.toml: dialect in [kraken] is "v1" or "v2", not "v3"'],
  ['dialect = ["v2"]', 'brokers.toml: dialect in [kraken] is "v1" or "v2", not something that is no text'],
  [
    'edit_policy = "amend"',
    'brokers.toml: edit_policy in [kraken] is "masquerade" or "cancel-and-submit" or "block", not "amend"',
  ],
  ['dead_man_seconds = 5', 'brokers.toml: dead_man_seconds in [kraken] is a whole number from 15 to 86400'],
  ['dead_man_seconds = 60.5', 'brokers.toml: dead_man_seconds in [kraken] is a whole number from 15 to 86400'],
  [
    'edit_polcy = "block"',
    'brokers.toml: edit_polcy in [kraken] means nothing here; correct it or take it out: the keys are key_descr, api_key, secret, src_fiat, dialect, edit_policy, tier, dead_man_seconds, accounts',
  ],
])('%s is refused', (line, sentence) => {
  expect(read(line)).toBe(sentence)
})
