// What is open in a room, read from the address and changed through it: every place has a link.
import { useCallback, useMemo } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { preferences, setPreference, usePreferences } from '../../state/preferences';
import { panels, type Panel } from '../routes';

export interface RoomAddress {
  room: string;
  kind: string | undefined;
  surface: string | undefined;
  /** What is open, as others are told (FOL5): a surface, `chat`, `room`,
   * `files/<kind>` or `summary/<meeting>`. */
  place: string;
  /** Null when the panel is closed. */
  panel: Panel | null;
  thread: number | undefined;
  at: number | undefined;
  /** What stands beside the stage: a surface, or `chat`; not what is on the stage itself. */
  split: string | undefined;
  /** For links that keep what stands beside. */
  keep: string;
  setPanel: (panel: Panel | null) => void;
  setThread: (root: number | null) => void;
  showMessage: (seq: number) => void;
  setSplit: (place: string | null) => void;
  placeOf: (kind: string, surface: string) => string;
  /** The state is for the page that opens, once; `beside` replaces what stands beside. */
  go: (to: string, state?: object, beside?: string) => void;
}

function placeIn(kind: string | undefined, surface: string | undefined): string {
  if (kind === 'chat') return kind;
  if (kind === 'summary' || kind === 'files') return `${kind}/${surface}`;
  return surface ?? 'room';
}

function numberIn(value: string | null): number | undefined {
  const number = Number(value);
  return value !== null && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function panelIn(value: string | null): Panel | null {
  return panels.find((panel) => panel === value) ?? null;
}

/** Two surfaces need the room of the panel, unless it was asked for. */
function usePanel(search: URLSearchParams, wide: boolean, kind: string | undefined): Panel | null {
  const open = usePreferences().panel === 'open' && wide && !search.has('split');
  return panelIn(search.get('panel')) ?? (open ? (kind === 'chat' ? 'people' : 'chat') : null);
}

/** The panel and what stands beside stay as they are while the stage changes. */
function useGo(): RoomAddress['go'] {
  const navigate = useNavigate();
  return useCallback(
    (to, state, beside) => {
      const now = new URLSearchParams(location.search);
      const panel = preferences().panel === 'open' && now.get('panel');
      const split = beside ?? now.get('split');
      const kept = new URLSearchParams({ ...(panel && { panel }), ...(split && { split }) });
      void navigate({ pathname: to, search: String(kept) }, { state });
    },
    [navigate],
  );
}

export function useRoomAddress(wide: boolean): RoomAddress {
  const { room = '', kind, surface } = useParams();
  const [search, setSearch] = useSearchParams();
  const go = useGo();
  const asked = search.get('split') ?? undefined;
  const panel = usePanel(search, wide, kind);

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
      setSplit: (place: string | null) =>
        change((params) => {
          if (place) params.set('split', place);
          else params.delete('split');
        }),
      placeOf: (to: string, id: string) => `/r/${room}/${to}/${id}`,
      go,
    }),
    [change, go, room, setPanel],
  );
  const thread = numberIn(search.get('thread'));
  const at = numberIn(search.get('at'));
  const split = asked === (kind === 'chat' ? kind : surface) ? undefined : asked;
  const keep = asked ? `?split=${asked}` : '';
  const place = placeIn(kind, surface);
  return { room, kind, surface, place, panel, thread, at, split, keep, ...actions };
}
