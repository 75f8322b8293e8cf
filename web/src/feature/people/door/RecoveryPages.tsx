// A forgotten password, the page of its mailed link, and the page that verifies an address.
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { DoorFrame } from './DoorFrame';
import { EmailField, FormError, PasswordField, passwordMin, Submit } from './fields';
import { leaveFor, useCall, useDoorSession } from './useCall';

const secretInAddress = (): string => location.hash.replace(/^#/, '');

function ToLogin() {
  const { t } = useTranslation();
  return (
    <Anchor href="/login" inherit>
      {t('auth.toLogin')}
    </Anchor>
  );
}

export function ForgotPage() {
  const { t } = useTranslation();
  const client = useClient();
  const session = useDoorSession();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const { run, busy, error } = useCall(async (address: string) => {
    const result = await client.session.forgotPassword(address);
    return result.ok ? { ok: true as const, value: true } : result;
  });
  usePageTitle(t('joining.forgotTitle'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(email)) setSent(true);
  };
  if (sent) {
    return (
      <DoorFrame title={t('joining.checkMail')} footer={<ToLogin />}>
        <Text role="status">
          {session?.mail === false ? t('joining.noMail') : t('joining.checkMailReset', { email })}
        </Text>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title={t('joining.forgotTitle')}
      intro={t('joining.forgotIntro')}
      footer={<ToLogin />}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <FormError error={error} />
          <EmailField value={email} onText={setEmail} />
          <Submit loading={busy}>{t('joining.request')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}

function LinkGone() {
  const { t } = useTranslation();
  return (
    <DoorFrame
      title={t('joining.linkGoneTitle')}
      intro={t('joining.linkGone')}
      footer={
        <Anchor href="/forgot" inherit>
          {t('joining.forgot')}
        </Anchor>
      }
    />
  );
}

export function ResetPage() {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.resetPassword.bind(client.session));
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const secret = secretInAddress();
  usePageTitle(t('joining.resetTitle'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setShort(password.length < passwordMin);
    if (password.length < passwordMin) return;
    if (await run({ secret, password })) leaveFor('/');
  };
  if (secret === '' || error?.code === 'not_found') return <LinkGone />;
  return (
    <DoorFrame title={t('joining.resetTitle')} intro={t('joining.resetIntro')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <FormError error={error} />
          <PasswordField
            fresh
            value={password}
            onText={setPassword}
            error={short ? t('auth.passwordShort') : null}
          />
          <Submit loading={busy}>{t('joining.resetSubmit')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}

/** A click and not the mere opening: programs that look through mails open links. */
export function VerifyPage() {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.confirmEmail.bind(client.session));
  const [email, setEmail] = useState('');
  const secret = secretInAddress();
  usePageTitle(t('joining.confirmTitle'));
  if (secret === '' || error?.code === 'not_found') {
    return <DoorFrame title={t('joining.linkGoneTitle')} intro={t('joining.linkGone')} />;
  }
  if (email !== '') {
    return (
      <DoorFrame title={t('joining.confirmedTitle')} intro={t('joining.confirmed', { email })}>
        <Button component="a" href="/" size="md" fullWidth>
          {t('joining.home')}
        </Button>
      </DoorFrame>
    );
  }
  const confirm = async () => {
    const confirmed = await run(secret);
    if (confirmed) setEmail(confirmed.email);
  };
  return (
    <DoorFrame title={t('joining.confirmTitle')} intro={t('joining.confirmIntro')}>
      <Stack gap="lg">
        <FormError error={error} />
        <Submit loading={busy} onClick={() => void confirm()}>
          {t('joining.confirm')}
        </Submit>
      </Stack>
    </DoorFrame>
  );
}
