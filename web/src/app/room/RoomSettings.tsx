// The settings of a room in one place: its name, who comes in and how, and putting it away.
import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsentField } from '../../feature/people/room/ConsentField';
import { GuestHistoryField } from '../../feature/people/room/GuestHistoryField';
import { KeepField } from '../../feature/people/room/KeepField';
import { KnockSwitch } from '../../feature/people/room/KnockSwitch';
import { addInvitingWords } from '../../i18n/inviting';
import { useWords } from '../../i18n/useWords';
import { useRoomView } from '../../state/useRoom';
import { useReturnFocus } from '../../ui/useReturnFocus';
import { useRoomScope } from './roomContext';
import { useArchive } from './useArchive';

export function RoomSettings() {
  const { t } = useTranslation();
  const words = useWords(addInvitingWords);
  const { open } = useRoomScope();
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t('app.roomSettings')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {words ? <Sections /> : null}
    </Modal>
  );
}

function Sections() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const view = useRoomView(address.room);
  const archived = view?.archived ?? false;
  const archive = useArchive();
  return (
    <Stack gap="xl">
      <Section title={t('inviting.roomName')}>
        <Row words={<Text>{view?.name}</Text>}>
          <Button variant="default" size="xs" disabled={archived} onClick={() => open('rename')}>
            {t('app.rename')}
          </Button>
        </Row>
      </Section>
      <Section title={t('inviting.comingIn')}>
        <KnockSwitch room={address.room} />
        <Button variant="default" size="xs" disabled={archived} onClick={() => open('share')}>
          {t('people.shareTitle')}
        </Button>
      </Section>
      <Section title={t('inviting.recording')}>
        <ConsentField room={address.room} />
      </Section>
      <Section title={t('inviting.messages')}>
        <Stack gap="md">
          <GuestHistoryField room={address.room} />
          <KeepField room={address.room} />
        </Stack>
      </Section>
      <Section title={t('inviting.keeping')}>
        <Row
          words={
            <Text fz="sm" c="dimmed">
              {t('inviting.archiveHint')}
            </Text>
          }
        >
          <Button variant="default" size="xs" onClick={archive}>
            {t(archived ? 'app.bringBack' : 'app.archive')}
          </Button>
        </Row>
        {address.room.startsWith('dm-') ? null : (
          <Row
            words={
              <Text fz="sm" c="dimmed">
                {t('inviting.deleteHint')}
              </Text>
            }
          >
            <Button variant="default" size="xs" onClick={() => open('delete')}>
              {t('app.deleteRoom')}
            </Button>
          </Row>
        )}
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} fz="sm" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Row({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <Group justify="space-between" gap="md" wrap="nowrap">
      <div style={{ minWidth: 0 }}>{words}</div>
      <div style={{ flex: 'none' }}>{children}</div>
    </Group>
  );
}
