// What an owner can do with a member: another role, or remove them (a confirm, for it cannot return by
// itself: the person has to be invited again).
import type { Member, Result, Role } from '@atelier/sdk';
import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import { IconAction } from '../../../ui/IconAction';
import { CheckIcon, MoreIcon, iconStroke } from '../../../ui/icons';

const roles: readonly Role[] = ['viewer', 'commenter', 'editor', 'owner'];

export interface MemberMenuProps {
  room: string;
  member: Member;
}

export function MemberMenu({ room, member }: MemberMenuProps) {
  const { t } = useTranslation();
  const client = useClient();
  const [leaving, setLeaving] = useState<'remove' | 'ban' | null>(null);
  const report = async (answer: Promise<Result<unknown>>) => {
    const result = await answer;
    if (result.ok) return;
    const message = t('people.notChanged', {
      name: member.name,
      reason: t(errorWords(result.error).titleKey),
    });
    notify({ color: 'red', autoClose: false, message });
  };
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="md">
        <Menu.Target>
          <IconAction small label={t('people.manage', { name: member.name })} icon={MoreIcon} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('people.role')}</Menu.Label>
          {roles.map((role) => (
            <Menu.Item
              key={role}
              rightSection={
                role === member.role ? <CheckIcon size={16} stroke={iconStroke} /> : null
              }
              onClick={() => void report(client.rooms.setRole(room, member.id, role))}
            >
              {t(`common.role.${role}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setLeaving('remove')}>
            {t('people.remove')}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => setLeaving('ban')}>
            {t('people.ban')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <LeaveDialog
        member={member}
        kind={leaving}
        onClose={() => setLeaving(null)}
        onConfirm={() => void report(client.rooms.removeMember(room, member.id, leaving === 'ban'))}
      />
    </>
  );
}

interface LeaveDialogProps {
  member: Member;
  kind: 'remove' | 'ban' | null;
  onClose: () => void;
  onConfirm: () => void;
}

function LeaveDialog({ member, kind, onClose, onConfirm }: LeaveDialogProps) {
  const { t } = useTranslation();
  const { name } = member;
  const confirm = () => {
    onConfirm();
    onClose();
  };
  return (
    <Modal
      opened={kind !== null}
      onClose={onClose}
      title={t(kind === 'ban' ? 'people.banTitle' : 'people.removeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <Text fz="sm">
          {t(kind === 'ban' ? 'people.banWords' : 'people.removeWords', { name })}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red" onClick={confirm}>
            {t(kind === 'ban' ? 'people.ban' : 'people.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
