/** How the broker was set when a trace or a recording of it was made. */
import { type BrokerConfig, EDIT_POLICIES } from '../../src/broker/port.ts'
import { DIALECTS } from '../../src/kraken/dialects.ts'
import { TIERS } from '../../src/kraken/limits.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { TraceFile } from '../trace-file.ts'
import type { TraceEvent } from '../trace.ts'

/** The key of a simulated broker is nobody's secret; that of a real one was blotted out, and no signature is compared. */
function keyIn(events: readonly TraceEvent[]): string {
  const signed = events.find((event) => event.kind === 'http-request' && event.headers['API-Key'] !== undefined)
  return signed?.kind === 'http-request' ? (signed.headers['API-Key'] ?? '') : ''
}

/** Fails when the recording is none of a broker. */
export function brokerConfigOf({ head, events }: Pick<TraceFile, 'head' | 'events'>): Result<BrokerConfig, string> {
  const said = head.kind === 'run' ? { ...head.settings, ...head.way, account: 'spot' } : { ...head.settings, ...head }
  const { srcFiat, tier, editPolicy, dialect, account } = said as Partial<Record<string, string>>
  const policy = EDIT_POLICIES.find((one) => one === editPolicy)
  const spoken = DIALECTS.find((one) => one === dialect)
  const level = TIERS.find((one) => one === tier)
  if (
    srcFiat === undefined ||
    account === undefined ||
    policy === undefined ||
    spoken === undefined ||
    level === undefined
  ) {
    return fail(
      'it does not say how the broker was set, so it is no recording of one; what stood between any client and Kraken cannot be told to it',
    )
  }
  const apiKey = keyIn(events)
  return ok({ account, apiKey, secret: 'bm8gc2VjcmV0', srcFiat, tier: level, editPolicy: policy, dialect: spoken })
}
