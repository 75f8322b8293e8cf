// The first page of a new server: names the workspace and its owner. The secret of the printed link is
// in the fragment and never leaves it but in the request's body.
import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useSessionQuery, useSetupMutation } from '../../../state/rest';
import { DoorFrame } from './DoorFrame';
import { EmailField, FormError, NameField, PasswordField, passwordMin, Submit } from './fields';

export function SetupPage() {
  const { t } = useTranslation();
  const session = useSessionQuery().data;
  const secret = useLocation().hash.replace(/^#/, '');
  usePageTitle(t('auth.setupTitle'));
  if (session && !session.setup_needed) return <Navigate to="/" replace />;
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
  const navigate = useNavigate();
  const [setup, { isLoading, error }] = useSetupMutation();
  const form = useForm({
    initialValues: { workspace: '', name: '', email: '', password: '' },
    validate: {
      password: (value) => (value.length < passwordMin ? t('auth.passwordShort') : null),
    },
  });
  const submit = form.onSubmit(async (values) => {
    const result = await setup({ ...values, secret });
    if (!result.error) void navigate('/', { replace: true });
  });
  return (
    <form onSubmit={submit}>
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
          description={t('auth.workspaceHint')}
          {...form.getInputProps('workspace')}
        />
        <NameField {...form.getInputProps('name')} />
        <EmailField {...form.getInputProps('email')} />
        <PasswordField fresh {...form.getInputProps('password')} />
        <Submit loading={isLoading}>{t('auth.setup')}</Submit>
      </Stack>
    </form>
  );
}
