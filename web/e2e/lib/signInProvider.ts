// A real OpenID Connect provider on this machine with its own login page. Its code is that of the
// conformance tests, which has no types: what is used of it is said here.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from './page';

interface Provider {
  people: Record<string, { email_verified?: boolean; email?: string }>;
  settings(more?: readonly string[]): string[];
  serve(url: string): void;
  close(): Promise<void>;
}

const path = resolve(import.meta.dirname, '../../../server/test/conformance/lib/oidc.mjs');

export async function openProvider(): Promise<Provider> {
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
    SignInProvider: { open(): Promise<Provider> };
  };
  return module.SignInProvider.open();
}

/** Fills in the provider's forms, which name their fields by placeholders. */
export async function passProvider(page: Page, login: string): Promise<void> {
  await page.fill('textbox', /Enter any login/, login);
  await page.evaluate(() => {
    const password = document.querySelector<HTMLInputElement>('input[type="password"]');
    if (password) password.value = 'x';
  });
  await page.click('button', 'Sign-in');
  await page.click('button', 'Continue');
}
