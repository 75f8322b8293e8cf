// The start of the app: client, store, language, first render.
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/geist/wght.css';
import '@fontsource-variable/geist-mono/wght.css';
import '../ui/global.css';
import '../ui/code.css';
import { createClient } from '@atelier/sdk';
import { createRoot } from 'react-dom/client';
import { createI18n } from '../i18n';
import { bindClient } from '../state/bindClient';
import { personalOutbox } from '../state/personalOutbox';
import { preferences } from '../state/preferences';
import { createStore } from '../state/store';
import { App } from './App';

async function start(root: HTMLElement): Promise<void> {
  const outbox = personalOutbox();
  const client = createClient({ url: location.origin, outboxStore: outbox.store });
  const store = createStore(client);
  bindClient(client, store);
  const i18n = await createI18n(preferences().language || document.documentElement.lang);
  createRoot(root).render(<App client={client} store={store} i18n={i18n} onPerson={outbox.open} />);
}

const root = document.getElementById('root');
if (root) void start(root);
