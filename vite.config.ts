import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Static files that work under any path. What is not needed to draw (generators, highlighting, zip) is imported
 * lazily where it is used and becomes chunks of its own; the libraries that hardly change are one chunk, so that a new
 * version of the page leaves them in the browser's cache.
 */
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'libraries', test: /node_modules[\\/](react|react-dom|scheduler|@xyflow|d3-[a-z]+)[\\/]/ }],
        },
      },
    },
  },
})
