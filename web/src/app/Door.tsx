// The pages before the app, chosen by the address alone.
import { JoinPage } from '../feature/people/door/JoinPage';
import { LoginPage } from '../feature/people/door/LoginPage';
import { SetupPage } from '../feature/people/door/SetupPage';
import { routes } from './routes';

const join = /^\/join\/([^/]+)\/?$/;

export function isDoor(path: string): boolean {
  return path === routes.login || path === routes.setup || join.test(path);
}

export function Door() {
  const path = location.pathname;
  const invite = join.exec(path)?.[1];
  if (invite) return <JoinPage invite={decodeURIComponent(invite)} />;
  return path === routes.setup ? <SetupPage /> : <LoginPage />;
}
