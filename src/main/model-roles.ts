// What a model may do here, and nothing else: choose passages, tell what a remark means, name stories. Each with its prompt, each by id.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readPrompt } from '../adapters/sources/prompt-folder.ts'
import type { BriefDependencies } from '../brief/brief.ts'
import { createChooser } from '../brief/choose.ts'
import { createStoryNamer } from '../brief/name-stories.ts'
import { createReferrer } from '../brief/refer.ts'
import type { Config } from '../config.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { LanguageModel } from '../ports/language-model.ts'

const PROMPTS = join(import.meta.dirname, '../../prompts')
const REFER_SHARE = 0.25 // of what an answer may wait: the answer itself is still to come

type Roles = Pick<BriefDependencies, 'model' | 'referrer' | 'storyNamer'>

/** Nobody is asked anything. */
export const NO_ROLES: Roles = { model: null }

export function rolesOf(model: LanguageModel, { mode, deadlineMs }: NonNullable<Config['model']>, articles: ArticleStore): Roles {
  const prompts = { select: readPrompt(PROMPTS, 'choose-passages'), compress: readPrompt(PROMPTS, 'shorten-passages') }
  const picking = (name: string, share = 1) => ({
    ...{ model, randomId, deadlineMs: Math.max(1, Math.round(share * deadlineMs)) },
    prompt: readPrompt(PROMPTS, name),
  })
  return {
    model: createChooser({ model, prompts, mode, randomId, deadlineMs }),
    referrer: createReferrer(picking('resolve-reference', REFER_SHARE)),
    storyNamer: createStoryNamer({ ...picking('name-stories'), articles }),
  }
}

/** New for every passage of every request, so that no article can name one. */
const randomId = () => randomBytes(3).toString('hex')
