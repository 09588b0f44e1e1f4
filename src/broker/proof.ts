/** How late REST may be, and so from when on what it does not show is not there. */
import type { Instant } from '../time.ts'
import { seconds, since } from '../time.ts'

/** It has been seen up to a minute behind the feeds; only after that is an absence a proof. */
const ABSENCE_PROOF = seconds(65)

/** REST, asked then, would have shown what happened by `from`. */
export const isProofAt = (lookedAt: Instant, from: Instant): boolean => since({ from, to: lookedAt }) > ABSENCE_PROOF
