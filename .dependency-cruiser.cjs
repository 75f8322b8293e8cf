// Layers of sdk and web. A folder may import only what its line lists; type imports count.
const web = {
  ui: [],
  canvas: [],
  i18n: [],
  state: ['i18n'],
  kit: ['ui', 'state', 'i18n'],
};
const sdkOrder = ['core', 'protocol', 'transport', 'offline', 'feature'];

const webRules = Object.entries(web).map(([layer, allowed]) => ({
  name: `web-${layer}`,
  severity: 'error',
  from: { path: `^web/src/${layer}/` },
  to: { path: '^web/src/', pathNot: `^web/src/(${[layer, 'test', ...allowed].join('|')})/` },
}));
const sdkRules = sdkOrder.map((layer, index) => ({
  name: `sdk-${layer}`,
  severity: 'error',
  from: { path: `^sdk/src/${layer}/` },
  to: {
    path: '^sdk/src/',
    pathNot: `^sdk/src/(${[...sdkOrder.slice(0, index + 1), 'test'].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...webRules,
    {
      name: 'web-feature',
      comment: 'A feature knows ui, canvas, state, kit and its own folder, never another feature.',
      severity: 'error',
      from: { path: '^web/src/feature/([^/]+)/' },
      to: {
        path: '^web/src/',
        pathNot: '^web/src/(ui|canvas|state|kit|i18n|test)/|^web/src/feature/$1/',
      },
    },
    {
      name: 'web-sdk-only-in-state',
      comment:
        'Only state (and the composition in app) makes SDK calls; others may name its types.',
      severity: 'error',
      from: { path: '^web/src/(ui|canvas|i18n)/' },
      to: { path: '^sdk/' },
    },
    ...sdkRules,
    { name: 'sdk-no-web', severity: 'error', from: { path: '^sdk/' }, to: { path: '^web/' } },
    {
      name: 'icons',
      severity: 'error',
      from: { path: '^web/src/', pathNot: '^web/src/ui/icons\\.ts$' },
      to: { path: '@tabler/icons-react' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
};
