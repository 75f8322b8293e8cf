// The title of the page with the unread count, and focus on its h1 after a change of route.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

export function usePageTitle(title: string, unread = 0): void {
  const { t } = useTranslation();
  useEffect(() => {
    const name = title ? `${title} · ${t('common.product')}` : t('common.product');
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [title, unread, t]);
}

let lastPath: string | null = null;

/** Called once in the app; the first page keeps the browser's own focus. */
export function useFocusHeading(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const changed = lastPath !== null && lastPath !== pathname;
    lastPath = pathname;
    if (!changed) return;
    const timer = setTimeout(
      () => document.querySelector('h1')?.focus({ preventScroll: true }),
      50,
    );
    return () => clearTimeout(timer);
  }, [pathname]);
}
