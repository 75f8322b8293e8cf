// Toasts, for undo, finished jobs, and failures whose origin has left the screen. The package is loaded
// with the first toast.
import type { NotificationData } from '@mantine/notifications';

type Show = (data: NotificationData) => void;

let mount: (() => void) | undefined;

/** The shell says how the place for toasts gets onto the page. */
export function onFirstToast(listener: () => void): () => void {
  mount = listener;
  return () => {
    mount = undefined;
  };
}

function load() {
  mount?.();
  return import('@mantine/notifications');
}

export const notify: Show = (data) =>
  void load().then(({ notifications }) => notifications.show(data));

export function dismiss(id: string): void {
  void load().then(({ notifications }) => notifications.hide(id));
}
