/** Reads `brokers.toml`: whose account this is, and with which key. What is missing is an error that says what to do. */
import { readFileSync, statSync } from 'node:fs'
import type { BrokerConfig } from '../broker/port.ts'
import { EDIT_POLICIES } from '../broker/port.ts'
import type { Toml, TomlTable } from '../broker/toml.ts'
import { isTable, readToml } from '../broker/toml.ts'
import { TIERS } from '../kraken/limits.ts'
import { DIALECTS } from '../kraken/dialects.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { attempt } from './system-word.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** In place of the file's `api_key` and `secret`; both or neither. */
const KEY_VARIABLE = 'WAVETANK_API_KEY'
const SECRET_VARIABLE = 'WAVETANK_API_SECRET'

const KNOWN_KEYS: readonly string[] = [
  'key_descr',
  'api_key',
  'secret',
  'src_fiat',
  'dialect',
  'edit_policy',
  'tier',
  'dead_man_seconds',
  'accounts',
]

/** Rights of the group and of others. */
const NOT_THE_OWNER = 0o077

export type Wanted = { readonly path: string; readonly account: string; readonly environment: Environment }

/** Never fails with a secret in the sentence. */
export function readConfig({ path, account, environment }: Wanted): Result<BrokerConfig, string> {
  const text = readText(path)
  if (!text.ok) return text
  const document = readToml(text.value)
  // The parser's words quote nothing of the text, and so no secret.
  if (!document.ok) return fail(`${path} is no TOML: ${document.error}`)
  const section = sectionOf(document.value, path)
  if (!section.ok) return section
  const stray = [...section.value.keys()].find((name) => !KNOWN_KEYS.includes(name))
  if (stray !== undefined) {
    const known = KNOWN_KEYS.join(', ')
    return fail(`${path}: ${stray} in [kraken] means nothing here; correct it or take it out: the keys are ${known}`)
  }
  const description = describedKey(section.value, { path, account })
  if (!description.ok) return description
  const credentials = credentialsOf(section.value, { path, environment })
  if (!credentials.ok) return credentials
  const srcFiat = textOf(section.value, 'src_fiat', path)
  if (!srcFiat.ok) return srcFiat
  if (!/^[a-z]{3,5}$/i.test(srcFiat.value)) {
    return fail(`${path}: src_fiat in [kraken] is the fiat you fund your account with, such as "eur"`)
  }
  const dialect = choiceOf(section.value, 'dialect', { path, of: DIALECTS })
  if (!dialect.ok) return dialect
  const editPolicy = choiceOf(section.value, 'edit_policy', { path, of: EDIT_POLICIES })
  if (!editPolicy.ok) return editPolicy
  const tier = choiceOf(section.value, 'tier', { path, of: TIERS })
  if (!tier.ok) return tier
  const deadMan = spanOf(section.value, path)
  if (!deadMan.ok) return deadMan
  return ok({
    account,
    ...credentials.value,
    srcFiat: srcFiat.value.toLowerCase(),
    dialect: dialect.value,
    editPolicy: editPolicy.value,
    tier: tier.value,
    ...(deadMan.value === undefined ? {} : { deadManSeconds: deadMan.value }),
  })
}

function readText(path: string): Result<string, string> {
  const text = attempt(() => readFileSync(path, 'utf8'))
  if (text.ok) return text
  return fail(
    `${path}: ${text.error === 'ENOENT' ? 'there is no such file; write one as the README shows' : text.error}`,
  )
}

function sectionOf(document: TomlTable, path: string): Result<TomlTable, string> {
  const section = document.get('kraken')
  if (isTable(section)) return ok(section)
  const astray = KNOWN_KEYS.find((key) => document.has(key))
  if (astray !== undefined) return fail(`${path}: ${astray} stands outside any section; put a line [kraken] above it`)
  const others = [...document.keys()].map((name) => `[${name}]`)
  const found = others.length === 0 ? 'it is empty' : `it has only ${others.join(', ')}`
  return fail(`${path} has no section [kraken]: ${found}; the README shows what belongs there`)
}

/** The account's key has to be the one that this file holds. */
function describedKey(
  section: TomlTable,
  { path, account }: { readonly path: string; readonly account: string },
): Result<void, string> {
  const accounts = section.get('accounts')
  if (!isTable(accounts) || accounts.size === 0) {
    return fail(`${path}: [kraken] names no account; add accounts.spot = "spot" with the key_descr of your key`)
  }
  const wanted = accounts.get(account)
  if (wanted === undefined) {
    return fail(`${path} knows no account '${account}'; it knows ${[...accounts.keys()].join(', ')}`)
  }
  if (!/^[A-Za-z0-9_-]+$/.test(account)) {
    return fail(`${path}: the account '${account}' names files, so it has only letters, digits, - and _`)
  }
  const description = textOf(section, 'key_descr', path)
  if (!description.ok) return description
  if (wanted !== description.value) {
    return fail(
      `${path}: accounts.${account} asks for the key ${quoted(wanted)}, but key_descr is ${quoted(description.value)}`,
    )
  }
  return ok(undefined)
}

/** The first of them unless the file says otherwise. */
function choiceOf<Name extends string>(
  section: TomlTable,
  key: string,
  { path, of }: { readonly path: string; readonly of: readonly [Name, ...Name[]] },
): Result<Name, string> {
  const named = section.get(key) ?? of[0]
  const choice = of.find((name) => name === named)
  if (choice !== undefined) return ok(choice)
  return fail(`${path}: ${key} in [kraken] is ${of.map(quoted).join(' or ')}, not ${quoted(named)}`)
}

/** Seconds; Kraken takes up to a day. Below 15 a slow line would strike. */
const DEAD_MAN_SECONDS = { least: 15, most: 86_400 }

function spanOf(section: TomlTable, path: string): Result<number | undefined, string> {
  const given = section.get('dead_man_seconds')
  if (given === undefined) return ok(undefined)
  const { least, most } = DEAD_MAN_SECONDS
  const count = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
  if (count >= least && count <= most) return ok(count)
  return fail(`${path}: dead_man_seconds in [kraken] is a whole number from ${least} to ${most}`)
}

type Credentials = Pick<BrokerConfig, 'apiKey' | 'secret'>

function credentialsOf(
  section: TomlTable,
  { path, environment }: { readonly path: string; readonly environment: Environment },
): Result<Credentials, string> {
  const apiKey = environment[KEY_VARIABLE]
  const secret = environment[SECRET_VARIABLE]
  if (apiKey !== undefined && secret !== undefined) {
    return checked({ apiKey, secret }, { apiKey: KEY_VARIABLE, secret: SECRET_VARIABLE })
  }
  if (apiKey !== undefined || secret !== undefined) {
    const [there, absent] = apiKey === undefined ? [SECRET_VARIABLE, KEY_VARIABLE] : [KEY_VARIABLE, SECRET_VARIABLE]
    return fail(`${there} is set and ${absent} is not; set both, or neither to use the key in ${path}`)
  }
  if ((statSync(path).mode & NOT_THE_OWNER) !== 0) {
    return fail(`${path} holds your secret and others than you can read it; say chmod 600 ${path}, then start again`)
  }
  const read = { apiKey: textOf(section, 'api_key', path), secret: textOf(section, 'secret', path) }
  if (!read.apiKey.ok) return read.apiKey
  if (!read.secret.ok) return read.secret
  return checked(
    { apiKey: read.apiKey.value, secret: read.secret.value },
    { apiKey: `${path}: api_key`, secret: `${path}: secret` },
  )
}

/** A header carries the key, and base64 the secret: what cannot be either was cut off or mixed up in copying. */
function checked(
  credentials: Credentials,
  names: Readonly<Record<keyof Credentials, string>>,
): Result<Credentials, string> {
  if (!/^[!-~]+$/.test(credentials.apiKey)) return fail(`${names.apiKey} is no API key as Kraken issues it`)
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(credentials.secret)
  if (!isBase64) return fail(`${names.secret} is no private key as Kraken issues it, which is base64`)
  return ok(credentials)
}

function textOf(section: TomlTable, key: string, path: string): Result<string, string> {
  const value = section.get(key)
  if (typeof value === 'string' && value !== '') return ok(value)
  return fail(`${path}: [kraken] has no ${key}`)
}

const quoted = (value: Toml): string => (typeof value === 'string' ? `"${value}"` : 'something that is no text')
