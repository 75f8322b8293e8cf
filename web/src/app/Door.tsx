// The pages before the app, chosen by the address alone.
import { JoinPage } from '../feature/people/door/JoinPage';
import { LoginPage } from '../feature/people/door/LoginPage';
import { ForgotPage, ResetPage, VerifyPage } from '../feature/people/door/RecoveryPages';
import { SetupPage } from '../feature/people/door/SetupPage';
import { addJoiningWords } from '../i18n/joining';
import { useWords } from '../i18n/useWords';
import { invitedTo } from './isDoor';
import { routes } from './routes';

export function Door() {
  const words = useWords(addJoiningWords);
  const path = location.pathname;
  const invite = invitedTo(path);
  if (!words) return null;
  if (invite) return <JoinPage invite={invite} />;
  if (path === routes.setup) return <SetupPage />;
  if (path === routes.forgot) return <ForgotPage />;
  if (path === routes.reset) return <ResetPage />;
  return path === routes.verify ? <VerifyPage /> : <LoginPage />;
}
