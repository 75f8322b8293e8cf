// What the toolbar does to the text: marks around the selection, marks in front of lines. Pure over
// strings, applied by the editor.
import type { EditorView } from '@codemirror/view';

export type Format = 'bold' | 'italic' | 'code' | 'link' | 'heading' | 'list' | 'tasks' | 'quote';

export interface TextChange {
  from: number;
  to: number;
  insert: string;
  /** Selection afterwards. */
  anchor: number;
  head: number;
}

const around: Partial<Record<Format, [string, string]>> = {
  bold: ['**', '**'],
  italic: ['_', '_'],
  code: ['`', '`'],
  link: ['[', '](https://)'],
};
const before: Partial<Record<Format, string>> = {
  heading: '## ',
  list: '- ',
  tasks: '- [ ] ',
  quote: '> ',
};

export function formatText(text: string, from: number, to: number, format: Format): TextChange {
  const marks = around[format];
  if (marks) {
    const [open, close] = marks;
    const inner = text.slice(from, to);
    const anchor = from + open.length;
    return { from, to, insert: open + inner + close, anchor, head: anchor + inner.length };
  }
  const prefix = before[format] ?? '';
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const found = text.indexOf('\n', to);
  const end = found < 0 ? text.length : found;
  const lines = text.slice(start, end).split('\n');
  const all = lines.every((line) => line.startsWith(prefix));
  const insert = lines.map((line) => (all ? line.slice(prefix.length) : prefix + line)).join('\n');
  return {
    from: start,
    to: end,
    insert,
    anchor: start + insert.length,
    head: start + insert.length,
  };
}

export function applyFormat(view: EditorView, format: Format): void {
  const { from, to } = view.state.selection.main;
  const change = formatText(view.state.doc.toString(), from, to, format);
  view.dispatch({
    changes: { from: change.from, to: change.to, insert: change.insert },
    selection: { anchor: change.anchor, head: change.head },
  });
  view.focus();
}
