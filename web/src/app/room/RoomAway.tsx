// What stands where a room was: that it is in the trash, with the way back for its owners, or that it
// is not open to me. Who comes to its address may only find out by asking for the trash.
import type { TrashedRoom } from '@atelier/sdk';
import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addTrashWords } from '../../i18n/trash';
import { useWords } from '../../i18n/useWords';
import { Failure, Loading } from '../../kit/StateView';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { rest } from '../../state/rest';
import { useAppDispatch } from '../../state/store';
import { useRoomView } from '../../state/useRoom';
import { TrashIcon } from '../../ui/icons';
import { routes } from '../routes';
import { RoomClosedPage, StatusPage } from '../StatusPages';

export interface RoomAwayProps {
  room: string;
  /** It went while I was in it. */
  deleted: boolean;
  retry: () => void;
}

export function RoomAway({ room, deleted, retry }: RoomAwayProps) {
  const { t } = useTranslation();
  const client = useClient();
  const words = useWords(addTrashWords);
  const view = useRoomView(room);
  const [mine, setMine] = useState<TrashedRoom | null>();
  useEffect(() => {
    let stale = false;
    const ask = async () => {
      const answer = await (await client.trash()).rooms();
      const found = answer.ok ? answer.value.find(({ id }) => id === room) : undefined;
      if (!stale) setMine(found ?? null);
    };
    void ask();
    return () => {
      stale = true;
    };
  }, [client, room]);
  if (!words || mine === undefined) return <Loading />;
  if (!mine && !deleted) return <RoomClosedPage />;
  const name = mine?.name ?? view?.name;
  return (
    <StatusPage
      icon={TrashIcon}
      title={name ? t('trash.goneTitle', { name }) : t('trash.goneTitleNameless')}
      words={t(mine ? 'trash.goneOwner' : 'trash.gone')}
      action={mine ? <WaysBack room={room} retry={retry} /> : undefined}
    />
  );
}

function WaysBack({ room, retry }: { room: string; retry: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const dispatch = useAppDispatch();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const restore = async () => {
    setBusy(true);
    const answer = await (await client.trash()).restoreRoom(room);
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    dispatch(rest.util.invalidateTags(['Rooms']));
    retry();
  };
  return (
    <>
      {error ? <Failure error={error} /> : null}
      <Group gap="sm">
        <Button loading={busy} onClick={() => void restore()}>
          {t('trash.restoreRoom')}
        </Button>
        <Button variant="default" component={Link} to={routes.settingsTrash}>
          {t('trash.openTrash')}
        </Button>
        <Button variant="default" component={Link} to={routes.home}>
          {t('app.toHome')}
        </Button>
      </Group>
    </>
  );
}
