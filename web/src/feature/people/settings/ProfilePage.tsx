// My name, time zone, address and password.
import { Button, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import type { SessionPrincipal } from '@atelier/sdk';
import { useForm } from '@mantine/form';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { addAccountWords } from '../../../i18n/account';
import { useWords } from '../../../i18n/useWords';
import { usePageTitle } from '../../../kit/usePageTitle';
import {
  useChangePasswordMutation,
  useSessionQuery,
  useUpdateMeMutation,
  useWaysQuery,
} from '../../../state/rest';
import { FormError, passwordMin } from '../door/fields';
import { AddressSection } from './AddressSection';
import { GuestSection } from './GuestSection';
import { DeleteAccount, MyData } from './MyBelongings';
import { Section } from './Section';
import { WaysSection } from './WaysSection';

const LooksSection = lazy(() =>
  import('./LooksSection').then((m) => ({ default: m.LooksSection })),
);

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ProfilePage() {
  const { t } = useTranslation();
  const session = useSessionQuery().data;
  const me = session?.principal;
  const words = useWords(addAccountWords);
  // Only who comes by a provider may be without one (AUTH98).
  const ways = useWaysQuery(undefined, { skip: !session?.oidc || me?.kind !== 'user' }).data;
  const hasPassword = !session?.oidc || ways?.password === true;
  usePageTitle(t('people.profile'));
  if (!me) return null;
  const account = words && me.kind === 'user';
  return (
    <>
      <NameSection key={me.id} me={me} />
      <Suspense>{account ? <LooksSection me={me} /> : null}</Suspense>
      {words && me.kind === 'guest' ? <GuestSection /> : null}
      {account ? <AddressSection key={me.email ?? ''} me={me} /> : null}
      {account && session?.oidc ? <WaysSection name={session.oidc.name} /> : null}
      {me.kind === 'user' && hasPassword ? <PasswordSection email={me.email ?? ''} /> : null}
      {words ? <MyData /> : null}
      {account ? <DeleteAccount me={me} password={hasPassword} /> : null}
    </>
  );
}

function NameSection({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const [update, { isLoading, error, isSuccess }] = useUpdateMeMutation();
  const form = useForm({ initialValues: { name: me.name, timezone: me.timezone ?? ownZone } });
  const submit = form.onSubmit(async (values) => {
    const result = await update(values);
    if (!result.error) form.resetDirty();
  });
  return (
    <Section title={t('people.profile')} purpose={t('people.profilePurpose')}>
      <form onSubmit={submit}>
        <Stack gap="lg" maw={420}>
          <FormError error={error} />
          <TextInput
            label={t('auth.name')}
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={80}
            {...form.getInputProps('name')}
          />
          <Select
            label={t('people.timezone')}
            searchable
            data={zonesWith(form.values.timezone)}
            allowDeselect={false}
            limit={60}
            {...form.getInputProps('timezone')}
          />
          <Group gap="md">
            <Button type="submit" loading={isLoading} disabled={!form.isDirty()}>
              {t('common.save')}
            </Button>
            <Text fz="sm" c="dimmed" role="status">
              {isSuccess && !form.isDirty() ? t('common.saved.saved') : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** Browsers leave some out that people have, UTC among them. */
function zonesWith(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), chosen])].toSorted();
}

function PasswordSection({ email }: { email: string }) {
  const { t } = useTranslation();
  const [change, { isLoading, error, isSuccess }] = useChangePasswordMutation();
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: { next: (value) => (value.length < passwordMin ? t('auth.passwordShort') : null) },
  });
  const submit = form.onSubmit(async (values) => {
    const result = await change(values);
    if (!result.error) form.reset();
  });
  const toggle = { 'aria-label': t('auth.showPassword') };
  return (
    <Section title={t('people.password')} purpose={t('people.passwordPurpose')}>
      <form onSubmit={submit}>
        <Stack gap="lg" maw={420}>
          <FormError error={error} words={{ unauthenticated: t('people.wrongPassword') }} />
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordInput
            label={t('people.currentPassword')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={t('people.nextPassword')}
            description={t('auth.passwordHint')}
            autoComplete="new-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('next')}
          />
          <Group gap="md">
            <Button type="submit" variant="default" loading={isLoading}>
              {t('people.changePassword')}
            </Button>
            <Text fz="sm" c="dimmed" role="status">
              {isSuccess ? t('people.passwordChanged') : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
