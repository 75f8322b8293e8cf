// Who stands at the door, for owners wherever they are in the room: over the page, moving nothing, and
// said to screen readers. It goes when nobody waits.
import type { Knock } from '@atelier/sdk';
import { Button, Group, Paper } from '@mantine/core';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addInvitingWords } from '../../../i18n/inviting';
import { useWords } from '../../../i18n/useWords';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { PersonChip } from '../../../kit/PersonChip';
import { useAnnounce } from '../../../state/announcer';
import { useClient } from '../../../state/client';
import type { Command } from '../../../state/commands';
import { useRegisterCommands } from '../../../state/useCommands';
import { colorOf } from '../../../state/useRoom';
import { InviteIcon } from '../../../ui/icons';
import classes from './Knocks.module.css';
import { useKnocks } from './useKnocks';

type Answer = (who: Knock, letIn: boolean) => void;

export function Knocks({ room }: { room: string }) {
  const words = useWords(addInvitingWords);
  const waiting = useKnocks(room);
  return words && waiting.length > 0 ? <AtDoor room={room} waiting={waiting} /> : null;
}

interface AtDoorProps {
  room: string;
  waiting: readonly Knock[];
}

function AtDoor({ room, waiting }: AtDoorProps) {
  const { t } = useTranslation();
  const region = useRef<HTMLElement>(null);
  const { answer, busy } = useAnswer(room, () => {
    // The buttons of who was answered are about to go.
    if (region.current?.contains(document.activeElement)) region.current.focus();
  });
  useKnockWords(waiting);
  useKnockCommands(waiting, answer, () => region.current?.focus());
  useFocusLeft(region);
  return (
    <Paper
      ref={region}
      component="section"
      withBorder
      shadow="md"
      radius="md"
      className={classes.door}
      data-region="door"
      tabIndex={-1}
      aria-label={t('inviting.atDoor')}
    >
      <ul className={classes.list}>
        {waiting.map((who) => (
          <li key={who.id} className={classes.row}>
            <PersonChip
              name={who.name}
              color={colorOf([], who.id)}
              detail={t(who.kind === 'guest' ? 'inviting.guestWantsIn' : 'inviting.wantsIn')}
            />
            <Group gap="sm" wrap="nowrap" className={classes.answers}>
              <Button
                size="compact-md"
                variant="default"
                disabled={busy === who.id}
                aria-label={t('inviting.notNowName', { name: who.name })}
                onClick={() => answer(who, false)}
              >
                {t('inviting.notNow')}
              </Button>
              <Button
                size="compact-md"
                loading={busy === who.id}
                variant="light"
                aria-label={t('inviting.letInName', { name: who.name })}
                onClick={() => answer(who, true)}
              >
                {t('inviting.letIn')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </Paper>
  );
}

function useAnswer(room: string, before: () => void): { answer: Answer; busy: string | null } {
  const { t } = useTranslation();
  const client = useClient();
  const [busy, setBusy] = useState<string | null>(null);
  const ask = async (who: Knock, letIn: boolean) => {
    before();
    setBusy(who.id);
    const result = await client.door.answer(room, who.id, letIn);
    setBusy(null);
    // Gone meanwhile, or answered by somebody else: the list says so.
    if (result.ok || result.error.code === 'not_found') return;
    const reason = t(errorWords(result.error).titleKey);
    const message = t('inviting.notAnswered', { name: who.name, reason });
    notify({ color: 'red', autoClose: false, message });
  };
  return { answer: (who, letIn) => void ask(who, letIn), busy };
}

/** Each person is named once. */
function useKnockWords(waiting: readonly Knock[]): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const before = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const fresh = waiting.filter(({ id }) => !before.current.has(id)).map(({ name }) => name);
    before.current = new Set(waiting.map(({ id }) => id));
    if (fresh.length > 0) announce(t('inviting.atDoorNames', { names: fresh.join(', ') }));
  }, [waiting, announce, t]);
}

function useKnockCommands(waiting: readonly Knock[], answer: Answer, goThere: () => void): void {
  const { t } = useTranslation();
  const latest = useRef({ answer, goThere });
  useEffect(() => {
    latest.current = { answer, goThere };
  });
  const commands = useMemo<Command[]>(() => {
    const icon = InviteIcon;
    const of = (who: Knock, verb: 'letIn' | 'notNow', letIn: boolean): Command => ({
      id: `door.${verb}.${who.id}`,
      titleKey: 'inviting.atDoor',
      title: t(verb === 'letIn' ? 'inviting.letInName' : 'inviting.notNowName', { name: who.name }),
      icon,
      run: () => latest.current.answer(who, letIn),
    });
    return [
      {
        id: 'door.go',
        titleKey: 'inviting.goToDoor',
        icon,
        run: () => latest.current.goThere(),
      },
      ...waiting.flatMap((who) => [of(who, 'letIn', true), of(who, 'notNow', false)]),
    ];
  }, [waiting, t]);
  useRegisterCommands(commands);
}

/** Whoever answered the last one from the keyboard goes on in the surface. */
function useFocusLeft(region: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = region.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      document.querySelector<HTMLElement>('[data-region="surface"]')?.focus();
    };
  }, [region]);
}
