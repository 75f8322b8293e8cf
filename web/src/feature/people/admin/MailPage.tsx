// Mail for who runs the workspace: whether it can be sent, a test mail, and what became of every mail.
import type { MailBox } from '@atelier/sdk';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { toAppError } from '../../../state/errors';
import {
  useOutboxQuery,
  useRetryMailMutation,
  useSessionQuery,
  useTestMailMutation,
} from '../../../state/rest';
import { Section } from '../settings/Section';
import { MailRow } from './MailRow';
import { useAdminWords } from './useAdminWords';

const lookAgainMs = 5_000;

export function MailPage() {
  const { t } = useTranslation();
  const ready = useAdminWords();
  const { data, error, refetch } = useOutboxQuery(undefined, {
    pollingInterval: lookAgainMs,
    skipPollingIfUnfocused: true,
  });
  usePageTitle(t('people.adminMail'));
  if (error) return <Failure error={toAppError(error)} onRetry={() => void refetch()} />;
  if (!ready || !data) {
    return (
      <Loading>
        <LineSkeleton lines={3} height={32} />
      </Loading>
    );
  }
  return (
    <>
      <Section
        title={t('people.adminMail')}
        purpose={t(data.mail_server ? 'admin.mailFrom' : 'admin.noMail', { from: data.from })}
      >
        {data.mail_server ? <TestMail /> : <Text fz="sm">{t('admin.howToMail')}</Text>}
      </Section>
      <Outbox box={data} />
    </>
  );
}

function TestMail() {
  const { t } = useTranslation();
  const mine = useSessionQuery().data?.principal?.email ?? '';
  const [to, setTo] = useState(mine);
  const [test, { isLoading, error, isSuccess }] = useTestMailMutation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void test(to.trim());
  };
  return (
    <form onSubmit={submit} aria-label={t('admin.test')}>
      <Stack gap="md">
        {error ? <Failure error={toAppError(error)} /> : null}
        <Group align="flex-end" gap="sm">
          <TextInput
            type="email"
            required
            withAsterisk={false}
            flex={1}
            miw={200}
            maw={360}
            label={t('admin.testTo')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={isLoading}>
            {t('admin.test')}
          </Button>
        </Group>
        <Text fz="sm" c="dimmed" role="status">
          {isSuccess ? t('admin.testPut') : ''}
        </Text>
      </Stack>
    </form>
  );
}

function Outbox({ box }: { box: MailBox }) {
  const { t } = useTranslation();
  const [retry, { isLoading, error }] = useRetryMailMutation();
  const failing = box.mails.some((mail) => mail.state === 'waiting' && mail.error !== undefined);
  return (
    <Section title={t('admin.outbox')} purpose={t('admin.outboxPurpose')}>
      {error ? <Failure error={toAppError(error)} /> : null}
      {box.mails.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('admin.noMails')}
        </Text>
      ) : (
        <div role="list" aria-label={t('admin.outbox')}>
          {box.mails.map((mail) => (
            <MailRow key={mail.id} mail={mail} />
          ))}
        </div>
      )}
      {failing ? (
        <Button mt="md" variant="default" loading={isLoading} onClick={() => void retry()}>
          {t('admin.retry')}
        </Button>
      ) : null}
    </Section>
  );
}
