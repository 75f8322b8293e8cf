// Sending the summary, for owners: with one click to whoever of the room can be written to, or to people
// one chooses. Without a mail server there is a link to pass on.
import type { AtelierError, SummaryRecipients, SummarySent, SummaryWish } from '@atelier/sdk';
import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortClock, shortDate, useLanguage } from '../../kit/dates';
import { Failure } from '../../kit/StateView';
import { useClient } from '../../state/client';
import { useNow } from '../../state/useNow';
import { MailIcon, iconStroke } from '../../ui/icons';
import classes from './meeting.module.css';
import { namesIn } from './recipients';
import { SendDialog } from './SendDialog';
import type { FullSummary } from './useSummary';

export interface SendSummaryProps {
  room: string;
  summary: FullSummary;
  onSent: () => void;
}

/** Null while it is being asked for; without an answer one types addresses. */
function useRecipients(room: string, meeting: string): SummaryRecipients | null {
  const client = useClient();
  const [found, setFound] = useState<SummaryRecipients | null>(null);
  useEffect(() => {
    let over = false;
    const ask = async () => {
      const answer = await client.meetings.recipients(room, meeting);
      if (!over) setFound(answer.ok ? answer.value : { people: [], mail: true });
    };
    void ask();
    return () => {
      over = true;
    };
  }, [client, room, meeting]);
  return found;
}

export function useSending(room: string, meeting: string, onSent: () => void) {
  const client = useClient();
  const { i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AtelierError | null>(null);
  const [done, setDone] = useState<SummarySent | null>(null);
  const send = useCallback(
    async (wish: SummaryWish) => {
      setBusy(true);
      const answer = await client.meetings.send(room, meeting, {
        language: i18n.language,
        ...wish,
      });
      setBusy(false);
      setError(answer.ok ? null : answer.error);
      if (answer.ok) setDone(answer.value);
      if (answer.ok) onSent();
      return answer.ok;
    },
    [client, room, meeting, i18n.language, onSent],
  );
  return { send, busy, error, done };
}

export function SendSummary({ room, summary, onSent }: SendSummaryProps) {
  const { t } = useTranslation();
  const found = useRecipients(room, summary.meeting.id);
  const sending = useSending(room, summary.meeting.id, onSent);
  const [choosing, setChoosing] = useState(false);
  if (!found) return null;
  const { people, mail } = found;
  const everybody = { people: people.map(({ id }) => id) };
  const first = () => {
    if (mail && (people.length === 0 || summary.sent)) return setChoosing(true);
    void sending.send(mail ? everybody : {});
  };
  return (
    <section className={classes.send} aria-label={t('meeting.sending')}>
      <Group justify="space-between" gap="md">
        <div className={classes.sendWords}>
          <State summary={summary} found={found} />
        </div>
        <Group gap="sm">
          {mail && people.length > 0 && !summary.sent ? (
            <Button variant="subtle" color="gray" onClick={() => setChoosing(true)}>
              {t('meeting.choosePeople')}
            </Button>
          ) : null}
          {sending.done?.link ? null : (
            <Button
              variant={summary.sent ? 'default' : 'light'}
              loading={sending.busy}
              leftSection={<MailIcon size={16} stroke={iconStroke} aria-hidden />}
              onClick={first}
            >
              {t(!mail ? 'meeting.makeLink' : summary.sent ? 'meeting.sendAgain' : 'meeting.send')}
            </Button>
          )}
        </Group>
      </Group>
      {sending.done?.link ? <PassOn address={sending.done.link} /> : null}
      {sending.error && !choosing ? <Failure error={sending.error} /> : null}
      {choosing ? (
        <SendDialog
          people={people}
          all={!summary.sent}
          sending={sending}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </section>
  );
}

function State({ summary: { sent }, found }: { summary: FullSummary; found: SummaryRecipients }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  if (!found.mail) return <Words title={t('meeting.noMail')} hint={t('meeting.noMailHint')} />;
  if (sent) {
    const clock = shortClock(sent.at, language);
    const today = now - sent.at < 86_400_000;
    const time = today ? clock : `${shortDate(sent.at, now, language)}, ${clock}`;
    return <Words title={t('meeting.sentTo', { count: sent.count, time })} status />;
  }
  const names = namesIn(found.people, language);
  return (
    <Words
      title={names ? t('meeting.sendTo', { names }) : t('meeting.sendHint')}
      hint={t('meeting.noAccountNeeded')}
    />
  );
}

function PassOn({ address }: { address: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" mt="md" align="flex-end">
      <TextInput
        flex={1}
        miw={200}
        readOnly
        label={t('meeting.linkToSend')}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={address} timeout={2_000}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {t(copied ? 'common.copied' : 'common.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function Words({ title, hint, status }: { title: string; hint?: string; status?: boolean }) {
  return (
    <>
      <Text fz="sm" fw={500} {...(status ? { role: 'status' } : {})}>
        {title}
      </Text>
      {hint ? (
        <Text fz="sm" c="dimmed">
          {hint}
        </Text>
      ) : null}
    </>
  );
}
