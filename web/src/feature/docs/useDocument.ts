// One open document: the SDK's handle, its copy in this browser, and what it says about its safety.
import type { DocumentHandle, DocumentState } from '@atelier/sdk';
import { useEffect, useState } from 'react';
import { IndexeddbPersistence } from 'y-indexeddb';
import { useClient } from '../../state/client';
import { savedSlice, type SourceState } from '../../state/savedSlice';
import { useAppDispatch } from '../../state/store';

export interface OpenDocument {
  handle: DocumentHandle;
  state: DocumentState;
  loaded: boolean;
}

export interface DocumentOptions {
  room: string;
  name: string;
  /** Whose copy it is: two people at one device never share theirs. */
  person: string | undefined;
  mayEdit: boolean;
  /** Over the socket that all such documents share. */
  shared?: boolean;
}

function safetyOf(handle: DocumentHandle, kept: boolean, changes: number): SourceState {
  const { state } = handle;
  switch (state) {
    case 'saved':
      return { kind: 'saved' };
    case 'saving':
      return { kind: 'saving', since: Date.now() };
    case 'connecting':
      return handle.unsaved ? { kind: 'saving', since: Date.now() } : { kind: 'reconnecting' };
    case 'offline':
      return { kind: 'offline', changes, kept };
    case 'readonly':
      return { kind: 'readOnly' };
    case 'error':
      return { kind: 'notSaved', reason: handle.error?.code ?? 'internal' };
  }
}

/** Follows one handle until it is destroyed; the answer stops following. */
function follow(
  handle: DocumentHandle,
  options: DocumentOptions,
  report: (state: SourceState, loaded: boolean) => void,
): () => void {
  let changes = 0;
  let kept = false;
  let local = false;
  const tell = () => {
    if (handle.state === 'saved') changes = 0;
    report(safetyOf(handle, kept, changes), handle.loaded || local);
  };
  const stops = [handle.on('state', tell), handle.on('loaded', tell)];
  // The last argument is the transaction; changes that came from elsewhere are not mine to save.
  const onUpdate = (
    _update: Uint8Array,
    _origin: unknown,
    _doc: unknown,
    tr: { local: boolean },
  ) => {
    if (tr.local) changes += 1;
    tell();
  };
  handle.doc.on('update', onUpdate);
  const { person, mayEdit, room, name } = options;
  let store: IndexeddbPersistence | undefined;
  if (mayEdit && person) {
    store = new IndexeddbPersistence(`atelier/${person}/${room}/${name}`, handle.doc);
    store.whenSynced
      .then(() => {
        kept = true;
        // What was kept here can be read before the server answers, unless there is nothing.
        local = handle.doc.store.clients.size > 0;
        tell();
      })
      .catch(tell);
  }
  tell();
  return () => {
    for (const stop of stops) stop();
    handle.doc.off('update', onUpdate);
    void store?.destroy();
  };
}

export function useDocument(options: DocumentOptions): OpenDocument | null {
  const { room, name, person, mayEdit, shared = false } = options;
  const client = useClient();
  const dispatch = useAppDispatch();
  const [open, setOpen] = useState<OpenDocument | null>(null);
  useEffect(() => {
    let closed = false;
    let stop: (() => void) | undefined;
    const source = `document/${room}/${name}`;
    const { documents } = client;
    const opening = shared ? documents.openShared(room, name) : documents.open(room, name);
    void opening.then((handle) => {
      if (closed) return handle.destroy();
      const unfollow = follow(handle, { room, name, person, mayEdit }, (state, loaded) => {
        dispatch(savedSlice.actions.reported({ source, room, state }));
        setOpen({ handle, state: handle.state, loaded });
      });
      stop = () => {
        unfollow();
        handle.destroy();
      };
    });
    return () => {
      closed = true;
      stop?.();
      setOpen(null);
      dispatch(savedSlice.actions.withdrawn(source));
    };
  }, [client, dispatch, room, name, person, mayEdit, shared]);
  return open;
}
