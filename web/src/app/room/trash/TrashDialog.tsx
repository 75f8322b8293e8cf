// The trash of a room: documents and messages that were removed, to bring back or to remove for good.
import type { DeletedMessage, RemovedSurface } from '@atelier/sdk';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addSurfaceWords } from '../../../i18n/surfaces';
import { useWords } from '../../../i18n/useWords';
import { nameOf } from '../../../kit/personName';
import { plainWords } from '../../../kit/plainWords';
import { Empty, Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { TrashPart, TrashRow } from '../../../kit/TrashRow';
import { useClient } from '../../../state/client';
import { roleAllows, useMyRole } from '../../../state/useRoom';
import { TrashIcon } from '../../../ui/icons';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { surfaces as kinds } from '../../surfaces';
import { useRoomScope } from '../roomContext';
import { useTrash, type Trash, type TrashContent } from './useTrash';

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
    <TrashRow
      key={surface.id}
      name={surface.title}
      detail={t(kinds.get(surface.kind)?.singularKey ?? 'app.surface')}
      at={surface.removed_at}
      until={surface.until}
      restore={async () =>
        trash.change(async () => (await client.trash()).restoreSurface(address.room, surface.id))
      }
      {...(owner
        ? {
            purge: async () =>
              trash.change(async () =>
                (await client.trash()).purgeSurface(address.room, surface.id),
              ),
          }
        : {})}
    />
  );
  return <TrashPart title={t('surfaces.trashDocuments')}>{content.surfaces.map(row)}</TrashPart>;
}

function Messages({ trash, content }: PartProps) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  if (content.messages.length === 0) return null;
  const row = ({ message, deleted_at: at, until }: DeletedMessage) => (
    <TrashRow
      key={message.seq}
      name={plainWords(message.text) || t('surfaces.trashFileOnly')}
      detail={nameOf(message.from, t)}
      at={at}
      until={until}
      restore={async () =>
        trash.change(async () => (await client.trash()).restoreMessage(address.room, message.seq))
      }
      purge={async () =>
        trash.change(async () => (await client.trash()).purgeMessage(address.room, message.seq))
      }
    />
  );
  return (
    <TrashPart title={t('surfaces.trashMessages')}>
      {content.messages.map(row)}
      {content.next === undefined ? null : (
        <Button variant="default" onClick={trash.readMore}>
          {t('surfaces.trashMore')}
        </Button>
      )}
    </TrashPart>
  );
}
