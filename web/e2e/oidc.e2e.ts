// Signing in with a real provider: who is new gets an account and may set a password, who has one
// links it, and where no accounts are made a stranger is told whom to ask.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { password, setUp } from './lib/people';
import type { Server } from './lib/server';
import { openProvider, passProvider } from './lib/signInProvider';
import { useWorld } from './lib/world';

const enter = 'Continue with Studio ID';

describe('signing in with a provider', () => {
  const world = useWorld();
  let provider: Awaited<ReturnType<typeof openProvider>>;
  let server: Server;
  let bob: Page;

  beforeAll(async () => {
    provider = await openProvider();
  });
  afterAll(() => provider.close());

  it('[AUTH95] a newcomer comes in where accounts are open', async () => {
    server = await world.server({ flags: provider.settings(['--registration', 'open']) });
    provider.serve(server.url);
    await setUp(await world.page('chromium', { as: 'ana' }), server, 'Ana');
    bob = await world.page('chromium', { as: 'bob' });
    await bob.goto(`${server.url}/login`);
    expect(await axeFindings(bob)).toEqual([]);
    await bob.click('link', enter);
    await passProvider(bob, 'bob');
    await bob.see('heading', 'Home');
  });

  it('[AUTH98] he sets a first password and signs in with it', async () => {
    await bob.goto(`${server.url}/settings/profile`);
    await bob.seeText('Linked to Studio ID.');
    expect(await axeFindings(bob)).toEqual([]);
    await bob.fillLabelled('New password', password);
    await bob.click('button', 'Set password');
    await bob.seeNo('button', 'Set password');
    const again = await world.page('firefox', { as: 'bob-again' });
    await again.goto(`${server.url}/login`);
    await again.fill('textbox', 'E-mail', 'bob@example.org');
    await again.fillLabelled('Password', password);
    await again.click('button', 'Sign in');
    await again.see('heading', 'Home');
  });

  it('[AUTH97] he unlinks the provider and links it again', async () => {
    await bob.click('button', 'Unlink');
    await bob.seeText('Not linked to Studio ID.');
    await bob.click('button', 'Link Studio ID');
    await bob.seeText('Linked to Studio ID.');
  });

  it('[AUTH95] where accounts are made by invites only, a stranger is told to ask for one', async () => {
    const closed = await openProvider();
    try {
      const other = await world.server({ flags: closed.settings() });
      closed.serve(other.url);
      await setUp(await world.page('chromium', { as: 'owner' }), other, 'Ana');
      const eve = await world.page('webkit', { as: 'eve' });
      await eve.goto(`${other.url}/login`);
      await eve.click('link', enter);
      await passProvider(eve, 'eve');
      await eve.seeText('There is no account for you here yet. Ask for an invite.');
      expect(await axeFindings(eve)).toEqual([]);
    } finally {
      await closed.close();
    }
  });
});
