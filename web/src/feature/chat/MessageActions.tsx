// What one can do with a message; shown beside the row that is pointed at or has focus.
import { Menu, Paper } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmojiPicker } from '../../kit/EmojiPicker';
import { pin, react } from '../../state/chatActions';
import type { ShownMessage } from '../../state/chatRows';
import { useAppDispatch } from '../../state/store';
import { roleAllows } from '../../state/useRoom';
import { IconAction } from '../../ui/IconAction';
import {
  CopyIcon,
  EditIcon,
  LinkIcon,
  MoreIcon,
  PinIcon,
  ReplyIcon,
  ThreadIcon,
  TrashIcon,
  iconStroke,
} from '../../ui/icons';
import { useChat } from './chatContext';
import classes from './chat.module.css';
import { useRemoveMessage } from './useRemoveMessage';

export function MessageActions({ shown }: { shown: ShownMessage }) {
  const { t } = useTranslation();
  const { room, role, root, reply, openThread } = useChat();
  const dispatch = useAppDispatch();
  const seq = shown.seq ?? 0;
  const may = roleAllows(role, 'commenter');
  return (
    <Paper
      className={classes.actions}
      shadow="md"
      withBorder
      role="group"
      aria-label={t('chat.actions')}
    >
      {may ? (
        <>
          <EmojiPicker
            label={t('chat.react')}
            small
            quick
            onPick={(emoji) => void dispatch(react(room, seq, emoji))}
          />
          <IconAction small label={t('chat.reply')} icon={ReplyIcon} onClick={() => reply(shown)} />
        </>
      ) : null}
      {root === undefined ? (
        <IconAction
          small
          label={t('chat.openThread')}
          icon={ThreadIcon}
          onClick={() => openThread(seq)}
        />
      ) : null}
      <MoreMenu shown={shown} seq={seq} may={may} />
    </Paper>
  );
}

function MoreMenu({ shown, seq, may }: { shown: ShownMessage; seq: number; may: boolean }) {
  const { t } = useTranslation();
  const { room, me, role, edit } = useChat();
  const dispatch = useAppDispatch();
  const remove = useRemoveMessage();
  const mine = me !== null && shown.from.id === me.id;
  const pinned = shown.message?.pinned === true;
  const icon = { size: 16, stroke: iconStroke, 'aria-hidden': true } as const;
  const link = `${location.origin}/r/${room}?panel=chat&at=${seq}`;
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <IconAction small label={t('common.more')} icon={MoreIcon} />
      </Menu.Target>
      <Menu.Dropdown>
        {mine && may ? (
          <Menu.Item leftSection={<EditIcon {...icon} />} onClick={() => edit(seq)}>
            {t('chat.edit')}
          </Menu.Item>
        ) : null}
        {may ? (
          <Menu.Item
            leftSection={<PinIcon {...icon} />}
            onClick={() => void dispatch(pin(room, seq, !pinned))}
          >
            {t(pinned ? 'chat.unpin' : 'chat.pin')}
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<CopyIcon {...icon} />}
          onClick={() => void navigator.clipboard.writeText(shown.text)}
        >
          {t('chat.copyText')}
        </Menu.Item>
        <Menu.Item
          leftSection={<LinkIcon {...icon} />}
          onClick={() => void navigator.clipboard.writeText(link)}
        >
          {t('chat.copyLink')}
        </Menu.Item>
        {(mine && may) || role === 'owner' ? (
          <Menu.Item
            color="red"
            leftSection={<TrashIcon {...icon} />}
            onClick={() => void remove(room, seq)}
          >
            {t('chat.delete')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
