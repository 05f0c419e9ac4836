import { defineConfig } from 'vitest/config'

// The limits only end what hangs: a busy machine may take many times as long as an idle one. Much of the time is spent waiting, so two cores take two files at once.
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 },
})
