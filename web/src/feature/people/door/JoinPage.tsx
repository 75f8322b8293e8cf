// The door of a link: which room, who invites, as what. Somebody with an account joins as themselves,
// everybody else gives a name. The secret stays in the fragment.
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { AtelierError, LinkPreview } from '@atelier/sdk';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate, useLanguage } from '../../../kit/dates';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { useNow } from '../../../state/useNow';
import { Consent } from './Consent';
import { DoorFrame } from './DoorFrame';
import { FormError, NameField, Submit } from './fields';
import { InvitePage } from './InvitePage';
import { landing, withHost } from './nextPlace';
import { leaveFor, useCall } from './useCall';
import { WaitingDoor, type WaitingDoorProps } from './WaitingDoor';

function useLook(link: string, secret: string) {
  const client = useClient();
  const [preview, setPreview] = useState<LinkPreview | null>(null);
  const [error, setError] = useState<AtelierError | null>(null);
  const look = useCallback(async () => {
    const result = await client.links.look(link, secret);
    setPreview(result.ok ? result.value : null);
    setError(result.ok ? null : result.error);
  }, [client, link, secret]);
  useEffect(() => {
    const timer = setTimeout(() => void look(), 0);
    return () => clearTimeout(timer);
  }, [look]);
  return { preview, error, look };
}

/** The secret says what it belongs to: an invite, or a link of a room. Behind it may stand where in the
 * room to land (AUTH84). */
export function JoinPage({ invite }: { invite: string }) {
  const { secret, place } = landing(location.hash);
  if (secret.startsWith('invite_')) return <InvitePage invite={invite} secret={secret} />;
  return <LinkPage link={invite} secret={secret} place={place || withHost} />;
}

type Landing = ReturnType<typeof landing>;

function LinkPage({ link, secret, place }: { link: string } & Landing) {
  const { t } = useTranslation();
  const { preview, error, look } = useLook(link, secret);
  usePageTitle(preview ? t('auth.joinTitle', { room: preview.room.name }) : t('auth.joinDoor'));
  if (preview) {
    const props = { link, secret, place, preview, onChange: () => void look() };
    const state = preview.door?.state;
    const waits = state === 'waiting' || state === 'refused';
    return waits ? <WaitingDoor {...props} /> : <Door {...props} />;
  }
  if (error?.code === 'not_found') {
    return <DoorFrame title={t('auth.linkGoneTitle')} intro={t('auth.linkGone')} />;
  }
  return (
    <DoorFrame title={t('auth.joinDoor')}>
      {error ? (
        <Failure error={error} onRetry={() => void look()} />
      ) : (
        <Loading>
          <LineSkeleton lines={3} />
        </Loading>
      )}
    </DoorFrame>
  );
}

function Door({ link, secret, place, preview, onChange }: WaitingDoorProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  const client = useClient();
  const { run, busy, error } = useCall(client.links.join.bind(client.links));
  const [name, setName] = useState('');
  const known = preview.signed_in_as;
  const me = typeof known === 'object' ? known.name : known;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const joined = await run(link, secret, ...(me ? [] : [name.trim()]));
    if (!joined) return;
    if (!('room' in joined)) return onChange();
    const { room } = joined;
    leaveFor(`/r/${typeof room === 'string' ? room : room.id}${place}`);
  };
  const ends = preview.expires_at;
  const knocks = preview.door?.state === 'knock';
  return (
    <DoorFrame
      title={preview.room.name}
      intro={t('auth.invitedBy', { name: preview.host.name })}
      footer={ends ? t('auth.linkEnds', { date: shortDate(ends, now, language) }) : null}
    >
      <form onSubmit={(event) => void submit(event)}>
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
            <NameField value={name} onText={setName} description={t('auth.guestNameHint')} />
          )}
          {preview.consent ? <Consent text={preview.consent} /> : null}
          {knocks ? (
            <Text fz="sm" c="dimmed">
              {t('joining.knockHint')}
            </Text>
          ) : null}
          <Submit loading={busy}>{t(knocks ? 'joining.knock' : 'auth.enter')}</Submit>
        </Stack>
      </form>
    </DoorFrame>
  );
}
