// After a change of route the focus goes to the heading of the new page.
import { useEffect } from 'react';
import { useLocation } from 'react-router';

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
