// One lint configuration for sdk and web. The product's own rules (no text in JSX, no colours outside
// the theme, no `export *`) are plain syntax selectors, so they need no plugin.
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx', 'web/src/test/**', 'web/e2e/**'];
const colours = 'gray|dark|ink|red|amber|green';
const otherColours =
  'blue|cyan|grape|indigo|lime|orange|pink|teal|violet|yellow|white|black|primary|secondary';

const everywhere = [
  { selector: 'ExportAllDeclaration', message: 'Name what is exported; no `export *`.' },
  { selector: 'ExportDefaultDeclaration', message: 'Use named exports.' },
];
const jsxText = [
  {
    selector: 'JSXText[value=/[A-Za-z\\u00C0-\\u024F]{2,}/]',
    message: 'Text belongs in src/i18n; use t().',
  },
  {
    selector:
      'JSXAttribute[name.name=/^(label|placeholder|title|aria-label|alt|description)$/] > Literal[value=/[A-Za-z]{2,}/]',
    message: 'Text belongs in src/i18n; use t().',
  },
];
const looks = [
  {
    selector: 'Literal[value=/^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/]',
    message: 'Colours live in web/src/ui/theme.ts.',
  },
  {
    selector: `JSXAttribute[name.name=/^(c|color|bg)$/] > Literal[value=/^(${otherColours})(\\.\\d)?$/]`,
    message: `Only ${colours} are colours of the theme.`,
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'build/**', 'web/public/**', 'server/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      'no-restricted-syntax': ['error', ...everywhere],
      'max-lines': ['error', { max: 450 }],
      'max-lines-per-function': ['error', { max: 60 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['web/src/**/*.ts', 'web/src/**/*.tsx'],
    ignores: ['web/src/ui/theme.ts', ...tests],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...jsxText, ...looks],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@tabler/icons-react', message: 'Import icons from ui/icons.' }] },
      ],
    },
  },
  { files: ['web/src/ui/icons.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['**/*.config.ts', '**/*.config.js', '.dependency-cruiser.cjs', '**/scripts/**'],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' },
  },
);
