import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { rootName, seed, seedUpdate } from './seed';

describe('the beginning of a document', () => {
  it('is the same bytes for everybody', () => {
    expect(seedUpdate()).toEqual(seedUpdate());
  });

  it('is one paragraph, also when two people begin at once', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    seed(one);
    seed(two);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(one.getXmlFragment(rootName).length).toBe(1);
    expect(one.getXmlFragment(rootName).toString()).toContain('<paragraph');
  });

  it('leaves a document alone that has begun', () => {
    const doc = new Y.Doc();
    doc.getXmlFragment(rootName).insert(0, [new Y.XmlElement('blockGroup')]);
    const before = Y.encodeStateVector(doc);
    seed(doc);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});
