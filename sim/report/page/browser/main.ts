/** Starts the page. It begins at the violation, where there is one, and else with the first row. */
import { beginDiagram } from './diagram.ts'
import { beginFate } from './fate.ts'
import { page } from './given.ts'
import { beginInspector } from './inspector.ts'
import { beginKeys } from './keys.ts'
import { beginOverview } from './overview.ts'
import { beginTools } from './tools.ts'
import { view } from './view.ts'

beginDiagram()
beginInspector()
beginOverview()
beginTools()
beginFate()
beginKeys()

const [named = ''] = /\d+$/.exec(location.hash) ?? []
view.listen((change) => {
  if (change === 'cursor') history.replaceState(undefined, '', `#row-${view.cursor}`)
})
view.refilter()
const start = named === '' ? (page.head.failures[0]?.row ?? view.shown[0]) : Number(named)
if (start !== undefined && start < page.rows.length) view.reveal(start)
