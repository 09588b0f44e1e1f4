/** The luck of a run where nobody asked for another. */
export const DEFAULT_SEED = 1
