/** Positions files as programs with known faults write them: sums of doubles, one fault each, in two layouts. */

export type Row = {
  readonly id: string
  readonly at: number
  /** + bought or received. */
  readonly size: number
  readonly price: number
  readonly fee: number
  readonly isTransfer?: true
}

/** An earlier life that was closed; then an entry, two trades of one instant, a part sold, a deposit, more bought. */
export const XMR: readonly Row[] = [
  { id: 'TAAAAA-AAAAA-AAAAA1', at: 1655000000.1, size: 0.3, price: 120.5, fee: 0.05 },
  { id: 'TAAAAA-AAAAA-AAAAA2', at: 1655000001.2, size: -0.3, price: 121.25, fee: 0.05 },
  { id: 'TAAAAA-AAAAA-AAAAA3', at: 1655691993.4, size: 4.80907954, price: 103.97, fee: 0.8 },
  { id: 'TAAAAA-AAAAA-AAAAA4', at: 1655691994.5, size: -1.5, price: 140.1, fee: 0.4 },
  { id: 'TAAAAA-AAAAA-AAAAA5', at: 1655691994.5, size: 2.25, price: 99.95, fee: 0.36 },
  { id: 'LAAAAA-AAAAA-AAAAA6', at: 1655700000, size: 0.5, price: 0, fee: 0, isTransfer: true },
  { id: 'TAAAAA-AAAAA-AAAAA7', at: 1655800000.25, size: 1.75, price: 111.11, fee: 0.31 },
]
/** Ten entries of a tenth, sold at once: nothing is left, but for doubles. */
export const XBT: readonly Row[] = [
  ...Array.from({ length: 10 }, (_, index) => ({
    id: `TBBBBB-BBBBB-BBBBB${index}`,
    at: 1656000000 + index,
    size: 0.1,
    price: 20000.1,
    fee: 3.2,
  })),
  { id: 'TBBBBB-BBBBB-BBBBBX', at: 1656000100, size: -1, price: 21000, fee: 33.6 },
]

export type Fault =
  | 'none'
  | 'closed position left behind'
  | 'missed pruning'
  | 'transfer counted as trade'
  | 'doubled fee'
  | 'order of equal timestamps'
  | 'default tick sizes'
  | 'float dust'

export function ledgerText(): string {
  const trade = (pair: string, { id, at, size, price, fee }: Row): string => `[${id}]
ordertxid = "OAAAAA-AAAAA-AAAAAA"
pair = "${pair}"
time = ${at}
type = "${size > 0 ? 'buy' : 'sell'}"
price = "${price}"
cost = "0"
fee = "${fee}"
vol = "${Math.abs(size)}"
`
  const transfer = ({ id, at, size }: Row): string => `[${id}]
refid = "FAAAAAA-AAAAAAAAAAAAAAAAAAAAAAA"
time = ${at}
type = "deposit"
asset = "XXMR"
amount = "${size}"
fee = "0"
`
  const records = [
    ...XMR.map((row) => (row.isTransfer === true ? transfer(row) : trade('XXMRZEUR', row))),
    ...XBT.map((row) => trade('XXBTZEUR', row)),
  ]
  return records.join('\n')
}

export function positionsText(fault: Fault, layout: 'current' | 'older'): string {
  const xmr = foldedAs(
    fault === 'float dust' ? 'none' : fault,
    fault === 'order of equal timestamps' ? tiesReversed(XMR) : XMR,
  )
  const xbt = foldedAs('float dust', XBT)
  return [
    sectionText('xmreur', { ...xmr, fault, layout }),
    ...(fault === 'closed position left behind'
      ? [sectionText('xbteur', { size: 1, ppu: 20064.1, clears: XBT.slice(0, 10), fault, layout })]
      : []),
    // Ten tenths are not one: 1.1102230246251565e-16 of it are left.
    ...(fault === 'float dust' ? [sectionText('xbteur', { ...xbt, ppu: 20006.5, fault, layout })] : []),
  ].join('\n')
}

/** The recurrence, in doubles. */
function foldedAs(fault: Fault, rows: readonly Row[]) {
  const k = fault === 'doubled fee' ? 4 : 2
  let [size, ppu] = [0, 0]
  let clears: Row[] = []
  for (const row of rows) {
    const moved = fault === 'default tick sizes' ? Math.round(row.size) : row.size
    const next = size + moved
    const isTrade = row.isTransfer !== true || fault === 'transfer counted as trade'
    if (isTrade && Math.abs(next) > Math.abs(size)) {
      ppu = (ppu * Math.abs(size) + row.price * Math.abs(moved) + k * row.fee) / Math.abs(next)
    }
    size = next
    if (size === 0 && fault !== 'missed pruning') clears = []
    else clears.push(row)
  }
  const exactly = fault === 'float dust' ? size : Number(size.toFixed(8))
  return { size: exactly, ppu, clears }
}

function tiesReversed(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => one.at - other.at || rows.indexOf(other) - rows.indexOf(one))
}

function sectionText(
  name: string,
  of: {
    readonly size: number
    readonly ppu: number
    readonly clears: readonly Row[]
    readonly fault: Fault
    readonly layout: 'current' | 'older'
  },
): string {
  const { size, ppu, clears, fault, layout } = of
  const isDefault = fault === 'default tick sizes'
  const ticks = isDefault ? { price: '0.01', lot: '0.0' } : { price: name === 'xbteur' ? '0.1' : '0.01', lot: '1e-08' }
  if (layout === 'current') {
    return `[kraken.spot."${name}.kraken"]
size = ${size}
ppu = ${ppu}
bsuid = "${name}"
asset_type = "crypto_currency"
price_tick_size = ${ticks.price}
lot_tick_size = ${ticks.lot}
clears = [
${clears.map(({ id, size: moved, price, fee }) => `  { tid = "${id}", price = ${price}, size = ${moved}, cost = ${fee} },`).join('\n')}
]
`
  }
  return `[pps.kraken.spot."${name}.kraken"]
size = ${size}
be_price = ${ppu}
bs_mktid = "${name}"
${isDefault ? 'price_tick = 0.01\nlot_tick = 0.0\n' : ''}
${clears.map(({ id, size: moved, price, fee }) => `[pps.kraken.spot."${name}.kraken".clears.${id}]\nprice = ${price}\nsize = ${moved}\ncost = ${fee}\n`).join('\n')}`
}
