// Build of the web app: one chunk per surface, hashed names, the emoji data of our languages beside
// the app (nothing is fetched from other hosts), and a preload of the one font the first paint needs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const emojiRoot = dirname(createRequire(import.meta.url).resolve('emojibase-data/package.json'));
const emojiFiles = ['en', 'de'].flatMap((language) =>
  ['data.json', 'messages.json'].map((name) => `${language}/${name}`),
);

function emojiData(): Plugin {
  return {
    name: 'atelier-emoji-data',
    configureServer(server) {
      server.middlewares.use('/emoji', (request, response, next) => {
        const name = emojiFiles.find((file) => request.url === `/${file}`);
        if (!name) return next();
        void readFile(join(emojiRoot, name)).then((bytes) => {
          response.setHeader('Content-Type', 'application/json');
          response.end(bytes);
        });
      });
    },
    async generateBundle() {
      for (const file of emojiFiles) {
        const source = await readFile(join(emojiRoot, file));
        this.emitFile({ type: 'asset', fileName: `emoji/${file}`, source });
      }
    },
  };
}

function preloadFont(): Plugin {
  return {
    name: 'atelier-preload-font',
    apply: 'build',
    transformIndexHtml(_html, context) {
      const font = Object.keys(context.bundle ?? {}).find((name) =>
        /geist-latin-wght-normal.*\.woff2$/.test(name),
      );
      if (!font) return [];
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '' };
      return [{ tag: 'link', injectTo: 'head', attrs: { ...attrs, href: `/${font}` } }];
    },
  };
}

// The rich editor uses more of these packages than the rest of the app; as one module for both they
// would make every room heavier. The editor gets copies of its own, in its own chunk.
function floatingUiApart(): Plugin {
  const copy = '?rich';
  return {
    name: 'atelier-floating-ui-apart',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      const apart = importer?.includes('/@blocknote/') || importer?.endsWith(copy);
      if (!importer || !apart || !source.startsWith('@floating-ui/')) return null;
      const found = await this.resolve(source, importer.replace(copy, ''), { skipSelf: true });
      return found ? found.id + copy : null;
    },
  };
}

// Whole places load with all their parts at once. Of menus, dialogs and other small things the first
// page would have to name every part (4 KB of names in a room), so they find their own.
const places = /\/(App|Door|HomePage|RoomPage|DocStage|RichStage|codemirror|settings|admin)-/;
function preloaded(chunk: string, parts: string[]): string[] {
  return places.test(chunk) ? parts : parts.filter((part) => part.endsWith('.css'));
}

const signs = /icons-react\/dist\/esm\/(?!icons\/)|Icon(Lock|AlertTriangle|Refresh)\.mjs/;

const backend = { target: 'http://127.0.0.1:8080', changeOrigin: false };

export default defineConfig({
  plugins: [react(), emojiData(), preloadFont(), floatingUiApart()],
  server: {
    proxy: {
      '/api': backend,
      '/socket.io': { ...backend, ws: true },
      '/yjs': { ...backend, ws: true },
      '/hocuspocus': { ...backend, ws: true },
      '/events': backend,
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: preloaded },
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'yjs', test: /node_modules\/(yjs|lib0|y-protocols)\// },
            // Both editors name keys by it; neither should bring the other along.
            { name: 'keyname', test: /node_modules\/w3c-keyname\//, priority: 1 },
            {
              name: 'codemirror',
              test: /node_modules\/(@codemirror|@lezer|codemirror|y-codemirror)/,
            },
            // What many chunks share would be many small files, each with its name in every page.
            { name: 'mantine', test: /node_modules\/@mantine\//, minShareCount: 32 },
            { name: 'icons', test: /node_modules\/@tabler\/icons-react\//, minShareCount: 2 },
            // What draws an icon, and the few that the pages before the app show.
            { name: 'signs', test: signs, priority: 1 },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'e2e/*.test.ts'],
    css: false,
  },
});
