// The colours, type and space of the whole product. The values are measured: no contrast violation
// in either theme. This is the only file that may hold a hex colour.
import { createTheme, type CSSVariablesResolver } from '@mantine/core';

// prettier-ignore
export const people = [
  '#bd5700', '#956f00', '#548100', '#058557', '#008282',
  '#037ea7', '#795bce', '#9957c4', '#b44ba1', '#c9456e',
] as const;

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  black: '#1b1e24',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Geist Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.6', xl: '1.4' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.375rem', lineHeight: '1.25' },
      h3: { fontSize: '1.125rem', lineHeight: '1.3' },
      h4: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '3px', sm: '6px', md: '10px', lg: '14px', xl: '999px' },
  defaultRadius: 'sm',
  // prettier-ignore
  colors: {
    gray: ['#f8f9fa', '#f1f2f4', '#e6e8ea', '#d7d9dc', '#c5c7cb', '#8a8e95', '#6a6e75', '#5c6067', '#3c4046', '#1b1e24'],
    dark: ['#e5e6e9', '#bbbec2', '#a0a3a8', '#7d8086', '#45484d', '#2f3236', '#232529', '#191b1e', '#121417', '#0d0e11'],
    ink: ['#f4f7fe', '#e6edfe', '#cedcff', '#b0c6fe', '#8eacfe', '#688dfe', '#5074f0', '#4061d6', '#334fb2', '#273c88'],
    red: ['#fef5f4', '#fee6e4', '#ffcfca', '#feb0a9', '#fe8880', '#f45a56', '#db4241', '#c12d31', '#a02326', '#7a1b1d'],
    amber: ['#fff6ec', '#ffe9d2', '#fed4a7', '#f5bb7b', '#e49f4f', '#cd821a', '#b36e00', '#995e00', '#7e4d02', '#613900'],
    green: ['#eafdef', '#d4f7df', '#b4ecc6', '#8edca9', '#67c78c', '#3bae6e', '#1c985a', '#047c46', '#006b3b', '#00522c'],
  },
  components: {
    Badge: {
      defaultProps: { variant: 'light', radius: 'xs' },
      styles: { label: { textTransform: 'none', fontWeight: 500 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 400 } },
    // The page has one banner; the head of a dialog is none.
    Modal: {
      defaultProps: { attributes: { header: { role: 'presentation' } } },
      styles: { title: { fontSize: '1rem', fontWeight: 600 } },
    },
    Drawer: {
      defaultProps: { attributes: { header: { role: 'presentation' } } },
      styles: { title: { fontSize: '1rem', fontWeight: 600 } },
    },
  },
});

const v = (name: string) => `var(--mantine-color-${name})`;

export const resolver: CSSVariablesResolver = () => ({
  variables: Object.fromEntries(people.map((hex, index) => [`--at-person-${index}`, hex])),
  light: {
    '--mantine-color-dimmed': v('gray-7'),
    '--mantine-color-placeholder': v('gray-7'),
    '--mantine-color-error': v('red-8'),
    '--mantine-color-success': v('green-8'),
    '--mantine-color-anchor': v('ink-8'),
    '--mantine-color-default-border': v('gray-5'),
    '--mantine-color-disabled-color': v('gray-6'),
    '--at-room': v('gray-1'),
    '--at-surface': v('white'),
    '--at-hover': v('gray-2'),
    '--at-line': v('gray-3'),
    '--at-ink-text': v('ink-8'),
    '--at-green-text': v('green-8'),
    '--at-amber-text': v('amber-8'),
    '--at-red-text': v('red-8'),
    '--at-code-type': people[4],
    '--at-code-function': people[7],
    '--at-mine': v('ink-0'),
  },
  dark: {
    '--mantine-color-dimmed': v('dark-2'),
    '--mantine-color-placeholder': v('dark-2'),
    '--mantine-color-error': v('red-4'),
    '--mantine-color-success': v('green-4'),
    '--mantine-color-anchor': v('ink-4'),
    '--mantine-color-default-border': v('dark-3'),
    '--mantine-color-gray-light': v('dark-5'),
    '--mantine-color-ink-light': '#2b3659',
    '--mantine-color-red-light': '#4f272b',
    '--mantine-color-amber-light': '#44351e',
    '--mantine-color-green-light': '#1a3d31',
    '--at-room': v('dark-8'),
    '--at-surface': v('dark-7'),
    '--at-hover': v('dark-5'),
    '--at-line': v('dark-4'),
    '--at-ink-text': v('ink-4'),
    '--at-green-text': v('green-4'),
    '--at-amber-text': v('amber-4'),
    '--at-red-text': v('red-4'),
    '--at-code-type': `color-mix(in srgb, ${people[4]} 60%, ${v('white')})`,
    '--at-code-function': `color-mix(in srgb, ${people[7]} 60%, ${v('white')})`,
    '--at-mine': v('dark-6'),
  },
});
