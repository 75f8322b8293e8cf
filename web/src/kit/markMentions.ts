// A remark plugin: "@Name" in plain text becomes a marked span, for names that are really mentioned.
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  data?: { hName: string; hProperties: { className: string | undefined } };
}

export interface MarkMentionsOptions {
  names: readonly string[];
  mark: string | undefined;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function split(node: Node, pattern: RegExp, mark: string | undefined): Node[] {
  const parts = (node.value ?? '').split(pattern).filter((part) => part !== '');
  return parts.map((part) => {
    const text: Node = { type: 'text', value: part };
    if (!part.match(pattern)) return text;
    const data = { hName: 'span', hProperties: { className: mark } };
    return { type: 'emphasis', data, children: [text] };
  });
}

function walk(node: Node, pattern: RegExp, mark: string | undefined): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return split(child, pattern, mark);
    walk(child, pattern, mark);
    return [child];
  });
}

export function markMentions({ names, mark }: MarkMentionsOptions) {
  return (tree: Node): void => {
    if (names.length === 0) return;
    const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escape);
    walk(tree, new RegExp(`(@(?:${longestFirst.join('|')}))`), mark);
  };
}
