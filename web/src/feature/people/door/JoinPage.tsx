// The door of a link: which room, who invites, as what. Somebody with an account joins as themselves,
// everybody else gives a name. The secret stays in the fragment.
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { LinkPreview } from '@atelier/sdk';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { shortDate, useLanguage } from '../../../kit/RelativeTime';
import { toAppError } from '../../../state/errors';
import { useJoinLinkMutation, useLookLinkQuery } from '../../../state/rest';
import { useNow } from '../../../state/useNow';
import { DoorFrame } from './DoorFrame';
import { FormError, NameField, Submit } from './fields';

export interface JoinPageProps {
  /** Called after the person changed, so that the connection speaks for them. */
  onJoined: () => void;
}

export function JoinPage({ onJoined }: JoinPageProps) {
  const { t } = useTranslation();
  const { invite = '' } = useParams();
  const secret = useLocation().hash.replace(/^#/, '');
  const { data, error, refetch } = useLookLinkQuery({ link: invite, secret });
  usePageTitle(data ? t('auth.joinTitle', { room: data.room.name }) : t('auth.joinDoor'));
  if (error && toAppError(error).code === 'not_found') {
    return <DoorFrame title={t('auth.linkGoneTitle')} intro={t('auth.linkGone')} />;
  }
  if (error) {
    return (
      <DoorFrame title={t('auth.joinDoor')}>
        <Failure error={toAppError(error)} onRetry={() => void refetch()} />
      </DoorFrame>
    );
  }
  if (!data) {
    return (
      <DoorFrame title={t('auth.joinDoor')}>
        <Loading>
          <LineSkeleton lines={3} />
        </Loading>
      </DoorFrame>
    );
  }
  return <Door link={invite} secret={secret} preview={data} onJoined={onJoined} />;
}

interface DoorProps extends JoinPageProps {
  link: string;
  secret: string;
  preview: LinkPreview;
}

function useJoin({ link, secret, onJoined }: DoorProps) {
  const navigate = useNavigate();
  const [join, { isLoading, error }] = useJoinLinkMutation();
  const go = async (name?: string) => {
    const result = await join({ link, secret, ...(name === undefined ? {} : { name }) });
    if (!result.data) return;
    onJoined();
    const { room } = result.data;
    void navigate(`/r/${typeof room === 'string' ? room : room.id}`, { replace: true });
  };
  return { go, isLoading, error };
}

function Door(props: DoorProps) {
  const { preview } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  const { go, isLoading, error } = useJoin(props);
  const form = useForm({ initialValues: { name: '' } });
  const known = preview.signed_in_as;
  const me = typeof known === 'object' ? known.name : known;
  const submit = form.onSubmit(({ name }) => void go(me ? undefined : name.trim()));
  return (
    <DoorFrame
      title={preview.room.name}
      intro={t('auth.invitedBy', { name: preview.host.name })}
      footer={
        preview.expires_at
          ? t('auth.linkEnds', { date: shortDate(preview.expires_at, now, language) })
          : null
      }
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Group gap="sm">
            <Badge color="ink" size="lg">
              {t(`common.role.${preview.role}`)}
            </Badge>
            <Text fz="sm" c="dimmed">
              {t(`auth.roleMay.${preview.role}`)}
            </Text>
          </Group>
          <FormError error={error} words={{ not_found: t('auth.linkGone') }} />
          {me ? (
            <Text>{t('auth.joinAs', { name: me })}</Text>
          ) : (
            <NameField description={t('auth.guestNameHint')} {...form.getInputProps('name')} />
          )}
          <Submit loading={isLoading}>{t('auth.enter')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}
