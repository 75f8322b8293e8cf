// The trash of a room: documents and messages that were removed, to bring back or to remove for good.
import type { DeletedMessage, RemovedSurface } from '@atelier/sdk';
import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addSurfaceWords } from '../../../i18n/surfaces';
import { useWords } from '../../../i18n/useWords';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import { nameOf } from '../../../kit/personName';
import { plainWords } from '../../../kit/plainWords';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Empty, Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import type { AppError } from '../../../state/errors';
import { useNow } from '../../../state/useNow';
import { roleAllows, useMyRole } from '../../../state/useRoom';
import { TrashIcon } from '../../../ui/icons';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { surfaces as kinds } from '../../surfaces';
import { useRoomScope } from '../roomContext';
import classes from './trash.module.css';
import { useTrash, type Trash, type TrashContent } from './useTrash';

const dayMs = 86_400_000;

export function TrashDialog() {
  const { t } = useTranslation();
  const { open } = useRoomScope();
  const words = useWords(addSurfaceWords);
  useReturnFocus();
  if (!words) return null;
  return (
    <Modal
      opened
      onClose={() => open(null)}
      size="lg"
      title={t('app.trash')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <TrashView />
    </Modal>
  );
}

function TrashView() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const trash = useTrash(address.room);
  if (trash.error) return <Failure error={trash.error} onRetry={trash.read} />;
  const { content } = trash;
  if (!content) {
    return (
      <Loading>
        <LineSkeleton lines={4} />
      </Loading>
    );
  }
  if (content.surfaces.length === 0 && content.messages.length === 0) {
    return (
      <Empty
        icon={TrashIcon}
        title={t('surfaces.trashEmpty')}
        purpose={t('surfaces.trashPurpose')}
      />
    );
  }
  return (
    <Stack gap="xl">
      <Text fz="sm" c="dimmed">
        {t('surfaces.trashPurpose')}
      </Text>
      <Documents trash={trash} content={content} />
      <Messages trash={trash} content={content} />
    </Stack>
  );
}

interface PartProps {
  trash: Trash;
  content: TrashContent;
}

function Documents({ trash, content }: PartProps) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  const owner = roleAllows(useMyRole(address.room), 'owner');
  if (content.surfaces.length === 0) return null;
  const row = (surface: RemovedSurface) => (
    <Row
      key={surface.id}
      name={surface.title}
      detail={t(kinds.get(surface.kind)?.singularKey ?? 'app.surface')}
      at={surface.removed_at}
      until={surface.until}
      trash={trash}
      restore={async () => (await client.trash()).restoreSurface(address.room, surface.id)}
      {...(owner
        ? { purge: async () => (await client.trash()).purgeSurface(address.room, surface.id) }
        : {})}
    />
  );
  return <Part title={t('surfaces.trashDocuments')}>{content.surfaces.map(row)}</Part>;
}

function Messages({ trash, content }: PartProps) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  if (content.messages.length === 0) return null;
  const row = ({ message, deleted_at: at, until }: DeletedMessage) => (
    <Row
      key={message.seq}
      name={plainWords(message.text) || t('surfaces.trashFileOnly')}
      detail={nameOf(message.from, t)}
      at={at}
      until={until}
      trash={trash}
      restore={async () => (await client.trash()).restoreMessage(address.room, message.seq)}
      purge={async () => (await client.trash()).purgeMessage(address.room, message.seq)}
    />
  );
  return (
    <Part title={t('surfaces.trashMessages')}>
      {content.messages.map(row)}
      {content.next === undefined ? null : (
        <Button variant="default" onClick={trash.readMore}>
          {t('surfaces.trashMore')}
        </Button>
      )}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} fz="sm" mb="xs">
        {title}
      </Title>
      <ul className={classes.list}>{children}</ul>
    </section>
  );
}

interface RowProps {
  name: string;
  detail: string;
  at: number;
  until: number;
  trash: Trash;
  restore: () => ReturnType<Parameters<Trash['change']>[0]>;
  purge?: () => ReturnType<Parameters<Trash['change']>[0]>;
}

function Row({ name, detail, at, until, trash, restore, purge }: RowProps) {
  const { t } = useTranslation();
  const days = Math.max(1, Math.round((until - useNow(dayMs / 24)) / dayMs));
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const bringBack = async () => {
    setBusy(true);
    const answer = await trash.change(restore);
    setBusy(false);
    setError(answer.ok ? null : answer.error);
  };
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Text fz="md" lineClamp={2}>
          {name}
        </Text>
        <Text fz="sm" c="dimmed">
          {detail} · <RelativeTime at={at} /> · {t('surfaces.trashDays', { count: days })}
        </Text>
        {error ? <Failure error={error} /> : null}
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-md"
          variant="default"
          loading={busy}
          aria-label={t('surfaces.restoreName', { name })}
          onClick={() => void bringBack()}
        >
          {t('surfaces.restore')}
        </Button>
        {purge ? (
          <Button
            size="compact-md"
            variant="subtle"
            color="red"
            aria-label={t('surfaces.purgeName', { name })}
            onClick={() => setSure(true)}
          >
            {t('surfaces.purge')}
          </Button>
        ) : null}
      </Group>
      {sure && purge ? (
        <ConfirmDialog
          title={t('surfaces.purgeTitle')}
          words={[name, t('surfaces.purgeWords')]}
          verb={t('surfaces.purge')}
          run={() => trash.change(purge)}
          onClose={() => setSure(false)}
        />
      ) : null}
    </li>
  );
}
