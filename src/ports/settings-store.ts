// What each workspace has settled for its digests.
import type { WorkspaceSettings } from '../domain/workspace-settings.ts'

export type SettingsStore = {
  /** By workspace key; NOTHING_SETTLED where nobody has settled anything. */
  readonly get: (workspace: string) => Promise<WorkspaceSettings>
  /** Changes what is given and leaves the rest; returns what holds now. */
  readonly change: (workspace: string, change: Partial<WorkspaceSettings>) => Promise<WorkspaceSettings>
}
