// One mail of the outbox: to whom, what it is, what became of it, and its link when it has to be passed
// on by hand.
import type { MailItem, MailStateName } from '@atelier/sdk';
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clockTime, useLanguage } from '../../../kit/dates';
import { RelativeTime } from '../../../kit/RelativeTime';
import { CopyLink } from '../room/CopyLink';
import classes from '../settings/settings.module.css';

const colors: Record<MailStateName, string> = {
  waiting: 'amber',
  unsent: 'gray',
  sent: 'green',
  refused: 'red',
  given_up: 'red',
};

/** A template that this app does not know shows its own name. */
const templates = ['invite', 'verify', 'reset', 'moved', 'test'];

export function MailRow({ mail }: { mail: MailItem }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const kind = templates.includes(mail.template)
    ? t(`admin.template.${mail.template}`)
    : mail.template;
  return (
    <div className={`${classes.row} ${classes.wrapping}`} role="listitem">
      <div className={classes.words}>
        <Text fz="sm" fw={500} className="at-ellipsis">
          {mail.to}
        </Text>
        <Text fz="xs" c="dimmed">
          {kind} · <RelativeTime at={mail.at} />
          {mail.next_at ? ` · ${t('admin.next', { time: clockTime(mail.next_at, language) })}` : ''}
        </Text>
        {mail.error ? (
          <Text fz="xs" mt={2} style={{ overflowWrap: 'anywhere' }}>
            {mail.error}
          </Text>
        ) : null}
      </div>
      <Group gap="sm" wrap="nowrap" flex="none">
        {mail.link ? <CopyLink size="xs" address={mail.link} /> : null}
        <Badge color={colors[mail.state]}>{t(`admin.state.${mail.state}`)}</Badge>
      </Group>
    </div>
  );
}
