// The rooms in the trash that I own: bringing them back, and removing them for good.
import type { Result, TrashedRoom } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addSurfaceWords } from '../../../i18n/surfaces';
import { addTrashWords } from '../../../i18n/trash';
import { useWords } from '../../../i18n/useWords';
import { nameOf } from '../../../kit/personName';
import { Empty, Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { TrashList, TrashRow } from '../../../kit/TrashRow';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';
import { rest } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { TrashIcon } from '../../../ui/icons';
import { Section } from './Section';

function useTrashedRooms() {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [rooms, setRooms] = useState<readonly TrashedRoom[]>();
  const [error, setError] = useState<AppError>();
  const read = useCallback(async () => {
    const answer = await (await client.trash()).rooms();
    if (answer.ok) setRooms(answer.value);
    setError(answer.ok ? undefined : toAppError(answer.error));
  }, [client]);
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- set when the server has answered
    void read();
  }, [read]);
  const change = async (act: () => Promise<Result<unknown>>) => {
    const answer = await act();
    if (!answer.ok) return answer;
    dispatch(rest.util.invalidateTags(['Rooms']));
    await read();
    return answer;
  };
  return { rooms, error, read: () => void read(), change };
}

export function TrashPage() {
  const { t } = useTranslation();
  const words = useWords(addTrashWords);
  const more = useWords(addSurfaceWords);
  usePageTitle(t('app.trashedRooms'));
  return (
    <Section title={t('app.trashedRooms')} {...(words ? { purpose: t('trash.purpose') } : {})}>
      {words && more ? <Rooms /> : null}
    </Section>
  );
}

function Rooms() {
  const { t } = useTranslation();
  const client = useClient();
  const { rooms, error, read, change } = useTrashedRooms();
  if (error) return <Failure error={error} onRetry={read} />;
  if (!rooms) {
    return (
      <Loading>
        <LineSkeleton lines={3} height={32} />
      </Loading>
    );
  }
  if (rooms.length === 0) {
    return <Empty icon={TrashIcon} title={t('trash.empty')} purpose={t('trash.emptyPurpose')} />;
  }
  return (
    <TrashList label={t('app.trashedRooms')}>
      {rooms.map(({ id, name, deleted_by: by, deleted_at: at, until }) => (
        <TrashRow
          key={id}
          name={name}
          detail={t('trash.deletedBy', { name: nameOf(by, t) })}
          at={at}
          until={until}
          restore={() => change(async () => (await client.trash()).restoreRoom(id))}
          purge={() => change(async () => (await client.trash()).purgeRoom(id))}
          purgeWords={t('trash.purgeWords')}
          typed={{ label: t('trash.purgeTyped'), words: name }}
        />
      ))}
    </TrashList>
  );
}
