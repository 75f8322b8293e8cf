// Sign in, or register where that is open (`/login?form=register`).
import { Anchor, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { useLoginMutation, useRegisterMutation, useSessionQuery } from '../../../state/rest';
import { usePageTitle } from '../../../kit/usePageTitle';
import { DoorFrame } from './DoorFrame';
import {
  EmailField,
  FormError,
  NameField,
  nextPlace,
  PasswordField,
  passwordMin,
  Submit,
} from './fields';

export function LoginPage() {
  const { search } = useLocation();
  const session = useSessionQuery().data;
  const wantsRegister = new URLSearchParams(search).get('form') === 'register';
  if (session?.setup_needed) return <Navigate to="/setup" replace />;
  return wantsRegister && session?.registration === 'open' ? <RegisterForm /> : <LoginForm />;
}

function LoginForm() {
  const { t } = useTranslation();
  const { search } = useLocation();
  const navigate = useNavigate();
  const session = useSessionQuery().data;
  const [login, { isLoading, error }] = useLoginMutation();
  const form = useForm({ initialValues: { email: '', password: '' } });
  usePageTitle(t('auth.loginTitle'));
  const submit = form.onSubmit(async (values) => {
    const result = await login(values);
    if (!result.error) void navigate(nextPlace(search), { replace: true });
  });
  const open = session?.registration === 'open';
  return (
    <DoorFrame
      title={t('auth.loginTitle')}
      intro={session ? t('auth.loginIntro', { workspace: session.workspace.name }) : null}
      footer={
        open ? (
          <Anchor component={Link} to="/login?form=register" inherit>
            {t('auth.toRegister')}
          </Anchor>
        ) : (
          t('auth.closed')
        )
      }
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <FormError error={error} words={{ unauthenticated: t('auth.wrong') }} />
          <EmailField {...form.getInputProps('email')} />
          <PasswordField fresh={false} {...form.getInputProps('password')} />
          <Submit loading={isLoading}>{t('auth.login')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}

function RegisterForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [register, { isLoading, error }] = useRegisterMutation();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      password: (value) => (value.length < passwordMin ? t('auth.passwordShort') : null),
    },
  });
  usePageTitle(t('auth.registerTitle'));
  const submit = form.onSubmit(async (values) => {
    const result = await register(values);
    if (!result.error) void navigate(nextPlace(search), { replace: true });
  });
  return (
    <DoorFrame
      title={t('auth.registerTitle')}
      intro={t('auth.registerIntro')}
      footer={
        <Anchor component={Link} to="/login" inherit>
          {t('auth.toLogin')}
        </Anchor>
      }
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <FormError error={error} words={{ conflict: t('auth.emailTaken') }} />
          <NameField {...form.getInputProps('name')} />
          <EmailField {...form.getInputProps('email')} />
          <PasswordField fresh {...form.getInputProps('password')} />
          <Submit loading={isLoading}>{t('auth.register')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}
