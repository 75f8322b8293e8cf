// The room without an open surface: what is in it, and what can be begun.
import { Button, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RelativeTime } from '../../kit/RelativeTime';
import { Empty, LineSkeleton, Loading } from '../../kit/StateView';
import { useAppSelector } from '../../state/store';
import { roleAllows, selectBySurface, useRoomView } from '../../state/useRoom';
import { AvatarStack } from '../../ui/AvatarStack';
import { AddIcon, DocumentIcon, iconStroke } from '../../ui/icons';
import { surfaces } from '../surfaces';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';

export function Overview() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const view = useRoomView(address.room);
  if (view?.phase.name !== 'joined') {
    return (
      <Loading>
        <LineSkeleton lines={6} />
      </Loading>
    );
  }
  const mayCreate = roleAllows(view.role, 'editor');
  const create = (
    <Button
      variant="default"
      leftSection={<AddIcon size={16} stroke={iconStroke} aria-hidden />}
      onClick={() => open('newSurface')}
    >
      {t('docs.new')}
    </Button>
  );
  return (
    <div className={classes.overview}>
      <Group justify="space-between" wrap="nowrap" mb="lg">
        <div>
          <Title order={2}>{t('app.overview')}</Title>
          <Text c="dimmed" fz="sm">
            {t('app.overviewWords')}
          </Text>
        </div>
        {mayCreate && view.surfaces.length > 0 ? create : null}
      </Group>
      {view.surfaces.length === 0 ? (
        <Empty
          icon={DocumentIcon}
          title={t('app.noSurfacesTitle')}
          purpose={t(mayCreate ? 'app.noSurfaces' : 'app.noSurfacesViewer')}
        >
          {mayCreate ? <Button onClick={() => open('newSurface')}>{t('docs.new')}</Button> : null}
        </Empty>
      ) : (
        <SurfaceCards />
      )}
    </div>
  );
}

function SurfaceCards() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const list = useRoomView(address.room)?.surfaces ?? [];
  const here = useAppSelector((state) => selectBySurface(state, address.room));
  return (
    <ul className={classes.cards} aria-label={t('app.surfaces')}>
      {list.map((surface) => {
        const kind = surfaces.get(surface.kind);
        const people = here.get(surface.id) ?? [];
        const names = people.map((person) => person.name).join(', ');
        if (!kind) return null;
        const Icon = kind.icon;
        return (
          <li key={surface.id}>
            <Link
              to={kind.route(address.room, surface.id)}
              className={classes.card}
              onPointerEnter={() => void kind.load()}
            >
              <Icon size={20} stroke={iconStroke} aria-hidden />
              <span className={classes.cardText}>
                <Text component="span" fw={600} className="at-ellipsis" display="block">
                  {kind.preview(surface)}
                </Text>
                <Text component="span" fz="xs" c="dimmed" display="block">
                  {t(kind.singularKey)}
                  {' · '}
                  <RelativeTime at={surface.created_at} />
                </Text>
              </span>
              <AvatarStack people={people} label={t('common.here', { names })} size={20} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
