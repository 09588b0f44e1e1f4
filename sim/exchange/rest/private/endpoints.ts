/** Every private endpoint that tells of an account or moves its money; those of orders are beside. */
import type { PrivateEndpoint, PrivateEndpoints } from '../registry.ts'
import { balance, balanceEx, tradeBalance } from './balances.ts'
import { depositAddresses, depositMethods, depositStatus } from './deposits.ts'
import { allocate, allocations, deallocate, moveStatus, strategies } from './earn.ts'
import { addExport, exportStatus, removeExport, retrieveExport } from './exports.ts'
import { apiKeyInfo, webSocketsToken } from './keys.ts'
import { level3 } from './level3.ts'
import { ledgers, openPositions, queryLedgers, queryTrades, tradesHistory } from './records.ts'
import { tradeVolume } from './volume.ts'
import {
  walletTransfer,
  withdraw,
  withdrawAddresses,
  withdrawCancel,
  withdrawInfo,
  withdrawMethods,
  withdrawStatus,
} from './withdrawals.ts'

const earns = (what: string, params: string, answer: PrivateEndpoint['answer']): PrivateEndpoint => ({
  what,
  params,
  needs: ['earn-funds'],
  answer,
})

export const ACCOUNT: PrivateEndpoints = {
  Balance: { what: 'What the account has.', params: 'assetVersion', needs: ['query-funds'], answer: balance },
  BalanceEx: {
    what: 'The same with what open orders hold.',
    params: 'assetVersion',
    needs: ['query-funds'],
    answer: balanceEx,
  },
  TradeBalance: {
    what: 'All of it in one asset, at last prices.',
    params: 'asset',
    needs: ['query-funds'],
    answer: tradeBalance,
  },
  TradeVolume: {
    what: 'What was traded in 30 days, and the fees of pairs.',
    params: 'pair',
    needs: ['query-funds'],
    answer: tradeVolume,
  },
  TradesHistory: {
    what: 'Trades, newest first, 50 a page.',
    params: 'type, start, end, ofs, without_count, consolidate_taker, ledgers',
    needs: ['query-closed-trades'],
    answer: tradesHistory,
  },
  QueryTrades: { what: 'Up to 20 trades by id.', params: 'txid', needs: ['query-closed-trades'], answer: queryTrades },
  OpenPositions: {
    what: 'None: nothing is traded on margin.',
    params: 'txid, docalcs, consolidation',
    needs: ['query-open-trades'],
    answer: openPositions,
  },
  Ledgers: {
    what: 'The ledger, newest first, 50 a page.',
    params: 'asset, type, start, end, ofs, without_count',
    needs: ['query-ledger'],
    answer: ledgers,
  },
  QueryLedgers: { what: 'Up to 20 entries by id.', params: 'id', needs: ['query-ledger'], answer: queryLedgers },
  AddExport: {
    what: 'Asks for a report of trades or ledgers.',
    params: 'report, description, format, fields, starttm, endtm',
    needs: ['export-data'],
    answer: addExport,
  },
  ExportStatus: { what: 'Reports asked for.', params: 'report', needs: ['export-data'], answer: exportStatus },
  RetrieveExport: { what: 'A report as a zip file.', params: 'id', needs: ['export-data'], answer: retrieveExport },
  RemoveExport: { what: 'Ends a report.', params: 'id, type', needs: ['export-data'], answer: removeExport },
  Level3: { what: 'Single orders of the best levels.', params: 'pair, depth', needs: [], answer: level3 },
  GetWebSocketsToken: {
    what: 'A token that opens private sockets for 15 minutes.',
    params: '',
    needs: ['create-ws-token'],
    answer: webSocketsToken,
  },
  GetApiKeyInfo: { what: 'The key that asks, and what it may do.', params: '', needs: [], answer: apiKeyInfo },
  DepositMethods: {
    what: 'The way in for an asset.',
    params: 'asset',
    needs: ['query-funds', 'add-funds'],
    answer: depositMethods,
  },
  DepositAddresses: {
    what: 'Addresses to deposit to, and new ones.',
    params: 'asset, method, new',
    needs: ['add-funds'],
    answer: depositAddresses,
  },
  DepositStatus: {
    what: 'Deposits, newest first.',
    params: 'asset, method, start, end, cursor, limit',
    needs: ['query-funds'],
    answer: depositStatus,
  },
  WithdrawMethods: {
    what: 'Ways out.',
    params: 'asset',
    needs: ['query-funds', 'withdraw-funds'],
    answer: withdrawMethods,
  },
  WithdrawAddresses: {
    what: 'Addresses that withdrawals may go to.',
    params: 'asset, key',
    needs: ['query-funds', 'withdraw-funds'],
    answer: withdrawAddresses,
  },
  WithdrawInfo: {
    what: 'What a withdrawal would cost.',
    params: 'asset, key, amount',
    needs: ['query-funds', 'withdraw-funds'],
    answer: withdrawInfo,
  },
  Withdraw: {
    what: 'Withdraws; pending until the chain has decided.',
    params: 'asset, key, amount, max_fee',
    needs: ['withdraw-funds'],
    answer: withdraw,
  },
  WithdrawStatus: {
    what: 'Withdrawals, newest first.',
    params: 'asset, method, start, end, cursor, limit',
    needs: ['query-funds', 'withdraw-funds'],
    answer: withdrawStatus,
  },
  WithdrawCancel: {
    what: 'Takes back one that is pending.',
    params: 'asset, refid',
    needs: ['withdraw-funds'],
    answer: withdrawCancel,
  },
  WalletTransfer: {
    what: 'From the spot wallet to the futures wallet.',
    params: 'asset, from, to, amount',
    needs: ['withdraw-funds'],
    answer: walletTransfer,
  },
  'Earn/Strategies': { what: 'What earns.', params: 'asset', needs: [], answer: strategies },
  'Earn/Allocate': earns('Lets an amount earn.', 'strategy_id, amount', allocate),
  'Earn/Deallocate': earns('Takes it back.', 'strategy_id, amount', deallocate),
  'Earn/AllocateStatus': earns('Whether that is under way; never.', 'strategy_id', moveStatus),
  'Earn/DeallocateStatus': earns('Whether that is under way; never.', 'strategy_id', moveStatus),
  'Earn/Allocations': {
    what: 'What earns, and what it is worth.',
    params: 'converted_asset',
    needs: ['query-funds', 'earn-funds'],
    answer: allocations,
  },
}
