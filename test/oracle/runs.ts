/** Runs in which every invariant holds; each is made anew for whoever wants to doctor it. */
import { RunBuilder, XMR } from './run-builder.ts'

/** A bids 2 and gets them in one execution: 2 @ (2 × 149.5 + 2 × 0.75) / 2. */
export const bought = (): RunBuilder => resting().with(execute)

/** A bids 2, and the order lies open on Kraken as O1. */
export const resting = (): RunBuilder =>
  new RunBuilder()
    .account('trader', 'client', { ZEUR: 10_000_000n, XXMR: 0n }, { ZEUR: 2_997_500n })
    .account('outside', 'outside', { ZEUR: -10_000_000n, XXMR: 0n })
    .book('149.5', '149.6')
    .started()
    .posts('/0/private/GetWebSocketsToken', 'nonce=1')
    .answered({ error: [] })
    .posts('/0/private/OpenOrders', '{"nonce":2}')
    .answered({ error: [] })
    .ready()
    .at(1)
    .asks('A', { size: '2' })
    .acknowledges('A', 7)
    .sendsOrder(7)
    .at(1.02)
    .order('O1', { volume: '2', userref: 7 })
    .at(1.04)
    .tellsStatus('A', 7, { status: 'open', size: '2', filled: '0', remaining: '2' })

const execute = (run: RunBuilder): RunBuilder =>
  run
    .at(2)
    .trade('T1', { of: 'O1', price: '149.50', volume: '2.00000000', fee: '0.75000' })
    .order('O1', { executed: '2', status: 'closed' })
    .at(2.02)
    .hearsTrade('T1')
    .writesLedger()
    .tellsFill('A', 'T1')
    .tellsPosition('2', '150.25')
    .hearsEnd('O1', 'closed')
    .tellsStatus('A', 7, { status: 'closed', size: '2', filled: '2', remaining: '0' })
    .at(3)
    .writesPosition({ size: '2.0', ppu: '150.25', clears: [boughtTwo] })

export const boughtTwo = {
  tid: 'T1',
  size: '2.0',
  accum_size: '2.0',
  ppu: '150.25',
  price: '149.5',
  cost: '0.75',
} as const

/** A's price is edited: O2 takes the place of O1, and the edit is told in force. */
export const edited = (size = '2'): RunBuilder =>
  resting()
    .at(2)
    .asks('A', { size, price: '149.6' })
    .sends(editFrame('O1', { volume: size }))
    .order('O1', { status: 'canceled', reason: 'Order replaced' })
    .order('O2', { volume: size, price: '149.6', userref: 7, replaces: 'O1' })
    .hears({ event: 'editOrderStatus', status: 'ok', originaltxid: 'O1', txid: 'O2', reqid: 8 })
    .tellsStatus('A', 7, { status: 'open', size, filled: '0', remaining: size, price: '149.6' })

export const editFrame = (orderid: string, changed: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    event: 'editOrder',
    reqid: 8,
    orderid,
    pair: 'XMR/EUR',
    price: '149.6',
    newuserref: '7',
    ...changed,
  })

export const cancelFrame = (...txid: readonly string[]): string =>
  JSON.stringify({ event: 'cancelOrder', reqid: 9, txid })

/** 0.4 of A's 2 are executed. */
export const partlyFilled = (): RunBuilder =>
  resting()
    .at(2)
    .trade('T1', { of: 'O1', price: '149.5', volume: '0.4', fee: '0.1' })
    .order('O1', { executed: '0.4' })
    .tellsStatus('A', 7, { status: 'open', size: '2', filled: '0.4', remaining: '1.6' })

/** Then A's price is edited, and the new order is for this volume; the broker crashes before it tells of it. */
const partlyEdited = (volume: string): RunBuilder =>
  partlyFilled()
    .at(3)
    .asks('A', { size: '2', price: '149.6' })
    .sends(editFrame('O1', { volume: '2' }))
    .order('O1', { status: 'canceled', reason: 'Order replaced' })
    .order('O2', { volume, price: '149.6', userref: 7, replaces: 'O1' })

/** As an exchange would have it that leaves out of the new order nothing that the old one executed. */
export const editedInFull = (): RunBuilder => partlyEdited('2')

/** The broker crashes after the edit; the next one finds the new order and tells it as F, with what the old one bought. */
export const foundAfterEdit = (): RunBuilder => foundAs({ size: '2', filled: '0.4' })

/** The same by a broker that knows of the new order alone. */
export const foundByItself = (): RunBuilder => foundAs({ size: '1.6', filled: '0' })

const foundAs = (told: { readonly size: string; readonly filled: string }): RunBuilder =>
  partlyEdited('1.6')
    .ended('crashed')
    .at(4)
    .started()
    .ready()
    .tellsFound('F', 8, { txid: 'O2', ...told, remaining: '1.6', price: '149.6' })

/** A's order is canceled at the trader's wish. */
export const canceled = (): RunBuilder =>
  resting()
    .at(2)
    .cancels('A')
    .sends(cancelFrame('O1'))
    .order('O1', { status: 'canceled', reason: 'User requested' })
    .hearsEnd('O1', 'canceled')
    .tellsStatus('A', 7, { status: 'canceled', size: '2', filled: '0', remaining: '2' })

/** The broker crashed with A's order open; the next one found the order and tells it as F. */
export const restarted = (): RunBuilder =>
  resting()
    .at(2)
    .ended('crashed')
    .at(3)
    .started()
    .ready()
    .tellsFound('F', 7, { txid: 'O1', size: '2', filled: '0', remaining: '2' })

/** 5 XMR came in before the first start, 1 went out with a fee; 2 were bought in between. */
export const transferred = (): RunBuilder =>
  new RunBuilder()
    .transfer('L1', { asset: XMR, amount: '5.00' })
    .transfer('L2', { asset: 'ZEUR', amount: '1000.0000' })
    .at(1)
    .order('O1', { volume: '2', executed: '2', status: 'closed' })
    .trade('T1', { of: 'O1', price: '149.50', volume: '2', fee: '0.75' })
    .at(2)
    .transfer('L3', { asset: XMR, amount: '-1.0', fee: '0.0001' })
    .at(3)
    .started()
    .posts('/0/private/Ledgers', 'nonce=1')
    .with((run) => run.answered({ result: { ledger: { L3: run.entry('L3') } } }))
    .writesLedger()
    .ready()
    .tellsPosition('5.9999', '42.9285714285714285714286')
    .writesPosition({
      size: '5.9999',
      ppu: '42.9285714285714285714286',
      clears: [
        { tid: 'L1', size: '5.0', accum_size: '5.0', ppu: '0.0' },
        { ...boughtTwo, accum_size: '7.0', ppu: '42.9285714285714285714286' },
        { tid: 'L3', size: '-1.0001', accum_size: '5.9999', ppu: '42.9285714285714285714286' },
      ],
    })

type Parts = Parameters<RunBuilder['tellsStatus']>[2]

/** Told open at 149.5. */
export function standing(filled: string, remaining: string, size = '2'): Parts {
  return { status: 'open', size, filled, remaining }
}

export function tellsOpen(filled: string, remaining: string): RunBuilder {
  return resting().tellsStatus('A', 7, standing(filled, remaining))
}

/** A trade that executes so much of an order. */
export function all(of: string, volume: string): Parameters<RunBuilder['trade']>[1] {
  return { of, price: '149.5', volume, fee: '0.1' }
}

export function empty(): RunBuilder {
  return new RunBuilder()
}

/** B bids 1 beside A, and its order is O2. */
export function secondDialog(): RunBuilder {
  return refusedOrder()
    .order('O2', { volume: '1', userref: 8 })
    .tellsStatus('B', 8, standing('0', '1', '1'))
}

/** B is asked for and sent, and Kraken takes no order in. */
export function refusedOrder(): RunBuilder {
  return resting().asks('B', { size: '1' }).acknowledges('B', 8).sendsOrder(8, { volume: '1' })
}

/** A's order is sent twice, and Kraken takes in both. */
export function secondOrder(): RunBuilder {
  return resting().sendsOrder(7).order('O2', { volume: '2', userref: 7 })
}

export function refusedEdit(): RunBuilder {
  return resting().asks('A', { size: '3' }).tellsError('A', 'edit')
}

/** Kraken took A's order in and threw it out at once. */
export function thrownOut(): RunBuilder {
  return empty()
    .started()
    .ready()
    .asks('A', { size: '2' })
    .acknowledges('A', 7)
    .sendsOrder(7)
    .order('O1', { volume: '2', userref: 7, status: 'canceled', reason: 'Post only order' })
}

/** What A bought is sold again, and the position is told so. */
export function closedAgain(size: string, ppu: string): RunBuilder {
  return bought()
    .at(4)
    .trade('T2', { ...all('O9', '2'), side: 'sell' })
    .tellsPosition(size, ppu)
}

type Rewriting = (text: string) => string | undefined
type Chapter = (run: RunBuilder) => RunBuilder

export function writingLedger(rewritten: Rewriting): Chapter {
  return (run) => {
    run.files.ledger = rewritten(run.files.ledger ?? '')
    return run
  }
}

export function writingPositions(rewritten: Rewriting): Chapter {
  return (run) => {
    run.files.positions = rewritten(run.files.positions ?? '')
    return run
  }
}
