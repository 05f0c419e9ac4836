// Which rows of which table are a workspace's (pure). A test fails for a table that stands in neither list.

/** `where` is in terms of :key (`slack:T1`), :platform, :workspace (`T1`), and :after and :before, between which every key of something in it stands. */
export type OwnedTable = Readonly<{
  table: string
  where: string
  /** the same for what is handed out, where that is not what is deleted */
  shown?: string
  /** columns that hold JSON */
  json?: readonly string[]
  /** columns that are never handed out */
  secret?: readonly string[]
  /** made of other rows, and therefore not handed out */
  derived?: true
}>

const BY_KEY = 'workspace = :key'
const BY_PLACE = 'platform = :platform AND workspace = :workspace'
const IN_CHANNELS = 'channel_key > :after AND channel_key < :before'
const DELIVERIES = `delivery_id IN (SELECT id FROM deliveries WHERE ${BY_PLACE})`
const SUBSCRIBED = `subscription_id IN (SELECT id FROM subscriptions WHERE ${BY_PLACE} UNION SELECT subscription_id FROM deliveries WHERE ${BY_PLACE})`

/** In the order in which they are deleted: what others refer to comes after them, and what makes messages go out comes first. */
export const OWNED: readonly OwnedTable[] = [
  { table: 'installations', where: BY_PLACE, secret: ['sealed'] },
  { table: 'delivery_chores', where: DELIVERIES },
  { table: 'delivery_sightings', where: DELIVERIES },
  { table: 'delivery_remarks', where: DELIVERIES },
  { table: 'editions', where: SUBSCRIBED },
  { table: 'pruned_occurrences', where: SUBSCRIBED },
  { table: 'deliveries', where: BY_PLACE, json: ['payload'] },
  { table: 'subscriptions', where: BY_PLACE, json: ['schedule'] },
  { table: 'owner_notices', where: BY_PLACE },
  { table: 'told_facts', where: IN_CHANNELS },
  { table: 'told_in', where: IN_CHANNELS },
  { table: 'source_entries', where: `source_id IN (SELECT id FROM sources WHERE ${BY_KEY})` },
  { table: 'source_pasts', where: `source_id IN (SELECT id FROM sources WHERE ${BY_KEY})`, derived: true },
  { table: 'sources', where: BY_KEY, json: ['state'] },
  { table: 'turns', where: BY_PLACE, json: ['turn'] },
  { table: 'unanswered', where: BY_PLACE },
  { table: 'inbound_seen', where: 'id > :after AND id < :before' },
  { table: 'answer_records', where: BY_KEY, json: ['record'] },
  { table: 'model_requests', where: BY_KEY },
  { table: 'model_use', where: BY_KEY },
  { table: 'workspace_settings', where: BY_KEY },
  { table: 'workspace_topics', where: BY_KEY, json: ['aliases'] },
  { table: 'feedback', where: BY_KEY },
  { table: 'erasures', where: BY_KEY, derived: true },
  { table: 'welcomed', where: BY_KEY },
  { table: 'passage_vectors', where: BY_KEY, derived: true },
  { table: 'index_records', where: BY_KEY, derived: true },
  { table: 'search_segments', where: BY_KEY, derived: true },
  { table: 'article_arrivals', where: BY_KEY, derived: true },
  { table: 'articles', where: BY_KEY },
  { table: 'article_versions', where: BY_KEY },
  { table: 'forgotten_articles', where: BY_KEY },
  // Shared between channels that are sent alike, and nobody's once nothing refers to it.
  {
    ...{ table: 'edition_contents', where: 'id NOT IN (SELECT content FROM editions)', json: ['shown', 'told'] },
    shown: `id IN (SELECT content FROM editions WHERE ${SUBSCRIBED})`,
  },
]

/** Nobody's, or the operator's own. */
export const UNOWNED: readonly string[] = [
  'schema_migrations',
  'delivery_marks',
  'watched_files',
  'removals',
  'hosts',
  'robots_copies',
  'workspace_endings',
]
