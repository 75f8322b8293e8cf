// The languages that code can be shown in; names are proper names and need no translation. The
// highlighter itself is a chunk of its own (highlight.ts).
export const codeLanguages: Readonly<Record<string, { name: string; aliases?: string[] }>> = {
  text: { name: 'Text', aliases: ['plain', 'plaintext', 'txt', 'none'] },
  bash: { name: 'Bash', aliases: ['sh', 'shell', 'zsh'] },
  c: { name: 'C', aliases: ['h'] },
  cpp: { name: 'C++', aliases: ['c++', 'cc', 'hpp'] },
  css: { name: 'CSS' },
  diff: { name: 'Diff', aliases: ['patch'] },
  markup: { name: 'HTML', aliases: ['html', 'xml', 'svg'] },
  javascript: { name: 'JavaScript', aliases: ['js', 'mjs'] },
  json: { name: 'JSON' },
  jsx: { name: 'JSX' },
  python: { name: 'Python', aliases: ['py'] },
  sql: { name: 'SQL' },
  typescript: { name: 'TypeScript', aliases: ['ts'] },
};
