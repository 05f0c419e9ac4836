// Where search keeps what it made of many articles at once. All of it can be made again from the articles: losing one costs time, nothing else.

export type SegmentStore = {
  /** `format`: which form the bytes have; the caller owns its meaning. */
  readonly add: (workspace: string, format: string, bytes: Uint8Array) => Promise<void>
  /** In the order they were added. */
  readonly list: (workspace: string) => Promise<readonly Readonly<{ id: number; format: string }>[]>
  /** The bytes as they were added; null when they are gone or damaged. */
  readonly read: (id: number) => Promise<Uint8Array | null>
  readonly drop: (ids: readonly number[]) => Promise<void>
}
