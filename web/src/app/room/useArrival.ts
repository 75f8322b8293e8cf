// Who comes by a link lands where a host is, once. Nobody is moved later, and no host, or one who is
// elsewhere, is no harm: the room is open anyway.
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useAppSelector } from '../../state/store';
import { usePresent, useRoomView } from '../../state/useRoom';

export function useArrival(room: string, pathOf: (surface: string) => string | undefined): void {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const asked = search.get('with') === 'host';
  const joined = useRoomView(room)?.phase.name === 'joined';
  const me = useAppSelector((state) => state.connection.me?.id);
  const present = usePresent(room);
  useEffect(() => {
    if (!asked || !joined) return;
    const host = present.find(({ id, role, place }) => id !== me && role === 'owner' && place);
    const path = host?.place && pathOf(host.place.surface);
    const params = new URLSearchParams(location.search);
    params.delete('with');
    const pathname = path ?? location.pathname;
    void navigate({ pathname, search: String(params) }, { replace: true });
  }, [asked, joined, present, me, pathOf, navigate]);
}
