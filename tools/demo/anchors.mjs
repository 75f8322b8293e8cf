// Where a passage of a demo document stands, as the app's editors tell it to the server: both ends as
// relative positions of Yjs.
import * as Y from 'yjs';
import { rootName } from './rich_blocks.mjs';

function textsUnder(node) {
  if (node instanceof Y.XmlText) return [node];
  return node.toArray().flatMap(textsUnder);
}

const wordsOf = (text) =>
  text
    .toDelta()
    .map(({ insert }) => insert)
    .join('');

/** A number as Yjs writes lengths. */
function varUint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

export function anchorOf(doc, passage, rich) {
  const texts = rich ? textsUnder(doc.getXmlFragment(rootName)) : [doc.getText('text')];
  const found = texts.filter((text) => wordsOf(text).includes(passage));
  if (found.length !== 1) throw new Error(`"${passage}" stands in ${found.length} places`);
  const [text] = found;
  const from = wordsOf(text).indexOf(passage);
  // The end of a passage belongs to the words before it in a plain text, as its editor has it.
  const ends = [
    Y.createRelativePositionFromTypeIndex(text, from, 0),
    Y.createRelativePositionFromTypeIndex(text, from + passage.length, rich ? 0 : -1),
  ];
  const bytes = ends.map((end) => Y.encodeRelativePosition(end));
  return Buffer.from(bytes.flatMap((end) => [...varUint(end.length), ...end])).toString('base64');
}
