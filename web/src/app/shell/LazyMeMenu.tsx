// My menu, loaded behind the page; its place is kept.
import { lazy, Suspense } from 'react';

const Content = lazy(() => import('./MeMenu').then((m) => ({ default: m.MeMenu })));

export function MeMenu(props: { color?: number }) {
  return (
    <Suspense fallback={<span style={{ inlineSize: 36, blockSize: 36 }} />}>
      <Content {...props} />
    </Suspense>
  );
}
