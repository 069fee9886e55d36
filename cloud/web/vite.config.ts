import { defineConfig } from 'vitest/config';

// The page runs under `default-src 'self'`: no inline scripts, no data: addresses, no injected style elements.
export default defineConfig({
    build: {
        target: 'es2022',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        cssCodeSplit: false,
        chunkSizeWarningLimit: 700,
    },
    server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:5180' } },
    preview: { host: '127.0.0.1' },
    test: { include: ['tests/unit/**/*.test.ts'] },
});
