// A wrong call of the command line.

/** Leaves with 2 and one line that says the mend. */
export class UsageError extends Error {}
