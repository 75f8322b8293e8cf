// What the stage and the place beside it show: the component of a kind, or that there is nothing.
import { lazy, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../kit/StateView';
import type { StageProps, SurfaceKind } from '../../kit/surface';
import { SearchIcon } from '../../ui/icons';

export function SurfaceGone() {
  const { t } = useTranslation();
  return <Empty icon={SearchIcon} title={t('app.notFoundTitle')} purpose={t('app.notFound')} />;
}

const stages = new Map<string, ComponentType<StageProps>>();

/** One lazy component per kind for the life of the page. */
export function stageOf(kind: SurfaceKind): ComponentType<StageProps> {
  const known = stages.get(kind.kind);
  if (known) return known;
  const made = lazy(() => kind.load().then(({ Stage: stage }) => ({ default: stage })));
  stages.set(kind.kind, made);
  return made;
}
