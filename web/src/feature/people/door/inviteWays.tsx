// The ways through the door of an invite, each a form of its own.
import { Button, Stack, Text } from '@mantine/core';
import type { AtelierError, InviteAcceptance, InviteOffer } from '@atelier/sdk';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../state/client';
import { EmailField, FormError, NameField, PasswordField, passwordMin, Submit } from './fields';
import { leaveFor, useCall } from './useCall';

export interface WayProps {
  offer: InviteOffer;
  accept: (form: Omit<InviteAcceptance, 'secret'>) => Promise<void>;
  busy: boolean;
  error: AtelierError | null;
}

export function AsOneself({ offer, accept, busy, error }: WayProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <FormError error={error} words={{ not_found: t('joining.gone') }} />
      <Text>{t('joining.acceptAs', { name: offer.signed_in_as?.name ?? '' })}</Text>
      <Submit loading={busy} onClick={() => void accept({})}>
        {t('joining.accept')}
      </Submit>
    </Stack>
  );
}

export function AsGuest({ offer, accept, busy, error }: WayProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const known = offer.signed_in_as?.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void accept(known ? {} : { name: name.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <FormError error={error} words={{ not_found: t('joining.gone') }} />
        {known ? (
          <Text>{t('joining.acceptAs', { name: known })}</Text>
        ) : (
          <NameField value={name} onText={setName} description={t('auth.guestNameHint')} />
        )}
        <Submit loading={busy}>{t('auth.enter')}</Submit>
      </Stack>
    </form>
  );
}

export function WithNewAccount({ offer, accept, busy, error }: WayProps) {
  const { t, i18n } = useTranslation();
  const [form, setForm] = useState({ name: '', email: offer.email ?? '', password: '' });
  const [short, setShort] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShort(form.password.length < passwordMin);
    if (form.password.length >= passwordMin) void accept({ ...form, language: i18n.language });
  };
  const fixed = offer.email ? { description: t('joining.emailFixed'), readOnly: true } : {};
  const words = { not_found: t('joining.gone'), conflict: t('auth.emailTaken') };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <FormError error={error} words={words} />
        <NameField value={form.name} onText={(name) => setForm({ ...form, name })} />
        <EmailField value={form.email} onText={(email) => setForm({ ...form, email })} {...fixed} />
        <PasswordField
          fresh
          value={form.password}
          onText={(password) => setForm({ ...form, password })}
          error={short ? t('auth.passwordShort') : null}
        />
        <Submit loading={busy}>{t(offer.asked_for ? 'auth.register' : 'joining.create')}</Submit>
      </Stack>
    </form>
  );
}

/** The secret goes along as a request of the page, never in an address. */
export function WithProvider({
  name,
  invite,
  secret,
}: Record<'name' | 'invite' | 'secret', string>) {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.startProvider.bind(client.session));
  const go = async () => {
    const out = await run({ invite: { id: invite, secret } });
    if (out) leaveFor(out.url);
  };
  return (
    <>
      <FormError error={error} />
      <Button variant="default" size="md" loading={busy} onClick={() => void go()}>
        {t('auth.with', { name })}
      </Button>
    </>
  );
}

/** Signing in here keeps the secret out of every address. */
export function SignIn({ email: known, onSignedIn }: { email: string; onSignedIn: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const { run, busy, error } = useCall(client.session.login.bind(client.session));
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ email, password })) onSignedIn();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="lg">
        <FormError error={error} words={{ unauthenticated: t('auth.wrong') }} />
        <EmailField value={email} onText={setEmail} />
        <PasswordField fresh={false} value={password} onText={setPassword} />
        <Submit loading={busy}>{t('auth.login')}</Submit>
      </Stack>
    </form>
  );
}
