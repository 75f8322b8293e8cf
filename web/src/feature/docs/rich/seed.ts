// The one empty paragraph that a new document begins with. Everybody who opens an empty document
// writes the very same bytes, by one fixed client, so that two who come at once begin one document
// and not two: the same update applied twice is applied once.
import * as Y from 'yjs';

export const rootName = 'document-store';

const seedClient = 1;

export function seedUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = seedClient;
  doc.transact(() => {
    const group = new Y.XmlElement('blockGroup');
    doc.getXmlFragment(rootName).insert(0, [group]);
    const container = new Y.XmlElement('blockContainer');
    container.setAttribute('id', 'initialBlockId');
    group.insert(0, [container]);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.setAttribute('backgroundColor', 'default');
    paragraph.setAttribute('textColor', 'default');
    paragraph.setAttribute('textAlignment', 'left');
    container.insert(0, [paragraph]);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** Does nothing where there is something already. */
export function seed(doc: Y.Doc): void {
  if (doc.getXmlFragment(rootName).length === 0) Y.applyUpdate(doc, seedUpdate(), 'seed');
}
