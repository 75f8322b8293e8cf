// The app behind the door: store, commands, live regions, router.
import '../ui/code.css';
import type { Client } from '@atelier/sdk';
import { useEffect, useState } from 'react';
import { Provider } from 'react-redux';
import { BrowserRouter } from 'react-router';
import { AnnouncerContext, createAnnouncer } from '../state/announcer';
import { bindClient } from '../state/bindClient';
import { createCommandRegistry } from '../state/commands';
import { createStore } from '../state/store';
import { CommandContext } from '../state/useCommands';
import { Inside } from './Inside';
import { LiveRegions } from './LiveRegions';
import { RequirePerson } from './RequirePerson';
import { NotFoundPage } from './StatusPages';

export interface AppProps {
  client: Client;
  /** Called once it is known who is here. */
  onPerson: (id: string) => void;
}

export function App({ client, onPerson }: AppProps) {
  const [store] = useState(() => createStore(client));
  const [commands] = useState(createCommandRegistry);
  const [announcer] = useState(createAnnouncer);
  useEffect(() => bindClient(client, store), [client, store]);
  return (
    <Provider store={store}>
      <CommandContext value={commands}>
        <AnnouncerContext value={announcer}>
          <BrowserRouter>
            <RequirePerson onPerson={onPerson} otherwise={<NotFoundPage />}>
              <Inside />
            </RequirePerson>
          </BrowserRouter>
          <LiveRegions />
        </AnnouncerContext>
      </CommandContext>
    </Provider>
  );
}
