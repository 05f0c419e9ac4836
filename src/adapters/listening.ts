// A server's port: opened, or refused in a sentence that says the mend; closed with a grace for what is in hand.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BorderBriefError } from '../base/error.ts'

export type Port = Readonly<{
  host: string
  /** 0 takes any free one */
  port: number
  /** the setting that chooses it */
  setting: string
  /** of the error where it cannot be had */
  code: string
  /** what then does not work, as the beginning of a sentence */
  without: string
}>

/** Resolves with the port once the server listens. Throws a BorderBriefError of that code. */
export function listening(server: Server, { host, port, setting, code, without }: Port): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (cause: NodeJS.ErrnoException) => {
      const mend =
        cause.code === 'EADDRINUSE' ? `port ${port} is taken: set ${setting} to a free one` : `set ${setting} to a port you may use`
      reject(new BorderBriefError(code, `${without}; ${mend}.`, { cause }))
    }
    server.once('error', refused)
    server.listen(port, host, () => {
      server.off('error', refused)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Takes nothing more, lets answers in hand finish within the grace, then cuts what is left. */
export function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
