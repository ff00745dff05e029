import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precompressed } from './precompressed.js';

/** What the browsers inside WeCom speak: an old Chromium on Windows and Android, WebKit on Apple's. */
const OLDEST_BROWSERS = ['chrome86', 'safari14'];

/** The dashboard, and GraphiQL, which `/graphql` answers browsers with. */
const PAGES = ['index.html', 'graphiql.html'].map((page) => fileURLToPath(new URL(page, import.meta.url)));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [precompressed()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/dashboard', import.meta.url)),
    emptyOutDir: true,
    rolldownOptions: {
      input: PAGES,
      checks: { moduleLevelDirective: false }, // “use client” means nothing here
    },
    target: OLDEST_BROWSERS,
    cssTarget: OLDEST_BROWSERS,
    assetsInlineLimit: 0, // the content security policy lets nothing be inlined
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
  },
});
