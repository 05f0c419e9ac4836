// Lines a page puts around its article: credits, captions, share bars, links to other stories (pure).
import { AGENCY_PATTERN } from './agencies.ts'
import { endsWithStop, isOneSentence, wordCount } from './lines.ts'

/** `source`: nothing but the name of an agency or picture desk. */
export type Furniture = 'credit' | 'source' | 'caption' | 'chrome'

const PICTURE =
  '(?:image|photo|picture|pic|photograph|illustration|graphic|infographic|video|map|screengrab|screenshot|thumbnail|featured image|file photo|cover)s?'
const SOURCE = `(?:${AGENCY_PATTERN}|EPA-EFE|Getty(?: Images)?|Shutterstock|Alamy|iStock|NurPhoto|SOPA Images|Zuma|Sipa|VCG|Unsplash|Wikimedia(?: Commons)?|Facebook|Twitter|Telegram|Handout|Stringer|Pool|Courtesy)`
const FIXED = '(?:file(?: photo)?|photo|pic|handout|stringer|pool|archive|images)'
// After a slash a photographer's name may stand; after a blank only what cannot be the words of a headline.
const QUALIFIED = `(?:\\s*[/|]\\s*(?:${FIXED}|[\\p{Lu}][\\p{L}.'’-]*(?: [\\p{Lu}][\\p{L}.'’-]*){0,3})|\\s+via\\s+${SOURCE}|[\\s-]+${FIXED})`

const LABELLED_CREDIT = new RegExp(`^[\\s([|*]*${PICTURE}\\s*(?:source|credit|courtesy|by|from|via)?s?(?:\\s+of)?\\s*[:/|：]\\s*\\S`, 'iu')
const WORDED_CREDIT = new RegExp(`^[\\s([|*]*${PICTURE}\\s+(?:source|credit|courtesy|by|via)\\b`, 'iu')
const BARE_CREDIT_LABEL = /^[\s([|*]*(?:credits?|courtesy|image|photo)\s*[:：]\s*\S/iu
const CJK_CREDIT = /^[\s(（[【]*(?:图片来源|圖片來源|图源|圖源|图片|圖片|资料图|資料圖|摄影|攝影|图|圖|写真|ဓာတ်ပုံ)\s*[:：/／|｜\-–]/u
const SOURCE_LINE = new RegExp(`^[\\s([]*${SOURCE}${QUALIFIED}{0,4}[\\s)\\]]*$`, 'iu')

// A credit at the end of a line makes the whole line a caption.
const TAIL_QUALIFIED = new RegExp(
  `(?:[.!?]["”’)]*|[)\\]]|\\s[|–—/-])\\s*[([]?\\s*(?:(?:file )?(?:photo|image|picture|credit|photograph)s?(?: credits?| courtesy(?: of)?| by| via)?\\s*[:/|]\\s*[^.!?]{2,60}|${SOURCE}(?:\\s*/\\s*[\\p{L}.'’-]+|(?:-[A-Z]{2,5})?\\s+(?:FILE|File|PHOTO|Photo|Images|Handout|HANDOUT|via)\\b)[^.!?]{0,60})\\s*[)\\]]?\\.?$`,
  'u',
)
const TAIL_LABELLED = new RegExp(
  `[([|]\\s*(?:file )?${PICTURE}(?: credits?| courtesy(?: of)?| by| via)?\\s*(?:[:/|]|\\bby\\b)\\s*[^.!?]{2,60}[)\\]]?\\.?$`,
  'iu',
)
const TAIL_BARE = new RegExp(`[.!?]["”’)]*\\s+[([]?(?:${SOURCE})[)\\]]?$`, 'u')

const CAPTION_START =
  /^(?:\[\d+\/\d+\]\s|file (?:photo|picture|image)|(?:photo|image|picture|caption)\s*[:：]|(?:this|in this|an?)\s+(?:\w+[\s,]+){0,4}(?:photo|photograph|picture|image|handout|frame grab|screen ?grab)\s*,?\s+(?:taken|released|provided|obtained|made available|posted|grabbed|from|by|courtesy|shows?)\b|(?:photo|image|picture|photograph) (?:taken|released|provided|shows)\b)/i
const POSITION =
  /\((?:L|R|C|[2-9](?:nd|rd|th) ?[LR]|[LR]-[LR]|left|right|cent(?:er|re)|front|back|pictured|seen here|file)(?:,? (?:and|front|rear) \w+)?\)|\bfrom left(?: to right)?\b|\((?:file|archive) (?:photo|image)\)/i

const CHROME: readonly RegExp[] = [
  /^(?:also )?(?:read|see)(?: (?:more|also|next|here|on|related|full|the (?:full|rest|original|whole))\b| ?[:|»>–—])/i,
  /^related(?: (?:stor(?:y|ies)|articles?|news|posts?|coverage|topics?|content|reading|links?))?(?:\s*[:|»>–—].*)?$/i,
  /^(?:more (?:on this|stories|from|news|in)|recommended|you (?:may|might) also like|don['’]t miss|trending|most (?:read|popular|viewed)|editor['’]?s['’]? picks?|top stories|in pictures|latest news|up next|what to read next)\b[^.]{0,60}$/i,
  /^(?:(?:share|tweet|email|e-mail|print|copy link|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|messenger|viber|line|flipboard|x|save|listen|bookmark|comment)\b[\s,|/·•]*)+$/i,
  /^share (?:this|on|via|the)\b/i,
  /^(?:advertisements?(?:\s*[·|–—-].*)?|advertising|sponsored(?: content)?|promoted(?: content)?|(?:story|article) continues (?:after|below)\b.*|continue reading\b.*|scroll (?:down )?to continue\b.*)$/i,
  /^(?:(?:follow|like|find|join) (?:us|our)\b|subscribe\b|sign up\b|(?:log ?in|register|join|download|get)\b.*\b(?:newsletters?|our (?:\w+ )?channel|inbox|your account|alerts|our app|the app)\b)/i,
  /^(?:click|tap) (?:here|on)\b/i,
  /^(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|by\b|:))|\ball rights reserved\b/i,
  /^(?:skip to (?:main )?content|back to top|leave a (?:comment|reply)|no comments?(?: yet)?|view (?:all )?comments|load more|show more|toggle navigation|main menu|menu)$/i,
  /^\d+\s+(?:comments?|shares?|views?|likes?|reactions?)$|^\d+\s+min(?:ute)?s?\s+(?:read|ago)$|^(?:estimated )?reading time\b/i,
  /^(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|posted in|labels?|hashtags?)\s*[:：]/i,
  /\b(?:uses? cookies|accept (?:all )?cookies|cookie policy)\b/i,
  /^(?:privacy policy|terms (?:of (?:use|service)|and conditions)|contact us|about us)\b[^.]{0,40}$/i,
  /\btrust principles\b|\bacquire licensing rights|^opens (?:in )?new tab/i,
  /^page \d+(?: (?:of|\/) \d+)?$/i,
  /^(?:image|photo|picture|slide|gallery) \d+ (?:of|\/)(?: \/)? \d+$/i,
  /^(?:caption|close|sign ?in|log ?in|learn more|find out more|advert|comments?|view author archive|e-?mail the author|share this article|more|home)\s*:?$/i,
  /^(?:you can )?(?:follow|e-?mail|reach|contact|tweet)\b.{0,60}(?:\s@\w{2,}|@[\w-]+\.\w|\b(?:on|at) (?:twitter|facebook|instagram|x)\b)/i,
  /^more (?:articles|stories|posts|by|from)\b[^.]{0,60}$/i,
  /^[\w.+-]{2,40}@[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}$|^(?:twitter|facebook|instagram)\.com\/\w+$/i,
  /^\W*(?:updated|published|posted|first published)\s*:?\s*\d{1,2}[:.]\d{2}\b/i,
  /^this (?:document|article|story|material) is (?:subject to copyright|protected by copyright|copyrighted)/i,
  /^the post .{1,200}(?:appeared first|was (?:first|originally) published) (?:on|in|at) /i,
  /^\d+ posts? [-–·] \d+ participants?$/i,
  /^(?:https?:\/\/|www\.)\S+$/i,
  /^(?:#\w+\s*)+$/,
]
const CHROME_WORDS = 28
const CAPTION_WORDS = 70
const CREDIT_WORDS = 16
const SOURCE_WORDS = 8
const LONGEST = 800 // characters: what is longer is a paragraph, whatever it says

/** What kind of furniture a line is by itself; null for the article's own lines. Captions next to a credit need `isCaptionBeside`. */
export function furnitureOf(text: string): Furniture | null {
  if (text.length > LONGEST) return null
  const words = wordCount(text)
  if (words <= CREDIT_WORDS && isCredit(text)) return 'credit'
  if (words <= SOURCE_WORDS && SOURCE_LINE.test(text)) return 'source'
  if (words <= CHROME_WORDS && CHROME.some((pattern) => pattern.test(text))) return 'chrome'
  if (words > CAPTION_WORDS) return null
  if (CAPTION_START.test(text) || TAIL_QUALIFIED.test(text) || TAIL_LABELLED.test(text)) return 'caption'
  if (isOneSentence(text) && POSITION.test(text) && !REPORTED.test(text)) return 'caption'
  return null
}

/** A line that ends in nothing but an agency's name: a caption, unless it closes the article. */
export function endsWithBareSource(text: string): boolean {
  return text.length <= LONGEST && TAIL_BARE.test(text) && wordCount(text) <= CAPTION_WORDS && isOneSentence(text.replace(TAIL_BARE, '.'))
}

function isCredit(text: string): boolean {
  if (LABELLED_CREDIT.test(text) || BARE_CREDIT_LABEL.test(text) || CJK_CREDIT.test(text)) return !REPORTED.test(text)
  if (WORDED_CREDIT.test(text)) return !REPORTED.test(text) && wordCount(text) <= 12
  return text.includes('/') && wordCount(text) <= SOURCE_WORDS && SOURCE_LINE.test(text)
}

// Captions are told in the present or without a verb; prose about what happened is not.
const REPORTED =
  /\b(?:said|says|told|added|according|reported|has|have|had|was|were|will|would|could|should|did|been|urged|called|announced|warned|accused|denied|claimed)\b/i
const SMALL_WORDS = /^(?:of|in|at|the|a|an|and|on|for|with|to|by|from|near|de|la|von|van|bin|al)$/
const NAME_WORDS = 14
const BESIDE_WORDS = 45

/**
 * Whether the line next to a credit is the caption of that picture. `sameBlock`: the source sets paragraphs apart by blank lines and put none here;
 * otherwise only a line that is no sentence (a name with its title) will do, because losing a caption costs less than losing a fact.
 */
export function isCaptionBeside(text: string, sameBlock: boolean): boolean {
  if (wordCount(text) > BESIDE_WORDS || !isOneSentence(text) || /["“”]/.test(text) || REPORTED.test(text)) return false
  return isNamePhrase(text) || (sameBlock && endsWithStop(text))
}

/** `Assistant Minister Jane Roe.`: capitals and small words only, no verb. */
function isNamePhrase(text: string): boolean {
  const words = text
    .replace(/[.,;:()"“”]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0 || words.length > NAME_WORDS || !endsWithStop(text)) return false
  return (
    words.every((word) => SMALL_WORDS.test(word) || /^[\p{Lu}\p{N}]/u.test(word)) &&
    words.filter((word) => /^\p{Lu}/u.test(word)).length >= 2
  )
}
