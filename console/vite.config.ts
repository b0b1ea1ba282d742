import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

// The console is plain files under dist/console: a script per page that is opened, one style, nothing inline, so that the content security policy needs no exception.
export default defineConfig({
  root: here,
  plugins: [react()],
  // Replaced by a fresh one in every response: the component library writes style elements.
  html: { cspNonce: '__NONCE__' },
  resolve: { alias: [{ find: /^#(.*)$/, replacement: `${here}../src/$1` }] },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // One stylesheet, small: a page's own that failed to come once would be missing from then on.
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // One chunk that runs before every other with schemas: the library of schemas, told not to try eval.
        codeSplitting: { groups: [{ name: 'schemas', test: /node_modules\/zod|src\/no-eval/ }] },
      },
    },
  },
  logLevel: 'warn',
});
