// The model of an installation that has none: nobody asks it, no socket is opened.
import type { LanguageModel } from '../../ports/language-model.ts'

export const offlineModel: LanguageModel = { available: false, ask: async () => ({ kind: 'failed', reason: 'off' }) }
