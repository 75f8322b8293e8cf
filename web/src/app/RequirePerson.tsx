// Everything inside belongs to somebody: asks who it is, opens the connection for them, and sends
// everybody else to the door.
import { useEffect, type ReactNode } from 'react';
import { matchPath, useLocation } from 'react-router';
import { Loading } from '../kit/StateView';
import { useClient } from '../state/client';
import { connectionSlice } from '../state/connectionSlice';
import { useSessionQuery } from '../state/rest';
import { useAppDispatch, useAppSelector } from '../state/store';
import { routes } from './routes';
import { WaitingPage } from './StatusPages';

export interface RequirePersonProps {
  onPerson: (id: string) => void;
  /** Shown without a login for addresses that do not exist. */
  otherwise: ReactNode;
  children: ReactNode;
}

function exists(path: string): boolean {
  return Object.values(routes).some((route) => route !== '*' && matchPath(route, path) !== null);
}

export function RequirePerson({ onPerson, otherwise, children }: RequirePersonProps) {
  const { data, error, refetch } = useSessionQuery();
  const { pathname, search } = useLocation();
  const person = data?.principal;
  if (!exists(pathname)) return otherwise;
  if (error && !data) return <WaitingPage what="away" onRetry={refetch} />;
  if (!data) return <Loading />;
  if (data.setup_needed || !person) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <ToDoor address={data.setup_needed ? routes.setup : `${routes.login}${next}`} />;
  }
  return (
    <Connected key={person.id} id={person.id} onPerson={onPerson}>
      {children}
    </Connected>
  );
}

/** The door is another program: leaving for it is a page load. */
function ToDoor({ address }: { address: string }) {
  useEffect(() => location.replace(address), [address]);
  return <Loading />;
}

interface ConnectedProps {
  id: string;
  onPerson: (id: string) => void;
  children: ReactNode;
}

function Connected({ id, onPerson, children }: ConnectedProps) {
  const client = useClient();
  const dispatch = useAppDispatch();
  const me = useAppSelector((state) => state.connection.me?.id);
  const principal = useSessionQuery().data?.principal;
  useEffect(() => {
    onPerson(id);
    client.connection.connect();
    return () => client.connection.close();
  }, [client, id, onPerson]);
  useEffect(() => {
    // The session knows who I am before the connection does.
    if (me === undefined && principal) dispatch(connectionSlice.actions.welcomed(principal));
  }, [me, principal, dispatch]);
  useEffect(() => {
    const on = () => client.connection.setNetwork(true);
    const off = () => client.connection.setNetwork(false);
    window.addEventListener('online', on);
    window.addEventListener('offline', off);
    return () => {
      window.removeEventListener('online', on);
      window.removeEventListener('offline', off);
    };
  }, [client]);
  return children;
}
