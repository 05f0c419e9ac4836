// A deadline, and a way out, for work that cannot be stopped.

/** The result, or `late()` thrown when it takes longer than `milliseconds`; the work itself goes on unheard. */
export async function within<T>(milliseconds: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}

/** The result, or `instead()` as soon as the signal is given; the work itself goes on unheard. */
export async function unless<T>(signal: AbortSignal | undefined, work: Promise<T>, instead: () => T): Promise<T> {
  if (signal === undefined) return work
  const given = Promise.withResolvers<T>()
  const give = () => given.resolve(instead())
  signal.addEventListener('abort', give, { once: true })
  if (signal.aborted) give()
  return Promise.race([given.promise, work]).finally(() => signal.removeEventListener('abort', give))
}
