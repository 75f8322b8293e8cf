// Several yjs clients that edit one document at random, out of a seed, while their updates reach one
// another late and in any order.
import * as Y from 'yjs';

/** Numbers below 1 out of a seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Chance {
  constructor(seed) {
    this.next = random(seed);
  }
  below(count) {
    return Math.floor(this.next() * count);
  }
  of(list) {
    return list[this.below(list.length)];
  }
  shuffled(list) {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  }
}

const words = ['a', 'hello ', '日本', '😀', '👩‍🚀', 'é\n', 'xyz', '𝒳b'];
const values = (chance) =>
  chance.of([
    () => chance.below(1000) - 500,
    () => 0.1 * chance.below(100),
    () => -0,
    () => 2 ** 40 + chance.below(9),
    () => 1e21,
    () => null,
    () => undefined,
    () => chance.of(words),
    () => 10n ** 15n,
    () => new Uint8Array([1, chance.below(256)]),
    () => ({ b: 1, 2: 'two', a: [undefined, { c: null }] }),
    () => [],
  ])();

/** A list takes undefined and BigInt only within an object. */
const listed = (value) => (value === undefined || typeof value === 'bigint' ? { value } : value);

/** An index that is not within a surrogate pair: editors do not put their cursor there. */
function place(chance, text) {
  const plainText = text.toDelta().map(({ insert }) => (typeof insert === 'string' ? insert : '\0'));
  const units = plainText.join('');
  const index = chance.below(units.length + 1);
  const within = /[\ud800-\udbff]/.test(units[index - 1] ?? '');
  return within ? index - 1 : index;
}

function nested(chance) {
  const type = chance.of([Y.Map, Y.Array, Y.Text]);
  if (type === Y.Text) return new Y.Text(chance.of(words));
  if (type === Y.Array) return Y.Array.from([chance.below(9), new Y.Map([['in', true]])]);
  return new Y.Map([['v', values(chance)], ['list', new Y.Array()]]);
}

const formats = [{ bold: true }, { bold: null }, { i: { x: 1 } }, { color: '#888', bold: true }];
const embeds = [{ image: 'u' }, { 1: 'one', n: 1e21 }, { deep: [null, { a: 1e-7 }] }];

function editText(chance, text) {
  const [a, b] = [place(chance, text), place(chance, text)].sort((x, y) => x - y);
  const kind = chance.below(10);
  if (kind < 4) text.insert(a, chance.of(words), chance.below(3) ? undefined : chance.of(formats));
  else if (kind < 6) text.delete(a, b - a);
  else if (kind < 8) text.format(a, b - a, chance.of(formats));
  else if (kind < 9) text.insertEmbed(a, chance.of(embeds));
  else text.insertEmbed(a, nested(chance));
}

function editList(chance, list, make) {
  const length = list.length;
  const index = chance.below(length + 1);
  if (length > 0 && chance.below(3) === 0) {
    list.delete(Math.min(index, length - 1), 1);
  } else {
    list.insert(index, [make(), ...(chance.below(2) ? [make()] : [])]);
  }
}

function editMap(chance, map, subdocument) {
  const key = chance.of(['a', 'b', '7', 'ключ', '😀']);
  const kind = chance.below(8);
  if (kind === 0) map.delete(key);
  else if (kind === 1) map.set('doc', new Y.Doc({ guid: subdocument, meta: { n: 1 } }));
  else map.set(key, kind < 5 ? values(chance) : nested(chance));
}

function editXml(chance, parent) {
  const children = parent.toArray();
  const child = children.length > 0 ? chance.of(children) : undefined;
  if (child instanceof Y.XmlText) return editText(chance, child);
  if (child instanceof Y.XmlElement && chance.below(2)) {
    if (chance.below(2)) return editXml(chance, child);
    return child.setAttribute(chance.of(['id', 'level']), chance.of(['1', 'x', 2]));
  }
  const make = () =>
    chance.below(3) ? new Y.XmlElement(chance.of(['P', 'ul'])) : new Y.XmlText(chance.of(words));
  return editList(chance, parent, make);
}

/** The types within the map and the array, to edit them too. */
function nestedTypes(doc) {
  const list = [...doc.getMap('map').values(), ...doc.getArray('array').toArray()];
  return list.filter((value) => value instanceof Y.AbstractType);
}

class Client {
  constructor(id, publish) {
    this.doc = new Y.Doc();
    this.doc.clientID = id;
    const roots = [this.doc.getText('text'), this.doc.getMap('map'), this.doc.getArray('array')];
    this.undo = new Y.UndoManager([...roots, this.doc.getXmlFragment('xml')], {
      captureTimeout: 0,
    });
    let v1;
    this.doc.on('update', (update, origin, doc, { local }) => (v1 = local ? update : undefined));
    this.doc.on('updateV2', (v2) => v1 && publish({ v1, v2 }));
  }

  edit(chance) {
    const { doc } = this;
    const guid = `sub-${chance.below(5)}`;
    const element = () => (chance.below(4) ? listed(values(chance)) : nested(chance));
    const within = chance.of([undefined, ...nestedTypes(doc)]);
    const kinds = [
      () => editText(chance, doc.getText('text')),
      () => editText(chance, doc.getText('text')),
      () => editMap(chance, doc.getMap('map'), guid),
      () => editList(chance, doc.getArray('array'), element),
      () => editXml(chance, doc.getXmlFragment('xml')),
      () => within instanceof Y.Text && editText(chance, within),
      () => within instanceof Y.Map && editMap(chance, within, guid),
      () => within instanceof Y.Array && editList(chance, within, element),
    ];
    if (chance.below(12) === 0) return chance.below(3) ? this.undo.undo() : this.undo.redo();
    return doc.transact(() => {
      for (let left = 1 + chance.below(3); left > 0; left -= 1) chance.of(kinds)();
    });
  }
}

/** All updates, {v1, v2} each, in the order in which they were made: a causal one. */
export function editTogether(chance, clients, rounds) {
  const updates = [];
  const waiting = [];
  const members = Array.from({ length: clients }, (_, index) => {
    const id = chance.of([index + 1, 300 + index, 2 ** 32 - 1 - index, 2 ** 31 + index]);
    return new Client(id, (update) => {
      updates.push(update);
      members.forEach((to, at) => at !== index && waiting.push({ to, update }));
    });
  });
  const deliver = () => {
    const [{ to, update }] = waiting.splice(chance.below(Math.min(waiting.length, 8)), 1);
    Y.applyUpdate(to.doc, update.v1);
  };
  for (let round = 0; round < rounds; round += 1) {
    chance.of(members).edit(chance);
    while (waiting.length > 0 && chance.below(3)) deliver();
  }
  while (waiting.length > 0) deliver();
  return updates;
}
