// Which addresses are doors: pages before the app, which are a program of their own.
import { routes } from './routes';

const join = /^\/join\/([^/]+)\/?$/;
const doors: readonly string[] = [
  routes.login,
  routes.setup,
  routes.forgot,
  routes.reset,
  routes.verify,
];

export function isDoor(path: string): boolean {
  return doors.includes(path) || join.test(path);
}

export function invitedTo(path: string): string | null {
  const invite = join.exec(path)?.[1];
  return invite ? decodeURIComponent(invite) : null;
}
