/** Reads the texts of a story and tells its steps in the story's own words. */
import { unreachable } from '../../src/assert.ts'
import type { AccountDeed, Answer, Step, Strike } from '../scenario.ts'
import { weatherText } from '../edge/weather-text.ts'

export type ReadAmount = { readonly size: string; readonly asset: string }
/** `price` is undefined for a market order. */
export type ReadOrder = ReadAmount & { readonly price: string | undefined }

const NUMBER = String.raw`-?\d+(?:\.\d+)?`
const AMOUNT = new RegExp(`^(${NUMBER}) (\\S+)$`)
const ORDER = new RegExp(`^(${NUMBER}) (\\S+) at (${NUMBER}|market)$`)

/** `2 XMR`; undefined when the text is no plain decimal with an asset. */
export function readAmount(text: string): ReadAmount | undefined {
  const [, size, asset] = AMOUNT.exec(text) ?? []
  return size === undefined || asset === undefined ? undefined : { size, asset }
}

/** `2 XMR at 149.50`, `2 XMR at market`; undefined when the text is neither. */
export function readOrder(text: string): ReadOrder | undefined {
  const [, size, asset, price] = ORDER.exec(text) ?? []
  if (size === undefined || asset === undefined) return undefined
  return { size, asset, price: price === 'market' ? undefined : price }
}

/** The base and the quote of a market, by altname: a wsname is made of the two altnames, in all pairs there are. */
export function assetsOf(wsname: string): { readonly base: string; readonly quote: string } {
  const [base = '', quote = ''] = wsname.split('/')
  return { base, quote }
}

/** `trader edits bid to 149.60` */
export function stepText(step: Step): string {
  switch (step.act) {
    case 'broker':
      return `broker ${step.does}`
    case 'place': {
      const named = step.as === undefined ? '' : ` as ${step.as}`
      const market = step.on === undefined ? '' : ` on ${step.on}`
      return `${step.who} ${step.side}s ${step.what}${market}${mannerText(step)}${named}`
    }
    case 'edit': {
      const terms = [step.size, step.price].filter((term) => term !== undefined)
      return `trader edits ${step.order} to ${terms.join(' at ')}`
    }
    case 'amend': {
      const terms = [step.size, step.price].filter((term) => term !== undefined)
      return `web amends ${step.order} to ${terms.join(' at ')}`
    }
    case 'cancel':
      return `${step.who} cancels ${step.order}`
    case 'spend':
      return `web spends ${step.what}${step.as === undefined ? '' : ` as ${step.as}`}`
    case 'cancel-all':
      return 'trader cancels everything'
    case 'answer':
      return `kraken answers ${step.endpoint} with ${answerText(step.with)}, ${step.times} ${step.times === 1 ? 'time' : 'times'}`
    case 'lose-reply':
      return `kraken loses the reply to ${step.to}`
    case 'cut':
      return `kraken cuts the socket ${momentText(step.when)}, out for ${step.outageSeconds} s`
    case 'mode':
      return `kraken goes ${step.mode}`
    case 'decide':
      return `kraken decides ${Object.entries(step.quirks)
        .map(([name, choice]) => `${name}: ${choice}`)
        .join(', ')}`
    case 'change-pair':
      return `kraken changes ${step.pair}: ${Object.entries(step.fields)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`
    case 'hold-back':
      return `kraken holds back ${step.channels.join(', ')}`
    case 'release':
      return 'kraken releases what it held back'
    case 'weather':
      return weatherText(step.does)
    case 'deposit':
      return `chain deposits ${step.what}`
    case 'withdraw':
      return `chain withdraws ${step.what}, fee ${step.fee}, ${step.outcome}`
    case 'account':
      return accountText(step.does)
    case 'disk-holds':
      return `somebody writes the ${step.file} file`
    case 'disk-full':
      return 'the disk is full'
    case 'clock':
      if (step.does === 'coarsen') return `the broker's clock moves every ${step.seconds} s`
      return `the broker's clock is set ${Math.abs(step.seconds)} s ${step.seconds < 0 ? 'back' : 'ahead'}`
    case 'rival':
      return `another program calls with the key, ${step.calls} ${step.calls === 1 ? 'time' : 'times'}, nonces ${step.aheadSeconds} s ahead`
    case 'lock-out':
      return 'kraken locks the key out'
    case 'strike':
      return strikeText(step.does)
    case 'wait':
      return `${step.seconds} seconds pass`
    case 'heal':
      return 'heal'
    case 'agree':
      return `the trader and Kraken agree within ${step.withinSeconds} s`
    case 'settle':
      return 'settle'
    case 'race':
      return `race of ${step.between.map(stepText).join(' and ')}`
    case 'together':
      return `together: ${step.of.map(stepText).join(', ')}`
    case 'either':
      return `either ${step.of.map((steps) => steps.map(stepText).join(', ')).join(' or ')}`
    default:
      return unreachable(step)
  }
}

function mannerText(step: Extract<Step, { act: 'place' }>): string {
  const words = [
    ...(step.postOnly === true ? ['post only'] : []),
    ...(step.reduceOnly === true ? ['reduce only'] : []),
    ...(step.timeInForce === undefined ? [] : [step.timeInForce]),
    ...(step.expiresInSeconds === undefined ? [] : [`for ${step.expiresInSeconds} s`]),
    ...(step.deadlineSeconds === undefined ? [] : [`within ${step.deadlineSeconds} s`]),
  ]
  return words.map((word) => `, ${word}`).join('')
}

function accountText(deed: AccountDeed): string {
  switch (deed.kind) {
    case 'prefer-fees':
      return `the account pays its fees in ${deed.in}`
    case 'forbid':
      return `the API key loses its permission ${deed.permission}`
    case 'resolve-withdrawal':
      return `the pending withdrawal ends: ${deed.outcome}`
    case 'move-wallets':
      return `${deed.amount} ${deed.asset} move into ${deed.into}`
    case 'book':
      return `kraken books a ${deed.type} of ${deed.rows.map(({ amount, asset }) => `${amount} ${asset}`).join(' and ')}`
    case 'misstate':
      return `kraken states ${deed.by} ${deed.asset} more than there is`
    default:
      return unreachable(deed)
  }
}

function strikeText(strike: Strike): string {
  const { of, count } = strike.after
  return strike.kind === 'power'
    ? `the power fails after ${count} ${of}, and ${strike.remains} of what was not synced is left`
    : `half of write ${count} fits on the disk`
}

function momentText(when: Extract<Step, { act: 'cut' }>['when']): string {
  if (when === 'now') return when
  return 'before' in when ? `before ${when.before}` : `after ${when.after}`
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'kraken-error':
      return answer.error
    case 'http-status':
      return `status ${answer.status}`
    case 'silence':
      return 'silence'
    default:
      return unreachable(answer)
  }
}
