import { defineConfig } from 'vitest/config';

// Runs against dist/: `npm run build` first.
export default defineConfig({
    test: { include: ['tests/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
