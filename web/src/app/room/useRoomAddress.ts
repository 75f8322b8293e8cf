// What is open in a room, read from the address and changed through it: every place has a link.
import { useCallback, useMemo } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { preferences, setPreference, usePreferences } from '../../state/preferences';
import { panels, type Panel } from '../routes';

export interface RoomAddress {
  room: string;
  kind: string | undefined;
  surface: string | undefined;
  /** Null when the panel is closed. */
  panel: Panel | null;
  thread: number | undefined;
  at: number | undefined;
  setPanel: (panel: Panel | null) => void;
  setThread: (root: number | null) => void;
  showMessage: (seq: number) => void;
  placeOf: (kind: string, surface: string) => string;
  /** The state is for the page that opens, once. */
  go: (to: string, state?: object) => void;
}

function numberIn(value: string | null): number | undefined {
  const number = Number(value);
  return value !== null && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function panelIn(value: string | null): Panel | null {
  return panels.find((panel) => panel === value) ?? null;
}

export function useRoomAddress(wide: boolean): RoomAddress {
  const { room = '', kind, surface } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const remembered = usePreferences().panel;
  const named = panelIn(search.get('panel'));
  const byDefault: Panel | null =
    wide && remembered === 'open' ? (kind === 'chat' ? 'people' : 'chat') : null;

  const change = useCallback(
    (edit: (params: URLSearchParams) => void) =>
      setSearch((before) => {
        const params = new URLSearchParams(before);
        edit(params);
        return params;
      }),
    [setSearch],
  );
  const setPanel = useCallback(
    (panel: Panel | null) => {
      if (wide) setPreference('panel', panel ? 'open' : 'closed');
      change((params) => {
        params.delete('thread');
        params.delete('at');
        if (panel) params.set('panel', panel);
        else params.delete('panel');
      });
    },
    [change, wide],
  );
  const actions = useMemo(
    () => ({
      setPanel,
      setThread: (root: number | null) =>
        change((params) => {
          params.set('panel', 'threads');
          if (root === null) params.delete('thread');
          else params.set('thread', String(root));
        }),
      showMessage: (seq: number) =>
        change((params) => {
          params.set('panel', 'chat');
          params.delete('thread');
          params.set('at', String(seq));
        }),
      placeOf: (to: string, id: string) => `/r/${room}/${to}/${id}`,
      go: (to: string, state?: object) => {
        // The panel stays as it is while the stage changes.
        const panel = new URLSearchParams(location.search).get('panel');
        const kept = panel && preferences().panel === 'open';
        void navigate(kept ? `${to}?panel=${panel}` : to, { state });
      },
    }),
    [change, navigate, room, setPanel],
  );
  const thread = numberIn(search.get('thread'));
  const at = numberIn(search.get('at'));
  return { room, kind, surface, panel: named ?? byDefault, thread, at, ...actions };
}
