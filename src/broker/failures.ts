/** What it means that a request was refused, came too late, or never arrived. */
import type { Desk } from './desk.ts'
import type { Dialog } from './dialogs.ts'
import type { Refusal } from './tell.ts'
import { retractCancel, tellError } from './tell.ts'

/** Who refused, and in which words. */
export type Why = Omit<Refusal, 'request'>

/** No order came of it: a new one was never there, and one that was to follow a canceled one leaves that as the last. */
export function submissionFailed(desk: Desk, dialog: Dialog, why: Why): void {
  if (dialog.phase.kind === 'resubmitting') {
    editFailed(desk, dialog, why)
    return
  }
  desk.out.note('order refused', why.reason)
  tellError(desk, dialog, { request: 'order', ...why })
  dialog.phase = { kind: 'ended' }
}

/** The terms in force stay in force. */
export function editFailed(desk: Desk, dialog: Dialog, why: Why): void {
  if (dialog.phase.kind !== 'ended') dialog.phase = { kind: 'standing' }
  desk.out.note('edit refused', why.reason)
  tellError(desk, dialog, { request: 'edit', ...why })
}

/** The order stays; each of the EMS's cancels gets its answer, and one that we announced ourselves is taken back. */
export function cancelFailed(desk: Desk, dialog: Dialog, why: Why): void {
  const asked = dialog.cancelsAsked
  dialog.cancelWanted = false
  dialog.cancelsAsked = 0
  for (let answered = 0; answered < asked; answered += 1) tellError(desk, dialog, { request: 'cancel', ...why })
  if (asked === 0) retractCancel(desk, dialog, why.reason)
}
