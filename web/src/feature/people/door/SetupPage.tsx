// The first page of a new server: names the workspace and its owner. The secret of the printed link is
// in the fragment and never leaves it but in the request's body.
import { Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { DoorFrame } from './DoorFrame';
import {
  EmailField,
  fieldProps,
  FormError,
  NameField,
  PasswordField,
  passwordMin,
  Submit,
} from './fields';
import { leaveFor, useCall, useDoorSession } from './useCall';

export function SetupPage() {
  const { t } = useTranslation();
  const session = useDoorSession();
  const secret = location.hash.replace(/^#/, '');
  usePageTitle(t('auth.setupTitle'));
  if (session && !session.setup_needed) {
    leaveFor('/');
    return null;
  }
  if (secret === '') {
    return <DoorFrame title={t('auth.setupNoSecretTitle')} intro={t('auth.setupNoSecret')} />;
  }
  return (
    <DoorFrame title={t('auth.setupTitle')} intro={t('auth.setupIntro')}>
      <SetupForm secret={secret} />
    </DoorFrame>
  );
}

function SetupForm({ secret }: { secret: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.setup.bind(client.session));
  const [form, setForm] = useState({ workspace: '', name: '', email: '', password: '' });
  const [short, setShort] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setShort(form.password.length < passwordMin);
    if (form.password.length < passwordMin) return;
    if (await run({ ...form, secret })) leaveFor('/');
  };
  const workspace = {
    value: form.workspace,
    onText: (value: string) => setForm({ ...form, workspace: value }),
    description: t('auth.workspaceHint'),
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="lg">
        <FormError error={error} words={{ not_found: t('auth.setupWrongSecret') }} />
        <TextInput
          name="workspace"
          autoComplete="organization"
          required
          withAsterisk={false}
          size="md"
          maxLength={80}
          label={t('auth.workspace')}
          {...fieldProps(workspace)}
        />
        <NameField value={form.name} onText={(name) => setForm({ ...form, name })} />
        <EmailField value={form.email} onText={(email) => setForm({ ...form, email })} />
        <PasswordField
          fresh
          value={form.password}
          onText={(password) => setForm({ ...form, password })}
          error={short ? t('auth.passwordShort') : null}
        />
        <Submit loading={busy}>{t('auth.setup')}</Submit>
      </Stack>
    </form>
  );
}
