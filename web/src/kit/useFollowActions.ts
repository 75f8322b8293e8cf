// What people do with following and presenting, wherever they do it; what fails is said.
import type { Follow, Result } from '@atelier/sdk';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from './errorWords';
import { notify } from './notify';

export interface FollowActions {
  start: (person: { id: string; name: string }) => void;
  stop: () => void;
  present: () => void;
  stopPresenting: () => void;
  handOver: (person: { id: string; name: string }) => void;
}

/** Its words (i18n/follow.ts) must be there. */
export function useFollowActions(follow: Follow | undefined, room: string): FollowActions {
  const { t } = useTranslation();
  return useMemo(() => {
    const report = async (answer: Promise<Result<unknown>> | undefined, key: string, name = '') => {
      const result = await answer;
      if (!result || result.ok) return;
      const circle = key === 'follow.notFollowed' && result.error.code === 'conflict';
      const reason = circle ? t('follow.circle') : t(errorWords(result.error).titleKey);
      notify({ color: 'red', autoClose: false, message: t(key, { name, reason }) });
    };
    return {
      start: ({ id, name }) => void report(follow?.start(room, id), 'follow.notFollowed', name),
      stop: () => follow?.stop(room),
      present: () => void report(follow?.present(room), 'follow.notPresented'),
      stopPresenting: () => void report(follow?.stopPresenting(room), 'follow.notPresented'),
      handOver: ({ id, name }) =>
        void report(follow?.handOver(room, id), 'follow.notHandedOver', name),
    };
  }, [follow, room, t]);
}
