import { MantineProvider } from '@mantine/core';
import { act, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from '../i18n';
import { usePageTitle } from '../kit/usePageTitle';
import { WaitingPage } from './StatusPages';

afterEach(() => vi.useRealTimers());

async function show(page: React.ReactNode) {
  const i18n = await createI18n('en');
  vi.useFakeTimers();
  return render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider>
        <MemoryRouter>{page}</MemoryRouter>
      </MantineProvider>
    </I18nextProvider>,
  );
}

function Titled({ unread }: { unread: number }) {
  usePageTitle('Home', unread);
  return null;
}

describe('pages that wait', () => {
  it.each([
    ['away', 'The server does not answer right now'],
    ['busy', 'This room takes nobody in right now'],
  ] as const)('%s: says what is safe and tries again by itself', async (what, title) => {
    const retry = vi.fn();
    const { unmount } = await show(<WaitingPage what={what} onRetry={retry} />);
    screen.getByRole('heading', { name: title });
    expect(retry).not.toHaveBeenCalled();
    act(() => void vi.advanceTimersByTime(10_000));
    expect(retry).toHaveBeenCalledTimes(2);
    screen.getByRole('button', { name: 'Retry' }).click();
    expect(retry).toHaveBeenCalledTimes(3);
    unmount();
    vi.advanceTimersByTime(60_000);
    expect(retry).toHaveBeenCalledTimes(3);
  });
});

describe('the title of the page', () => {
  it('counts what is unread, and so does the icon', async () => {
    document.head.innerHTML = '<link rel="icon" href="/icon.svg" />';
    const icon = () => document.querySelector('link')?.getAttribute('href');
    await show(<Titled unread={3} />);
    expect(document.title).toBe('(3) Home · Atelier');
    expect(icon()).toBe('/icon-unread.svg');
    await show(<Titled unread={0} />);
    expect(document.title).toBe('Home · Atelier');
    expect(icon()).toBe('/icon.svg');
  });
});
