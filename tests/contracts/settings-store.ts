// What any SettingsStore must do; run by each store's own test.
import { describe, expect, it } from 'vitest'
import type { SettingsStore } from '../../src/ports/settings-store.ts'

export function settingsStoreContract(open: () => Promise<SettingsStore>): void {
  describe('a settings store', () => {
    it('has nothing settled at first, and keeps what is, workspace by workspace', async () => {
      const store = await open()
      expect(await store.get('slack:T1')).toEqual({ timeZone: null, subscribers: null, quietLine: null })
      expect(await store.change('slack:T1', { timeZone: 'Asia/Yangon' })).toEqual({
        timeZone: 'Asia/Yangon',
        subscribers: null,
        quietLine: null,
      })
      await store.change('slack:T1', { subscribers: 'admins', quietLine: false })
      expect(await store.get('slack:T1')).toEqual({ timeZone: 'Asia/Yangon', subscribers: 'admins', quietLine: false })
      expect(await store.get('discord:T1')).toEqual({ timeZone: null, subscribers: null, quietLine: null })
      expect((await store.change('slack:T1', { answers: 'private' })).answers).toBe('private')
      expect((await store.get('slack:T1')).answers).toBe('private')
      await store.change('slack:T1', { subscribers: null })
      expect(await store.get('slack:T1')).toMatchObject({ subscribers: null, quietLine: false })
    })
  })
}
