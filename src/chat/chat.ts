// Command, follow-up, subscribe: Inbound → Document. Front door of chat/.
import type { HandleInbound } from '../ports/platform.ts'

export type Chat = { readonly handle: HandleInbound }
