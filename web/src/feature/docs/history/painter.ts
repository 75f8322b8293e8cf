// What an editor offers so that its passages can be shown in the colours of their authors. Each kind
// of document brings one; it is loaded when it is first asked for.
import type { AuthorIndex, Passage } from './authors';

export interface Looks {
  name: string;
  /** A value of CSS. */
  color: string;
}

export interface Painter {
  /** Paints from now on, also over changes; answers what it painted, or null if it cannot now. */
  paint(index: AuthorIndex, looksOf: (person: string) => Looks): readonly Passage[] | null;
  clear(): void;
}

export function attributesOf({ name, color }: Looks): Record<string, string> {
  return { class: 'at-author', style: `--at-author:${color}`, 'data-author': name };
}
