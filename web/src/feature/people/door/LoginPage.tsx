// Sign in, or register where that is open (`/login?form=register`).
import { Anchor, Button, Stack } from '@mantine/core';
import type { Session } from '@atelier/sdk';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { DoorFrame } from './DoorFrame';
import { EmailField, FormError, NameField, PasswordField, passwordMin, Submit } from './fields';
import { nextPlace } from './nextPlace';
import { leaveFor, useCall, useDoorSession } from './useCall';

export function LoginPage() {
  const session = useDoorSession();
  const register = new URLSearchParams(location.search).get('form') === 'register';
  if (session?.setup_needed) {
    leaveFor('/setup');
    return null;
  }
  if (register && session?.registration === 'open') {
    return session.mail ? <AskForm /> : <RegisterForm />;
  }
  return <LoginForm session={session} />;
}

function LoginForm({ session }: { session: Session | undefined }) {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.login.bind(client.session));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle(t('auth.loginTitle'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ email, password })) leaveFor(nextPlace(location.search, location.origin));
  };
  const toRegister = (
    <Anchor href="/login?form=register" inherit>
      {t('auth.toRegister')}
    </Anchor>
  );
  return (
    <DoorFrame
      title={t('auth.loginTitle')}
      workspace={session?.workspace}
      intro={session ? t('auth.loginIntro', { workspace: session.workspace.name }) : '\u00a0'}
      footer={session ? (session.registration === 'open' ? toRegister : t('auth.closed')) : null}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <FormError error={error} words={{ unauthenticated: t('auth.wrong') }} />
          {error ? null : <WayError />}
          <EmailField value={email} onText={setEmail} />
          <PasswordField fresh={false} value={password} onText={setPassword} />
          <Submit loading={busy}>{t('auth.login')}</Submit>
          {session?.oidc ? <WithProvider name={session.oidc.name} /> : null}
          <Anchor href="/forgot" fz="sm">
            {t('joining.forgot')}
          </Anchor>
        </Stack>
      </form>
    </DoorFrame>
  );
}

/** Signing in with a provider is a walk of the browser, there and back. */
function WithProvider({ name }: { name: string }) {
  const { t } = useTranslation();
  const next = new URL(nextPlace(location.search, location.origin), location.origin);
  const to = encodeURIComponent(next.href.slice(next.origin.length));
  return (
    <Button component="a" href={`/api/v1/oidc/start?to=${to}`} variant="default" size="md">
      {t('auth.with', { name })}
    </Button>
  );
}

/** What went wrong on the way; the server says it behind the address. */
function WayError() {
  const { t, i18n } = useTranslation();
  const code = /^#error=([a-z_]+)$/.exec(location.hash)?.[1];
  if (!code) return null;
  const key = `auth.way.${code}`;
  return <FormError error={{ code }} words={i18n.exists(key) ? { [code]: t(key) } : {}} />;
}

/** Where mail is sent an account begins with the address: its mail has the link that makes it. */
function AskForm() {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const { run, busy, error } = useCall(async (address: string) => {
    const result = await client.session.askForAccount(address, i18n.language);
    return result.ok ? { ok: true as const, value: true } : result;
  });
  usePageTitle(t('auth.registerTitle'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(email)) setSent(true);
  };
  if (sent) {
    return (
      <DoorFrame
        title={t('joining.checkMail')}
        intro={t('joining.checkMailAccount', { email })}
        footer={<ToLogin />}
      />
    );
  }
  return (
    <DoorFrame title={t('auth.registerTitle')} intro={t('auth.registerIntro')} footer={<ToLogin />}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <FormError error={error} />
          <EmailField value={email} onText={setEmail} />
          <Submit loading={busy}>{t('auth.register')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}

function ToLogin() {
  const { t } = useTranslation();
  return (
    <Anchor href="/login" inherit>
      {t('auth.toLogin')}
    </Anchor>
  );
}

function RegisterForm() {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.register.bind(client.session));
  const [form, setForm] = useState({ name: '', email: '', password: '' });
  const [short, setShort] = useState(false);
  usePageTitle(t('auth.registerTitle'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setShort(form.password.length < passwordMin);
    if (form.password.length < passwordMin) return;
    if (await run(form)) leaveFor(nextPlace(location.search, location.origin));
  };
  return (
    <DoorFrame title={t('auth.registerTitle')} intro={t('auth.registerIntro')} footer={<ToLogin />}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <FormError error={error} words={{ conflict: t('auth.emailTaken') }} />
          <NameField value={form.name} onText={(name) => setForm({ ...form, name })} />
          <EmailField value={form.email} onText={(email) => setForm({ ...form, email })} />
          <PasswordField
            fresh
            value={form.password}
            onText={(password) => setForm({ ...form, password })}
            error={short ? t('auth.passwordShort') : null}
          />
          <Submit loading={busy}>{t('auth.register')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}
