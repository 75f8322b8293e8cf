// Blocks of a rich document, as the app's editor keeps them in Yjs, from the little Markdown that the
// demo's texts use: headings, paragraphs, lists, tables; strong, emphasis and code in a line.
import { createHash } from 'node:crypto';
import * as Y from 'yjs';

export const rootName = 'document-store';

const looks = { backgroundColor: 'default', textColor: 'default', textAlignment: 'left' };
const inline = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`/g;

function element(name, attributes, children) {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(0, children);
  return made;
}

/** Pieces of a line: [text, marks]. */
function pieces(line) {
  const found = [];
  let at = 0;
  for (const match of line.matchAll(inline)) {
    const [whole, bold, italic, code] = match;
    if (match.index > at) found.push([line.slice(at, match.index), {}]);
    const mark = bold ? { bold: {} } : italic ? { italic: {} } : { code: {} };
    found.push([bold ?? italic ?? code, mark]);
    at = match.index + whole.length;
  }
  if (at < line.length) found.push([line.slice(at), {}]);
  return found;
}

function text(line) {
  const made = new Y.XmlText();
  made.applyDelta(pieces(line).map(([insert, attributes]) => ({ insert, attributes })));
  return made;
}

function row(line, cell) {
  const words = line.split('|').slice(1, -1);
  const place = { ...looks, colspan: 1, rowspan: 1 };
  const cells = words.map((word) =>
    element(cell, place, [element('tableParagraph', {}, [text(word.trim())])]),
  );
  return element('tableRow', {}, cells);
}

function table([head, , ...lines]) {
  const rows = [row(head, 'tableHeader'), ...lines.map((line) => row(line, 'tableCell'))];
  return element('table', { textColor: 'default' }, rows);
}

function single(line) {
  const heading = /^(#+) (.*)$/.exec(line);
  if (heading) {
    const more = { level: heading[1].length, isToggleable: false };
    return element('heading', { ...looks, ...more }, [text(heading[2])]);
  }
  const item = /^(?:(-)|\d+\.) (.*)$/.exec(line);
  if (item) {
    return element(item[1] ? 'bulletListItem' : 'numberedListItem', looks, [text(item[2])]);
  }
  return element('paragraph', looks, [text(line)]);
}

/** Appends a block of Markdown; ids are made from its place, so that a second run gives the same. */
export function appendBlock(doc, markdown) {
  const root = doc.getXmlFragment(rootName);
  if (root.length === 0) root.insert(0, [new Y.XmlElement('blockGroup')]);
  const group = root.get(0);
  const lines = markdown.split('\n');
  const contents = lines[0].startsWith('|') ? [table(lines)] : lines.map(single);
  for (const content of contents) {
    const digest = createHash('sha256').update(`${group.length}`).digest('hex');
    const id = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
    group.insert(group.length, [element('blockContainer', { id }, [content])]);
  }
}
