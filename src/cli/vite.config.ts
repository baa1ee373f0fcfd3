import { defineConfig } from 'vite'

/** The command as one file for Node: nothing to install beside it. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    outDir: 'dist-cli',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      output: { format: 'esm', entryFileNames: 'topology.js', codeSplitting: false, banner: '#!/usr/bin/env node' },
    },
  },
})
