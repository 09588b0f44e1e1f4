/** What Kraken refuses, and what it cannot say. */
import type { Specimen } from '../specimens.ts'

export const ERRORS: readonly Specimen[] = [
  {
    id: 'server-error-ends-the-start',
    bug: 'A server error while assets and pairs are loaded ends the start.',
    covers: ['ERR-03'],
    file: 'src/broker/rest-client.ts',
    find: '          if (!reply.ok && reply.error.mayRetry) return fail(reply.error)\n',
    replace: '',
    scenarios: ['server-error-while-loading-assets'],
    caughtBy: 'no broker gives up over an error that passes',
    isAlone: true,
  },
  {
    id: 'refusals-are-not-relayed',
    bug: 'What Kraken refuses is not told to the trader.',
    covers: ['ERR-08'],
    file: 'src/broker/failures.ts',
    find: "  tellError(desk, dialog, { request: 'order', ...why })\n",
    replace: "  if (why.by === 'us') tellError(desk, dialog, { request: 'order', ...why })\n",
    scenarios: ['refusals-spare-healthy-orders', 'cancel-only-then-online'],
    caughtBy: 'every request is answered',
    isAlone: true,
  },
  {
    id: 'cancel-accepted-is-canceled',
    bug: 'A cancel that Kraken has accepted is told as an order that has ended.',
    covers: ['ERR-09'],
    file: 'src/broker/updates.ts',
    find: '  if (ack.ok) cancelAccepted(meant, ack.txid)\n',
    replace:
      '  if (ack.ok) {\n    cancelAccepted(meant, ack.txid)\n    for (const flight of meant) {\n' +
      '      const target = desk.dialogs.order(flight.target)\n' +
      "      if (target !== undefined) target.status = 'canceled'\n    }\n  }\n",
    scenarios: ['cancel-races-partial-fill', 'cancel-races-fill', 'cancel-answered-after-patience'],
    caughtBy: "every order's last told status agrees with Kraken",
  },
]
