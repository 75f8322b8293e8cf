// Providers, error boundary, router. Pages behind a login are chunks of their own.
import type { Client } from '@atelier/sdk';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import type { i18n as I18n } from 'i18next';
import { lazy, Suspense, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Provider } from 'react-redux';
import { BrowserRouter, Route, Routes } from 'react-router';
import { JoinPage } from '../feature/people/door/JoinPage';
import { LoginPage } from '../feature/people/door/LoginPage';
import { SetupPage } from '../feature/people/door/SetupPage';
import { Loading } from '../kit/StateView';
import { createAnnouncer, AnnouncerContext } from '../state/announcer';
import { ClientContext } from '../state/client';
import { createCommandRegistry } from '../state/commands';
import { preferences } from '../state/preferences';
import type { Store } from '../state/store';
import { CommandContext } from '../state/useCommands';
import { resolver, theme } from '../ui/theme';
import { Boundary } from './Boundary';
import { LiveRegions } from './LiveRegions';
import { NotFoundPage } from './StatusPages';
import { RequirePerson } from './RequirePerson';
import { routes } from './routes';
import { schemeManager } from './schemeManager';

const Inside = lazy(() => import('./Inside').then((m) => ({ default: m.Inside })));

export interface AppProps {
  client: Client;
  store: Store;
  i18n: I18n;
  /** Called once it is known who is here. */
  onPerson: (id: string) => void;
}

export function App({ client, store, i18n, onPerson }: AppProps) {
  const [commands] = useState(createCommandRegistry);
  const [announcer] = useState(createAnnouncer);
  return (
    <I18nextProvider i18n={i18n}>
      <DirectionProvider>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={resolver}
          colorSchemeManager={schemeManager}
          defaultColorScheme={preferences().theme}
        >
          <Boundary place="app">
            <Provider store={store}>
              <ClientContext value={client}>
                <CommandContext value={commands}>
                  <AnnouncerContext value={announcer}>
                    <BrowserRouter>
                      <Pages client={client} onPerson={onPerson} />
                    </BrowserRouter>
                    <LiveRegions />
                  </AnnouncerContext>
                </CommandContext>
              </ClientContext>
            </Provider>
          </Boundary>
        </MantineProvider>
      </DirectionProvider>
    </I18nextProvider>
  );
}

function Pages({ client, onPerson }: Pick<AppProps, 'client' | 'onPerson'>) {
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route path={routes.setup} element={<SetupPage />} />
        <Route path={routes.login} element={<LoginPage />} />
        <Route
          path={routes.join}
          element={<JoinPage onJoined={() => client.connection.close()} />}
        />
        <Route
          path="*"
          element={
            <RequirePerson onPerson={onPerson} otherwise={<NotFoundPage />}>
              <Inside />
            </RequirePerson>
          }
        />
      </Routes>
    </Suspense>
  );
}
