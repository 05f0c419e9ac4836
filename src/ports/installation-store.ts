// Where the app was installed by its workspaces: who the bot is there and, sealed, by which tokens it speaks.
import type { PlatformName } from '../domain/address.ts'

export type InstalledPlace = Readonly<{ platform: PlatformName; workspace: string }>

export type Installation = InstalledPlace &
  Readonly<{
    /** JSON that the platform's adapter owns: who the bot is there */
    about: string
    /** the tokens, as the adapter sealed them; nobody else can read them */
    sealed: string
    /** grows by one whenever `sealed` is replaced */
    version: number
    /** ISO instant */
    installedAt: string
  }>

export type InstallationStore = {
  /** Adds it, or puts it in the place of what was installed before. */
  readonly save: (installation: Omit<Installation, 'version'>) => Promise<void>
  readonly get: (place: InstalledPlace) => Promise<Installation | null>
  readonly list: (platform: PlatformName) => Promise<readonly Installation[]>
  /** Replaces the tokens that stand at a version; false when others were put there meanwhile, or none are left. */
  readonly reseal: (place: InstalledPlace, version: number, sealed: string) => Promise<boolean>
  /** True for the one process that may fetch new tokens until then; others wait for what it brings. */
  readonly claim: (place: InstalledPlace, now: string, until: string) => Promise<boolean>
  /** Destroys the tokens and all that is known of the bot there; false when there was nothing. */
  readonly remove: (place: InstalledPlace) => Promise<boolean>
}

/** Workspaces that the bot was removed from, until nothing of them is left. Keys as in `workspaceKey`. */
export type RemovalLog = {
  readonly note: (workspace: string, at: string) => Promise<void>
  /** Oldest first. */
  readonly pending: () => Promise<readonly string[]>
  readonly done: (workspace: string) => Promise<void>
}
