// Where the history of a document begins in its frame: the button, and what is loaded behind it.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../state/useCommands';
import { IconAction } from '../../../ui/IconAction';
import { HistoryIcon } from '../../../ui/icons';
import type { AuthorsPlaceProps, HistoryPlaceProps } from './place';
import type { History } from './useHistory';

const parts = () => import('./parts');
const HistoryPanel = lazy(() => parts().then((part) => ({ default: part.HistoryPanel })));
const AuthorsBar = lazy(() => parts().then((part) => ({ default: part.AuthorsBar })));

/** Width of the stage from which on the history stands beside the text. */
export const historyFrom = 720;

export function HistoryButton({ history }: { history: History }) {
  const { t } = useTranslation();
  const shortcut = useShortcut('docs.history');
  if (!history.mayLook) return null;
  return (
    <IconAction
      label={t('docs.history')}
      icon={HistoryIcon}
      shortcut={shortcut}
      aria-expanded={history.opened}
      onClick={() => history.open(!history.opened)}
    />
  );
}

export function HistoryPlace({ wide, ...props }: HistoryPlaceProps & { wide: boolean }) {
  if (!props.history.opened) return null;
  return (
    <Suspense fallback={null}>
      <HistoryPanel {...props} wide={wide} />
    </Suspense>
  );
}

/** Above the text. */
export function AuthorsPlace(props: AuthorsPlaceProps) {
  if (!props.history.authors) return null;
  return (
    <Suspense fallback={null}>
      <AuthorsBar {...props} />
    </Suspense>
  );
}
