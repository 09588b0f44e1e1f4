/** `wavetank pps`: audits a positions file, or shows it. */
import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Audit } from '../../audit/audit.ts'
import type { Fraction } from '../../oracle/fraction.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const help = `wavetank pps check FILE: audits a pps.toml, of this broker or of piker, in today's layout or an older one, against its ledger.
Sizes and PPUs are recomputed in exact fractions; every entry that is off is named, with by how much and the likely cause.

wavetank pps show FILE: the positions that the ledger makes, as a table.

  --ledger FILE     the ledger; ledgers/trades_kraken_<account>.toml beside FILE unless said otherwise
  --account NAME    whose ledger and positions; every account in FILE that has a ledger beside it, unless said
  --universe FILE   a response of AssetPairs with the markets' decimals and ticks; the own table unless said otherwise
  --fiat EUR        in whose markets transfers count, where FILE does not show it; EUR unless said otherwise
  --fix             check: writes the file as it should be beside FILE, as <FILE>.fixed.toml; never over anything
  --price M=P       show: values the position in market M at price P; several joined by commas
  --json            one JSON document on stdout, nothing else

Exit code: 0 all exact, 1 something is off, 2 the command line or a file.

Example:
  ${START} pps check pps.toml --fix
  ${START} pps show pps.toml --price xmreur=149.50
`

type Asked = {
  readonly deed: 'check' | 'show'
  readonly file: string
  readonly ledger: string | undefined
  readonly account: string | undefined
  readonly universe: string | undefined
  readonly fiat: string
  readonly fix: boolean
  readonly prices: readonly (readonly [market: string, price: string])[]
  readonly json: boolean
}

export const ppsCommand = command<Asked>({
  name: 'pps',
  usage: 'pps check|show FILE',
  does: 'audits a positions file against its ledger, or shows it',
  help,
  options: {
    ledger: { example: '--ledger ledgers/trades_kraken_spot.toml' },
    account: { example: '--account spot' },
    universe: { example: '--universe AssetPairs.json' },
    fiat: { example: '--fiat EUR' },
    fix: 'flag',
    price: { example: '--price xmreur=149.50' },
    json: 'flag',
    help: 'flag',
  },
  read({ names: [deed, file, ...more], flags, values }) {
    if (deed !== 'check' && deed !== 'show') {
      return fail(`pps takes 'check' or 'show' and a file, as in 'pps check pps.toml', not '${deed ?? ''}'`)
    }
    if (file === undefined) return fail(`pps ${deed} has to know the file, as in 'pps ${deed} pps.toml'`)
    if (more[0] !== undefined) return fail(`pps ${deed} takes one file, but was given '${more[0]}' too`)
    if (values.has('ledger') && !values.has('account'))
      return fail('--ledger is of one account; say whose, as in --account spot')
    const prices = (values.get('price') ?? '')
      .split(',')
      .filter((text) => text !== '')
      .map((text) => text.split('='))
    const odd = prices.find(([, price]) => !/^\d+(\.\d+)?$/.test(price ?? ''))
    if (odd !== undefined) return fail(`--price takes markets and prices such as xmreur=149.50, not '${odd.join('=')}'`)
    return ok({
      deed,
      file,
      ledger: values.get('ledger'),
      account: values.get('account'),
      universe: values.get('universe'),
      fiat: values.get('fiat') ?? 'EUR',
      fix: flags.has('fix'),
      prices: prices.map(([market = '', price = '']) => [market, price] as const),
      json: flags.has('json'),
    })
  },
  async perform(asked, terminal) {
    const audited = await auditFile(asked)
    if (!audited.ok) return terminal.complain(audited.error)
    return asked.deed === 'show' ? show(audited.value, asked, terminal) : check(audited.value, asked, terminal)
  },
})

async function auditFile(asked: Asked): Promise<Result<Audit, string>> {
  const { readText, readUniverse } = await import('../files.ts')
  const { audit } = await import('../../audit/audit.ts')
  const { readWritten } = await import('../../audit/written.ts')
  const universe = readUniverse({ universe: asked.universe })
  if (!universe.ok) return universe
  const positions = readText(asked.file)
  if (!positions.ok) return positions
  const written = readWritten(positions.value)
  if (!written.ok) return fail(`${asked.file}: ${written.error}`)
  const accounts =
    asked.account === undefined ? [...new Set(written.value.map(({ account }) => account))] : [asked.account]
  const ledgers = new Map<string, string>()
  for (const account of accounts.length === 0 ? ['spot'] : accounts) {
    const path = asked.ledger ?? join(dirname(asked.file), 'ledgers', `trades_kraken_${account}.toml`)
    if (asked.account === undefined && !existsSync(path)) continue
    const text = readText(path)
    if (!text.ok) return text
    ledgers.set(account, text.value)
  }
  if (ledgers.size === 0) {
    return fail(
      `no ledger lies beside '${asked.file}' (${join('ledgers', 'trades_kraken_<account>.toml')}); name it with --ledger and --account`,
    )
  }
  const done = audit({ positions: positions.value, ledgers, universe: universe.value, srcFiat: asked.fiat })
  return done.ok ? done : fail(`${asked.file}: ${done.error}`)
}

async function check(audit: Audit, asked: Asked, { write, complain, palette }: Terminal): Promise<number> {
  const { auditReport } = await import('../../report/positions.ts')
  const { entries, findings, elsewhere } = audit
  const fixed = asked.fix && findings.length > 0 ? await writeFixed(audit, asked.file) : undefined
  if (fixed?.ok === false) return complain(fixed.error)
  if (asked.json)
    write(`${JSON.stringify({ entries, findings, elsewhere, fixed: fixed?.value ?? null }, undefined, 2)}\n`)
  else {
    const where = fixed === undefined ? [] : [`  the file as it should be: ${fixed.value}`, '']
    const lines = auditReport(audit, palette)
    write(`${[...lines.slice(0, -1), ...where, ...lines.slice(-1)].join('\n')}\n`)
  }
  return findings.length === 0 ? OK : 1
}

/** Beside the file, under a name that is free; `wx` refuses one that is not. */
async function writeFixed({ positions }: Audit, file: string): Promise<Result<string, string>> {
  const { correctedText } = await import('../../audit/corrected.ts')
  const path = join(dirname(file), `${basename(file, '.toml')}.fixed.toml`)
  try {
    writeFileSync(path, correctedText(positions), { flag: 'wx', mode: 0o600 })
    return ok(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return fail(`cannot write '${path}': ${code === 'EEXIST' ? 'it is there already; move it away' : code}`)
  }
}

async function show({ positions }: Audit, asked: Asked, { write, complain, palette }: Terminal): Promise<number> {
  const { positionTable } = await import('../../report/positions.ts')
  const { parseDecimal } = await import('../../oracle/fraction.ts')
  const { ppuText } = await import('../../oracle/positions.ts')
  const { decimalText } = await import('../../oracle/fraction.ts')
  const prices = new Map<string, Fraction>()
  for (const [market, price] of asked.prices) {
    const wanted = market
      .toLowerCase()
      .replace(/\.kraken$/, '')
      .replace('/', '')
    const position = positions.find(({ symbol }) => symbol === `${wanted}.kraken`)
    const value = parseDecimal(price)
    if (position === undefined || value === undefined) return complain(`there is no position in '${market}' to value`)
    prices.set(position.symbol, value)
  }
  if (asked.json) {
    const rows = positions.map(({ account, symbol, exact }) => ({
      account,
      symbol,
      size: decimalText(exact.size),
      ppu: ppuText(exact.ppu),
    }))
    write(`${JSON.stringify(rows, undefined, 2)}\n`)
  } else write(`${positionTable(positions, { prices, palette }).join('\n')}\n`)
  return OK
}
