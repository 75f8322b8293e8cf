// What one shows of oneself: a picture, a colour and a status are set in the settings and show in rooms.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createRoom, setUp } from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

/** Chooses a file as the dialog of the browser would; wider than high, so that it has to be cropped. */
async function choosePicture(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [400, 300];
    const paint = canvas.getContext('2d');
    if (paint) paint.fillRect(50, 50, 200, 100);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    const files = new DataTransfer();
    files.items.add(new File([blob ?? ''], 'me.png', { type: 'image/png' }));
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('There is no place for a file.');
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

/** The side of the picture that is shown inside of a place, once it is there. */
function shownIn(page: Page, place: string): Promise<number> {
  return until(`a picture in ${place}`, () =>
    page.evaluate((selector: string) => {
      const image = document.querySelector<HTMLImageElement>(`${selector} img`);
      return image?.complete ? image.naturalWidth : 0;
    }, place),
  );
}

describe('what one shows of oneself', () => {
  const world = useWorld();
  let ana: Page;
  let room: string;

  it('[AUTH73] a picture is cropped to a square and shows in the bar', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, 'Brand kick-off');
    room = await ana.evaluate(() => location.href);
    await ana.goto(`${server.url}/settings/profile`);
    await ana.see('heading', 'How others see you');
    await choosePicture(ana);
    await ana.seeText('Picture saved');
    expect(await shownIn(ana, '[aria-label="Picture"]')).toBe(256);
    await ana.see('button', 'Remove picture');
  });

  it('[AUTH71] a colour and a status are set, and show to the others of the room', async () => {
    await ana.click('radio', 'Jade');
    await ana.fill('textbox', 'Status', 'Sketching');
    await ana.click('button', 'Set status');
    await ana.see('button', 'Clear status');
    expect(await axeFindings(ana)).toEqual([]);
    await ana.goto(`${room}?panel=people`);
    await ana.seeText('Sketching');
    expect(await shownIn(ana, '[aria-label="People"]')).toBe(256);
  });

  it('[RST40] removed, the initials are back', async () => {
    const origin = await ana.evaluate(() => location.origin);
    await ana.goto(`${origin}/settings/profile`);
    await ana.click('button', 'Remove picture');
    await ana.seeText('Picture removed');
    await ana.see('button', 'Choose picture');
  });
});
