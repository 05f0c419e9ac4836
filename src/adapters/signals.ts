// What the operating system asks of the process: to end.

const SAME_SIGNAL_MS = 1_000

/** Resolves at the first signal to end; another one, more than a moment later, ends the process at once. */
export function firstSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let first: number | null = null
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      first ??= performance.now()
      // One signal to a whole group comes twice: by itself and through the launcher.
      if (performance.now() - first > SAME_SIGNAL_MS) process.exit(1)
      resolve()
    })
  }
  return promise
}
