/** `pps.toml`: the open positions of an account, in piker's layout. */
import { plain, toSignificant } from '../money.ts'
import type { Decimal } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { type Instant, isoText } from '../time.ts'
import type { Clear, PositionBook } from './position-book.ts'
import type { Section, Toml, TomlTable } from './toml.ts'
import { isTable, readSections, readToml, tomlKey, tomlNumber, tomlString } from './toml.ts'

/** A PPU is a quotient and can go on for ever; this many digits of it are written. */
const PPU_DIGITS = 24

const ppuText = (ppu: Decimal): string => tomlNumber(toSignificant(ppu, PPU_DIGITS))

/** The PPU as the EMS is told it: the digits that the file has. */
export const ppuPlain = (ppu: Decimal): string => plain(toSignificant(ppu, PPU_DIGITS))

const NOTHING_OPEN = '# No position is open.\n'

/** The whole file, what others have in it first. A closed position is not in it; with none open it is a comment. */
export function positionsText(account: string, book: PositionBook, others: string): string {
  const open = book.markets().filter((pair) => !book.holding(pair).size.isZero())
  const own = open.map((pair) => positionText(account, pair, book))
  const all = others === '' ? own : [others, ...own]
  return all.length === 0 ? NOTHING_OPEN : all.join('\n')
}

function positionText(account: string, pair: Pair, book: PositionBook): string {
  const { size, ppu } = book.holding(pair)
  return [
    `[kraken.${tomlKey(account)}.${tomlString(pair.symbol)}]`,
    `size = ${tomlNumber(size)}`,
    `ppu = ${ppuText(ppu)}`,
    `bsuid = ${tomlString(pair.bsuid)}`,
    'asset_type = "crypto_currency"',
    `price_tick_size = ${tomlNumber(pair.priceTick)}`,
    `lot_tick_size = ${tomlNumber(pair.lotTick)}`,
    'clears = [',
    ...book.clears(pair).map((clear) => `  ${clearText(clear)},`),
    ']',
    '',
  ].join('\n')
}

function clearText({ movement, after }: Clear): string {
  const isTrade = movement.kind === 'trade'
  const fields = [
    `dt = ${tomlString(isoText(movement.at))}`,
    `ppu = ${ppuText(after.ppu)}`,
    `accum_size = ${tomlNumber(after.size)}`,
    `price = ${isTrade ? tomlNumber(movement.price) : '0.0'}`,
    `size = ${tomlNumber(movement.size)}`,
    `cost = ${isTrade ? tomlNumber(movement.fee) : '0.0'}`,
    `tid = ${tomlString(movement.id)}`,
    ...(isTrade ? [] : ['etype = "transfer"']),
  ]
  return `{ ${fields.join(', ')} }`
}

/** What stands in a positions file before this life of the broker writes it. */
export type OldPositions = {
  /** Of the trades and transfers that the account's positions rest on. */
  readonly clearIds: readonly string[]
  /** The account's own part, as it stands there. */
  readonly own: string
  /** Positions of other accounts and brokers, as they stand there: this broker knows nothing of them and keeps them. */
  readonly others: string
}

/**
 * Reads piker's layouts, today's and older ones. Fails with the place of what is no TOML, or of what cannot be told
 * apart from the positions of others, so that a file that is not understood is never written over.
 */
export function readPositions(text: string, account: string): Result<OldPositions, string> {
  const document = readToml(text)
  if (!document.ok) return document
  const sections = readSections(text)
  if (!sections.ok) return sections
  const isOwn = ({ path }: Section): boolean => holdsAccount(path, account)
  const mixed = sections.value.find((section) => section.path.length < 2 && mentions(document.value, section, account))
  if (mixed !== undefined) {
    return fail(`[${mixed.path.join('.')}] holds this account among others; give every account a table of its own`)
  }
  const [own, others] = [sections.value.filter(isOwn), sections.value.filter((section) => !isOwn(section))]
  return ok({
    clearIds: own.length === 0 ? [] : tidsIn(accountIn(document.value, account) ?? []),
    own: textOf(own),
    others: textOf(others),
  })
}

/** Old files had everything below `pps`. */
const PREFIX = 'pps'

function holdsAccount(path: readonly string[], account: string): boolean {
  const [broker, name] = path[0] === PREFIX ? path.slice(1) : path
  return broker === 'kraken' && name === account
}

/** Whether the section is a table around the account's, with the account's written inside it. */
function mentions(document: TomlTable, { path, text }: Section, account: string): boolean {
  const isAround = path[0] === 'kraken' || path[0] === PREFIX
  return isAround && accountIn(document, account) !== undefined && text.includes(account)
}

function accountIn(document: TomlTable, account: string): Toml | undefined {
  const prefixed = document.get(PREFIX)
  const top = isTable(prefixed) ? prefixed : document
  const broker = top.get('kraken')
  return isTable(broker) ? broker.get(account) : undefined
}

const textOf = (sections: readonly Section[]): string =>
  sections.map(({ text }) => `${text.replace(NOTHING_OPEN, '').trim()}\n`).join('\n')

function tidsIn(value: Toml): readonly string[] {
  if (typeof value === 'string') return []
  if (!isTable(value)) return value.flatMap(tidsIn)
  const tid = value.get('tid')
  return [...(typeof tid === 'string' ? [tid] : []), ...[...value.values()].flatMap(tidsIn)]
}

/** What is put aside of an old file, since nobody knows some of what it rests on. */
export const keptText = (
  { own }: OldPositions,
  { orphans, at }: { readonly orphans: readonly string[]; readonly at: Instant },
): string => `# Put aside ${isoText(at)}: neither the ledger nor Kraken knows ${orphans.join(' ')}.\n\n${own}\n`
