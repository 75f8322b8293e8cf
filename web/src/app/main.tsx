// The start: language and the SDK's client, then either the door or the app. The door is its own small
// program without store and router, so that a client who opens a link waits for as little as possible.
import '@mantine/core/styles.css';
import '@fontsource-variable/geist/wght.css';
import '@fontsource-variable/geist-mono/wght.css';
import '../ui/global.css';
import { createClient } from '@atelier/sdk';
import { createRoot } from 'react-dom/client';
import { createI18n } from '../i18n';
import { personalOutbox } from '../state/personalOutbox';
import { preferences } from '../state/preferences';
import { Frame } from './Frame';
import { isDoor } from './isDoor';

async function start(element: HTMLElement): Promise<void> {
  const outbox = personalOutbox();
  const client = createClient({ url: location.origin, outboxStore: outbox.store });
  const language = createI18n(preferences().language || document.documentElement.lang);
  const atDoor = isDoor(location.pathname);
  const door = atDoor ? import('./Door') : null;
  const app = atDoor ? null : import('./App');
  const i18n = await language;
  const App = (await app)?.App;
  const Door = (await door)?.Door;
  createRoot(element).render(
    <Frame client={client} i18n={i18n}>
      {App ? <App client={client} onPerson={outbox.open} /> : null}
      {Door ? <Door /> : null}
    </Frame>,
  );
}

const root = document.getElementById('root');
// Of a browser that is too old the page says so already (public/browser.js).
if (root && !('unsupported' in root.dataset)) void start(root);
