// What screen readers are told of following and presenting.
import type { Member } from '@atelier/sdk';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../state/announcer';
import type { FollowState } from '../../state/useFollow';

export function useFollowWords(
  room: string,
  { follow, leader }: FollowState,
  members: readonly Member[],
): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const latest = useRef({ members, leader });
  useEffect(() => {
    latest.current = { members, leader };
  });
  useEffect(() => {
    const nameOf = (id: string | undefined) =>
      latest.current.members.find((member) => member.id === id)?.name ?? t('common.somebody');
    const stops = [
      follow.on('following', ({ room: where, principal, gone }) => {
        if (where !== room) return;
        if (principal !== undefined) {
          announce(t('follow.following', { name: nameOf(principal) }));
        } else {
          const name = nameOf(latest.current.leader);
          announce(t(gone ? 'follow.gone' : 'follow.free', { name }));
        }
      }),
      follow.on('presenting', ({ room: where, presenting }) => {
        if (where !== room || !presenting) return;
        announce(t('follow.presents', { name: nameOf(presenting.principal) }));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [follow, room, announce, t]);
}
