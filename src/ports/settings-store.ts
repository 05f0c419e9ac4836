// What a workspace has settled, and which of our own pauses its people were told of.
import type { WorkspaceSettings } from '../domain/workspace-settings.ts'

export type SettingsStore = {
  /** By workspace key; NOTHING_SETTLED where nobody has settled anything. */
  readonly get: (workspace: string) => Promise<WorkspaceSettings>
  /** Changes what is given and leaves the rest; returns what holds now. */
  readonly change: (workspace: string, change: Partial<WorkspaceSettings>) => Promise<WorkspaceSettings>
  /** True the first time a version of a subscription is named, false ever after: its owner is told of a pause once. */
  readonly firstTold: (subscriptionId: string, version: number) => Promise<boolean>
}
