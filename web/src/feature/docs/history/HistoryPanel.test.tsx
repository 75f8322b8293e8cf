import type { Client, DocumentHandle, VersionsPage } from '@atelier/sdk';
import { MantineProvider } from '@mantine/core';
import { act, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { Provider } from 'react-redux';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createI18n } from '../../../i18n';
import { ClientContext } from '../../../state/client';
import { connectionSlice } from '../../../state/connectionSlice';
import { createStore } from '../../../state/store';
import { HistoryPanel } from './HistoryPanel';
import type { History } from './useHistory';

// The words are loaded first, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

const at = Date.UTC(2026, 10, 20, 12);
const page: VersionsPage = {
  versions: [
    { at: at + 60_000, kind: 'automatic', authors: ['li'] },
    { at, kind: 'named', id: 'v1', name: 'Sent', from: 'ana', authors: ['ana'] },
  ],
  moments: [
    { at, author: 'ana', added: 5, removed: 0 },
    { at: at + 60_000, author: 'li', added: 2, removed: 0 },
  ],
  people: { ana: { name: 'Ana', kind: 'user' }, li: { name: 'Li', kind: 'guest' } },
};
const difference = {
  blocks: [
    {
      type: 'paragraph',
      props: {},
      depth: 0,
      change: 'same',
      runs: [
        { text: 'Hello', change: 'same' },
        { text: ' you', change: 'added', from: 'li', at },
      ],
    },
  ],
  added: 4,
  removed: 0,
  people: page.people,
};
const failed = { ok: false, error: { code: 'unavailable', message: '' } };

async function open(versions: () => unknown) {
  const asked = vi.fn(() => Promise.resolve({ ok: true, value: difference }));
  const name = vi.fn(() => Promise.resolve({ ok: true, value: { at: at + 59_999 } }));
  const stored = { versions: () => Promise.resolve(versions()), difference: asked, name };
  const told = new Set<(event: object) => void>();
  const rooms = {
    on: (_name: string, listener: (event: object) => void) => {
      told.add(listener);
      return () => told.delete(listener);
    },
  };
  const client = {
    session: { get: () => Promise.resolve(failed) },
    documents: { stored: () => Promise.resolve(stored) },
    connection: { serverNow: () => at },
    rooms,
  } as unknown as Client;
  const store = createStore(client);
  store.dispatch(connectionSlice.actions.stateChanged({ state: { name: 'online' }, at: 0 }));
  const handle = { doc: new Y.Doc() } as unknown as DocumentHandle;
  const nothing = { mayLook: true, opened: true, covered: false, authors: false };
  const history: History = { ...nothing, open: vi.fn(), cover: vi.fn(), showAuthors: vi.fn() };
  const i18n = await createI18n('en');
  render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider>
        <Provider store={store}>
          <ClientContext value={client}>
            <HistoryPanel
              {...{ room: 'r', document: 'rich.s', title: 'Brief', handle, history, wide: true }}
            />
          </ClientContext>
        </Provider>
      </MantineProvider>
    </I18nextProvider>,
  );
  const tell = (payload: unknown) => {
    for (const listener of told) listener({ room: 'r', payload });
  };
  return { store, history, asked, name, tell };
}

describe('the history beside a document', () => {
  it('[VER23] lists versions, and shows what changed in the one that is chosen', async () => {
    const { history, asked } = await open(() => ({ ok: true, value: page }));
    await userEvent.click(await screen.findByRole('button', { name: /^Sent/ }));
    expect(history.cover).toHaveBeenCalledWith(true);
    expect((await screen.findByTitle('Added by Li')).textContent).toBe('Added by Li:  you');
    expect(asked).toHaveBeenLastCalledWith('rich.s', { to: at });
    screen.getByText('Change 1 of 1');
    await userEvent.click(screen.getByLabelText('Changes since'));
    await vi.waitFor(() => expect(asked).toHaveBeenLastCalledWith('rich.s', { from: at }));
    await userEvent.click(screen.getByRole('button', { name: 'Back to the text as it is now' }));
    expect(history.cover).toHaveBeenLastCalledWith(false);
  });

  it('[VER24] names an older time that is being read', async () => {
    const { asked, name } = await open(() => ({ ok: true, value: page }));
    await userEvent.click(await screen.findByRole('button', { name: /^Sent/ }));
    expect(screen.getAllByRole('button', { name: 'Name this version' })).toHaveLength(1);
    const [newest] = screen.getAllByRole('button', { name: /by Li$|Li/ });
    await userEvent.click(newest!);
    const region = await screen.findByRole('region', { name: /^Version: Nov/ });
    await userEvent.click(within(region).getByRole('button', { name: 'Name this version' }));
    await userEvent.type(within(region).getByRole('textbox'), 'Later{Enter}');
    expect(name).toHaveBeenCalledWith('rich.s', 'Later', { at: at + 60_000 });
    await vi.waitFor(() =>
      expect(asked).toHaveBeenLastCalledWith('rich.s', { from: at, to: at + 59_999 }),
    );
  });

  it('[VER31] learns of names that others give', async () => {
    let named = page;
    const { tell } = await open(() => ({ ok: true, value: named }));
    await screen.findByRole('button', { name: /^Sent/ });
    named = {
      ...page,
      versions: page.versions.map((one) => (one.id ? { ...one, name: 'Out' } : one)),
    };
    tell({ versions: 'rich.other' });
    tell({ versions: 'rich.s' });
    await screen.findByRole('button', { name: /^Out/ });
  });

  it('says what went wrong, and reads again', async () => {
    let works = false;
    await open(() => (works ? { ok: true, value: page } : failed));
    await screen.findByRole('alert');
    works = true;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await screen.findByRole('button', { name: 'Name this version' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('keeps what it has while offline, and says so', async () => {
    const { store } = await open(() => ({ ok: true, value: page }));
    await screen.findByRole('button', { name: /^Sent/ });
    const { stateChanged } = connectionSlice.actions;
    act(() => {
      store.dispatch(stateChanged({ state: { name: 'offline' }, at: 1 }));
    });
    await screen.findByText(/^Offline/);
    screen.getByRole('button', { name: /^Sent/ });
  });
});
