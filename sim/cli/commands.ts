/** Every command of the program, in the order of the overview. */
import type { Command } from './command.ts'
import { brokerCommand } from './commands/broker.ts'
import { exploreCommand } from './commands/explore.ts'
import { huntCommand } from './commands/hunt.ts'
import { harCommand } from './commands/har.ts'
import { listCommand } from './commands/list.ts'
import { ppsCommand } from './commands/pps.ts'
import { precisionCommand } from './commands/precision.ts'
import { quirksCommand } from './commands/quirks.ts'
import { recordCommand } from './commands/record.ts'
import { replayCommand } from './commands/replay.ts'
import { reportCommand } from './commands/report.ts'
import { runCommand } from './commands/run.ts'
import { serveCommand } from './commands/serve.ts'
import { shrinkCommand } from './commands/shrink.ts'
import { specimensCommand } from './commands/specimens.ts'
import { whyCommand } from './commands/why.ts'

export const COMMANDS: readonly Command[] = [
  runCommand,
  reportCommand,
  replayCommand,
  harCommand,
  listCommand,
  exploreCommand,
  huntCommand,
  shrinkCommand,
  whyCommand,
  precisionCommand,
  ppsCommand,
  specimensCommand,
  brokerCommand,
  serveCommand,
  recordCommand,
  quirksCommand,
]
