// What any Transact must do, seen through an article store; run by each store's own test.
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { OPERATOR } from '../../src/domain/article.ts'
import type { ArticleStore, Transact } from '../../src/ports/article-store.ts'
import { anArticle } from './article-store.ts'

type Opened = Readonly<{ articles: ArticleStore; transact: Transact }>

export function transactContract(open: () => Promise<Opened>): void {
  const has = async (articles: ArticleStore, id: string) => (await articles.get(id, [OPERATOR])) !== null

  describe('a transaction', () => {
    it('gives back what the work returns and keeps what it wrote', async () => {
      const { articles, transact } = await open()
      const result = await transact(async () => {
        await articles.put(anArticle())
        return 'done'
      })
      expect(result).toBe('done')
      expect(await has(articles, 'a1')).toBe(true)
    })

    it('keeps nothing when the work throws, and goes on serving others', async () => {
      const { articles, transact } = await open()
      const work = transact(async () => {
        await articles.put(anArticle())
        await turn()
        throw new Error('after the write')
      })
      await expect(work).rejects.toThrow('after the write')
      expect(await has(articles, 'a1')).toBe(false)
      await articles.put(anArticle({ id: 'next' }))
      expect(await has(articles, 'next')).toBe(true)
    })

    it('sees its own writes, and nobody else sees them before the end', async () => {
      const { articles, transact } = await open()
      let seenOutside: boolean | undefined
      let outside: Promise<void> = Promise.resolve()
      const ask = async () => {
        seenOutside = await has(articles, 'a1')
      }
      let startAsking: () => void = () => {}
      const asked = new Promise<void>((resolve) => {
        startAsking = resolve
      })
      outside = asked.then(ask) // registered outside the transaction, so it runs outside it
      const work = transact(async () => {
        await articles.put(anArticle())
        expect(await has(articles, 'a1')).toBe(true)
        startAsking()
        for (let i = 0; i < 5; i++) await turn()
        throw new Error('undone')
      })
      await expect(work).rejects.toThrow('undone')
      await outside
      expect(seenOutside).toBe(false)
    })

    it('never takes a write from outside into a transaction that is undone later', async () => {
      const { articles, transact } = await open()
      let inside: () => void = () => {}
      const begun = new Promise<void>((resolve) => {
        inside = resolve
      })
      const work = transact(async () => {
        await articles.put(anArticle({ id: 'undone' }))
        inside()
        for (let i = 0; i < 5; i++) await turn()
        throw new Error('undone')
      })
      await begun
      const plain = articles.put(anArticle({ id: 'kept' }))
      await expect(work).rejects.toThrow('undone')
      await plain
      expect(await has(articles, 'undone')).toBe(false)
      expect(await has(articles, 'kept')).toBe(true)
    })

    it('runs concurrent transactions one after the other, each whole', async () => {
      const { articles, transact } = await open()
      const steps: string[] = []
      const work = (name: string, fails: boolean) =>
        transact(async () => {
          steps.push(`${name} begins`)
          await articles.put(anArticle({ id: `${name}1` }))
          await turn()
          await articles.put(anArticle({ id: `${name}2` }))
          steps.push(`${name} ends`)
          if (fails) throw new Error(name)
        })
      await Promise.allSettled([work('a', false), work('b', true), work('c', false)])
      expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
      const kept = await articles.many(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'], [OPERATOR])
      expect([...kept.keys()].sort()).toEqual(['a1', 'a2', 'c1', 'c2'])
    })

    it('joins a nested transaction, also one that runs beside another', async () => {
      const { articles, transact } = await open()
      await transact(async () => {
        await Promise.all(['a', 'b'].map((id) => transact(() => articles.put(anArticle({ id })))))
      })
      expect((await articles.many(['a', 'b'], [OPERATOR])).size).toBe(2)
    })

    it('undoes all when a nested transaction fails, even if its error was caught', async () => {
      const { articles, transact } = await open()
      const work = transact(async () => {
        await articles.put(anArticle({ id: 'before' }))
        await transact(async () => {
          await articles.put(anArticle({ id: 'nested' }))
          throw new Error('nested fails')
        }).catch(() => {})
      })
      await expect(work).rejects.toMatchObject({ code: 'transaction-abandoned' })
      expect((await articles.many(['before', 'nested'], [OPERATOR])).size).toBe(0)
    })

    it('goes on after a single write that was refused and caught', async () => {
      const { articles, transact } = await open()
      await transact(async () => {
        await articles.put(anArticle())
        await articles.put(anArticle({ text: 'Another text.' })).catch(() => {})
        await articles.put(anArticle({ id: 'second' }))
      })
      expect((await articles.many(['a1', 'second'], [OPERATOR])).size).toBe(2)
    })
  })
}
