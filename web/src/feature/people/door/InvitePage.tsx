// The door of an invite: who invites, where, as what; then with the account one is signed in with, with
// a new one, or as a guest. The secret stays in the fragment.
import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import type { AtelierError, InviteOffer } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate, useLanguage } from '../../../kit/dates';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { useNow } from '../../../state/useNow';
import { Consent } from './Consent';
import { DoorFrame } from './DoorFrame';
import { FormError } from './fields';
import {
  AsGuest,
  AsOneself,
  SignIn,
  WithNewAccount,
  WithProvider,
  type WayProps,
} from './inviteWays';
import { withHost } from './nextPlace';
import { leaveFor, useCall, useDoorSession } from './useCall';

function useOffer(invite: string, secret: string) {
  const client = useClient();
  const [offer, setOffer] = useState<InviteOffer | null>(null);
  const [error, setError] = useState<AtelierError | null>(null);
  const look = useCallback(async () => {
    const result = await client.invites.look(invite, secret);
    setOffer(result.ok ? result.value : null);
    setError(result.ok ? null : result.error);
  }, [client, invite, secret]);
  useEffect(() => {
    const timer = setTimeout(() => void look(), 0);
    return () => clearTimeout(timer);
  }, [look]);
  return { offer, error, look };
}

export function InvitePage({ invite, secret }: { invite: string; secret: string }) {
  const { t } = useTranslation();
  const { offer, error, look } = useOffer(invite, secret);
  usePageTitle(offer ? t('auth.joinTitle', { room: placeOf(offer) }) : t('auth.joinDoor'));
  if (offer) {
    return <Offer invite={invite} secret={secret} offer={offer} onSignedIn={() => void look()} />;
  }
  if (error?.code === 'not_found') {
    return <DoorFrame title={t('joining.goneTitle')} intro={t('joining.gone')} />;
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

function placeOf(offer: InviteOffer): string {
  return offer.room?.name ?? offer.workspace.name;
}

interface OfferProps {
  invite: string;
  secret: string;
  offer: InviteOffer;
  onSignedIn: () => void;
}

function Offer({ invite, secret, offer, onSignedIn }: OfferProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  const [declined, setDeclined] = useState(false);
  const provider = useDoorSession()?.oidc;
  if (declined) {
    const words = t('joining.declined', { name: offer.host.name });
    return <DoorFrame title={t('joining.declinedTitle')} intro={words} />;
  }
  const intro = offer.asked_for
    ? t('joining.selfAsked')
    : t(offer.room ? 'joining.toRoom' : 'joining.toWorkspace', { name: offer.host.name });
  return (
    <DoorFrame
      title={placeOf(offer)}
      intro={intro}
      footer={t('joining.until', { date: shortDate(offer.expires_at, now, language) })}
    >
      <Stack gap="lg">
        {offer.asked_for ? null : <Role offer={offer} />}
        {offer.consent ? <Consent text={offer.consent} /> : null}
        <Ways invite={invite} secret={secret} offer={offer} onSignedIn={onSignedIn} />
        {provider && offer.signed_in_as?.kind !== 'user' ? (
          <WithProvider name={provider.name} invite={invite} secret={secret} />
        ) : null}
        {offer.asked_for ? null : (
          <Decline invite={invite} secret={secret} onDeclined={() => setDeclined(true)} />
        )}
      </Stack>
    </DoorFrame>
  );
}

function Role({ offer: { room, role } }: { offer: InviteOffer }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm">
      <Badge color="ink" size="lg">
        {t(room ? `common.role.${role}` : `joining.roles.${role}`)}
      </Badge>
      <Text fz="sm" c="dimmed">
        {t(room ? `auth.roleMay.${role}` : `joining.roleMay.${role}`)}
      </Text>
    </Group>
  );
}

function Ways({ invite, secret, offer, onSignedIn }: OfferProps) {
  const { t } = useTranslation();
  const client = useClient();
  const [signIn, setSignIn] = useState(false);
  const { run, busy, error } = useCall(client.invites.accept.bind(client.invites));
  const accept: WayProps['accept'] = async (form) => {
    const joined = await run(invite, { secret, ...form });
    if (joined) leaveFor(joined.room ? `/r/${joined.room.id}${withHost}` : '/');
  };
  const way = { offer, accept, busy, error };
  if (offer.signed_in_as?.kind === 'user') return <AsOneself {...way} />;
  if (offer.guest && !signIn) {
    return (
      <>
        <AsGuest {...way} />
        <Other onClick={() => setSignIn(true)}>{t('joining.haveAccount')}</Other>
      </>
    );
  }
  if (offer.account && !signIn) {
    return (
      <>
        <WithNewAccount {...way} />
        <Other onClick={() => setSignIn(true)}>{t('joining.haveAccount')}</Other>
      </>
    );
  }
  return (
    <>
      {offer.account || offer.guest ? null : <Text fz="sm">{t('joining.noWay')}</Text>}
      <SignIn email={offer.email ?? ''} onSignedIn={onSignedIn} />
      {offer.account ? (
        <Other onClick={() => setSignIn(false)}>{t('joining.makeAccount')}</Other>
      ) : null}
    </>
  );
}

function Other({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Anchor component="button" type="button" fz="sm" onClick={onClick} ta="start">
      {children}
    </Anchor>
  );
}

interface DeclineProps {
  invite: string;
  secret: string;
  onDeclined: () => void;
}

function Decline({ invite, secret, onDeclined }: DeclineProps) {
  const { t } = useTranslation();
  const client = useClient();
  const decline = async () => {
    const result = await client.invites.decline(invite, secret);
    return result.ok ? { ok: true as const, value: true } : result;
  };
  const { run, busy, error } = useCall(decline);
  return (
    <>
      <FormError error={error} />
      <Button
        variant="subtle"
        color="gray"
        loading={busy}
        onClick={() => void run().then((done) => done && onDeclined())}
      >
        {t('joining.decline')}
      </Button>
    </>
  );
}
