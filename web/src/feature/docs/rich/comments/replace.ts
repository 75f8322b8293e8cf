// What accepting a suggestion does to the text: the passage gets other words and keeps its formatting.
import { type Node, type NodeType } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { shared } from '../../comments/edit';
import type { Passage } from '../../comments/passage';

/** The part of a passage inside one block of text. */
interface Part extends Passage {
  block: Node;
}

function partsOf(doc: Node, { from, to }: Passage): Part[] {
  const parts: Part[] = [];
  doc.nodesBetween(from, to, (block, at) => {
    if (!block.isTextblock) return true;
    const start = at + 1;
    parts.push({
      block,
      from: Math.max(from, start),
      to: Math.min(to, start + block.content.size),
    });
    return false;
  });
  return parts;
}

function textOf(doc: Node, { from, to }: Passage): string {
  return doc.textBetween(from, to, '\n', '\n');
}

/** The words of a passage as they can be changed: blocks and breaks are lines. */
export function linesOf(doc: Node, passage: Passage): string {
  return partsOf(doc, passage)
    .map((part) => textOf(doc, part))
    .join('\n');
}

/** Text as nodes: a line break where the block knows one, else as it is. */
function inline(block: Node, text: string, like: Node | null): Node[] {
  const { schema } = block.type;
  const marks = like?.marks ?? [];
  const lineBreak: NodeType | undefined = schema.nodes['hardBreak'];
  const lines = lineBreak && !block.type.spec.code ? text.split('\n') : [text];
  return lines.flatMap((line, index) => [
    ...(index > 0 && lineBreak ? [lineBreak.create()] : []),
    ...(line === '' ? [] : [schema.text(line, marks)]),
  ]);
}

function replacePart(transaction: Transaction, { block, from, to }: Part, text: string): void {
  const { doc } = transaction;
  const before = textOf(doc, { from, to });
  const { head, tail } = shared(before, text);
  const place = { from: from + head, to: to - tail };
  const words = text.slice(head, text.length - tail);
  const at = doc.resolve(place.from);
  // New words look like those that they replace, and inserted ones like those before them.
  const like = place.from < place.to ? at.nodeAfter : (at.nodeBefore ?? at.nodeAfter);
  if (words !== '') transaction.replaceWith(place.from, place.to, inline(block, words, like));
  else if (place.from < place.to) transaction.delete(place.from, place.to);
}

/** Over several blocks each gets its line, as long as there is one for each; else they become one. */
export function replacePassage(transaction: Transaction, passage: Passage, text: string): void {
  const parts = partsOf(transaction.doc, passage);
  const [first] = parts;
  if (!first) return;
  const lines = parts.length === 1 ? [text] : text.split('\n');
  if (lines.length !== parts.length) {
    transaction.delete(first.to, passage.to);
    replacePart(transaction, first, text);
    return;
  }
  for (const [index, part] of [...parts.entries()].reverse()) {
    replacePart(transaction, part, lines[index] ?? '');
  }
}
