// Following and presenting as commands: the palette, the list of shortcuts, Mod+Alt+F.
import type { Member } from '@atelier/sdk';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowActions } from '../../kit/useFollowActions';
import type { Command } from '../../state/commands';
import { useRegisterCommands } from '../../state/useCommands';
import type { FollowState } from '../../state/useFollow';
import { roleAllows } from '../../state/useRoom';
import { FollowIcon, LaserIcon, PresentIcon } from '../../ui/icons';
import type { Laser } from './useLaser';

export interface FollowCommandOptions {
  state: FollowState;
  actions: FollowActions;
  laser: Laser;
  /** Others who are here. */
  others: readonly Member[];
  me: string;
  mayPresent: boolean;
  /** Where one chooses whom to follow. */
  choose: () => void;
}

/** The presenter, or who is here alone with me; else it is to be chosen. */
export function whomToFollow(
  others: readonly Member[],
  presenter: string | undefined,
): Member | undefined {
  const presents = others.find(({ id }) => id === presenter);
  return presents ?? (others.length === 1 ? others[0] : undefined);
}

export function useFollowCommands(options: FollowCommandOptions): void {
  const { state, actions, laser, others, me, mayPresent, choose } = options;
  const { t } = useTranslation();
  const { leader, presenting } = state;
  const { offered, toggle: run } = laser;
  const commands = useMemo<Command[]>(() => {
    const presenter = presenting?.principal;
    const toggle = () => {
      if (leader !== undefined) return actions.stop();
      const person = whomToFollow(others, presenter);
      if (person) actions.start(person);
      else choose();
    };
    const list: Command[] = [
      {
        id: 'follow.toggle',
        titleKey: 'follow.toggle',
        icon: FollowIcon,
        shortcut: 'mod+alt+f',
        run: toggle,
      },
    ];
    for (const person of others) {
      list.push({
        id: `follow.person.${person.id}`,
        titleKey: 'follow.toggle',
        title: t('follow.follow', { name: person.name }),
        icon: FollowIcon,
        run: () => actions.start(person),
      });
    }
    if (offered) {
      const shortcut = 'mod+alt+l';
      list.push({ id: 'follow.laser', titleKey: 'follow.laser', icon: LaserIcon, shortcut, run });
    }
    if (!mayPresent) return list;
    const icon = PresentIcon;
    if (presenter === undefined) {
      list.push({ id: 'present.start', titleKey: 'follow.present', icon, run: actions.present });
    } else if (presenter === me) {
      const stop = { titleKey: 'follow.stopPresenting', icon, run: actions.stopPresenting };
      list.push({ id: 'present.stop', ...stop });
      for (const person of others.filter(({ role }) => roleAllows(role, 'editor'))) {
        list.push({
          id: `present.handOver.${person.id}`,
          titleKey: 'follow.present',
          title: t('follow.handOver', { name: person.name }),
          icon,
          run: () => actions.handOver(person),
        });
      }
    }
    return list;
  }, [leader, presenting, actions, offered, run, others, me, mayPresent, choose, t]);
  useRegisterCommands(commands);
}
