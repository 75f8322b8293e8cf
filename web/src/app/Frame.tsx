// What the door and the app have in common: language, theme, the client, the outermost boundary.
import type { Client } from '@atelier/sdk';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import type { i18n as I18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ClientContext } from '../state/client';
import { preferences } from '../state/preferences';
import { resolver, theme } from '../ui/theme';
import { Boundary } from './Boundary';
import { schemeManager } from './schemeManager';

export interface FrameProps {
  client: Client;
  i18n: I18n;
  children: ReactNode;
}

export function Frame({ client, i18n, children }: FrameProps) {
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
            <ClientContext value={client}>{children}</ClientContext>
          </Boundary>
        </MantineProvider>
      </DirectionProvider>
    </I18nextProvider>
  );
}
