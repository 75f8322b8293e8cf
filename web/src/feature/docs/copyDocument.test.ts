import type { Client, DocumentState } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { copyDocument } from './copyDocument';

const wish = { room: 'r', from: 'text.a', to: 'text.b' };

function original(text: string): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, text);
  return Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>;
}

/** A document that loads at once, and is stored or refused a moment after it was changed. */
function target(after: DocumentState) {
  const listeners = new Set<() => void>();
  const doc = new Y.Doc();
  const handle = {
    doc,
    loaded: true,
    state: 'saved' as DocumentState,
    unsaved: false,
    error: after === 'error' ? { code: 'too_large', message: '' } : undefined,
    destroyed: false,
    on: (_name: string, listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: () => {
      handle.destroyed = true;
    },
  };
  doc.on('update', () => {
    handle.unsaved = true;
    queueMicrotask(() => {
      handle.unsaved = after !== 'saved';
      handle.state = after;
      for (const listener of listeners) listener();
    });
  });
  return handle;
}

function documents(handle: object, read: object): Client['documents'] {
  const stored = { download: () => Promise.resolve(read) };
  return {
    open: () => Promise.resolve(handle),
    stored: () => Promise.resolve(stored),
  } as unknown as Client['documents'];
}

const bytes = (update: Uint8Array<ArrayBuffer>) => ({
  ok: true,
  value: { arrayBuffer: () => Promise.resolve(update.buffer) },
});

describe('copying a document', () => {
  it('writes its content into the new one and ends once that is stored', async () => {
    const handle = target('saved');
    const result = await copyDocument(documents(handle, bytes(original('Hello'))), wish);
    expect(result.ok).toBe(true);
    expect(handle.doc.getText('text').toString()).toBe('Hello');
    expect(handle.destroyed).toBe(true);
  });

  it('tried again it holds the content once', async () => {
    const handle = target('saved');
    const read = bytes(original('Hello'));
    await copyDocument(documents(handle, read), wish);
    await copyDocument(documents(handle, read), wish);
    expect(handle.doc.getText('text').toString()).toBe('Hello');
  });

  it('of nothing is nothing', async () => {
    const read = { ok: false, error: { code: 'not_found', message: '' } };
    const handle = target('error');
    expect((await copyDocument(documents(handle, read), wish)).ok).toBe(true);
  });

  it('says why it failed', async () => {
    const handle = target('error');
    const result = await copyDocument(documents(handle, bytes(original('Hello'))), wish);
    expect(result).toMatchObject({ ok: false, error: { code: 'too_large' } });
    expect(handle.destroyed).toBe(true);
  });
});
