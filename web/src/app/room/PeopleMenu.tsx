// The menu of who is here: follow, present, hand over, all people.
import type { Member } from '@atelier/sdk';
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addFollowWords } from '../../i18n/follow';
import { useWords } from '../../i18n/useWords';
import { Note } from '../../kit/Note';
import { useFollowActions, type FollowActions } from '../../kit/useFollowActions';
import { useAppSelector } from '../../state/store';
import { useFollow } from '../../state/useFollow';
import { roleAllows, useMyRole, usePresent } from '../../state/useRoom';
import { Avatar } from '../../ui/Avatar';
import { PeopleIcon, PresentIcon, iconStroke } from '../../ui/icons';
import { PresentStack } from './PresentStack';
import { useRoomScope } from './roomContext';

const icon = { size: 16, stroke: iconStroke, 'aria-hidden': true } as const;
const shownMax = 12;

export function PeopleMenu() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const { room } = address;
  const words = useWords(addFollowWords);
  const state = useFollow(room);
  const me = useAppSelector((store) => store.connection.me?.id);
  const others = usePresent(room).filter(({ id }) => id !== me);
  const role = useMyRole(room);
  const actions = useFollowActions(state?.follow, room);
  const all = () => address.setPanel('people');
  if (!words || !state) return <PresentStack onClick={all} />;
  const presenter = state.presenting?.principal;
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" shadow="md" width={240}>
      <Menu.Target>
        <PresentStack />
      </Menu.Target>
      <Menu.Dropdown>
        <Follows {...{ others, actions }} leader={state.leader} />
        {roleAllows(role, 'editor') ? (
          <Presents
            {...{ others, actions, presenter }}
            leads={presenter !== undefined && (presenter === me || role === 'owner')}
          />
        ) : null}
        <Menu.Item leftSection={<PeopleIcon {...icon} />} onClick={all}>
          {t('follow.all')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface FollowsProps {
  others: readonly Member[];
  actions: FollowActions;
  leader: string | undefined;
}

function Follows({ others, actions, leader }: FollowsProps) {
  const { t } = useTranslation();
  if (others.length === 0) return null;
  return (
    <>
      {others.slice(0, shownMax).map((person) => (
        <Menu.Item
          key={person.id}
          leftSection={<Face person={person} />}
          onClick={() => (person.id === leader ? actions.stop() : actions.start(person))}
        >
          {t(person.id === leader ? 'follow.stop' : 'follow.follow', { name: person.name })}
          <Note of={person.note} />
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

function Face({ person }: { person: Member }) {
  const { name, color, picture } = person;
  return <Avatar {...{ name, color, picture }} size={20} decorative />;
}

interface PresentsProps {
  others: readonly Member[];
  actions: FollowActions;
  presenter: string | undefined;
  /** May end it or hand it over. */
  leads: boolean;
}

function Presents({ others, actions, presenter, leads }: PresentsProps) {
  const { t } = useTranslation();
  if (presenter === undefined) {
    return (
      <>
        <Menu.Item leftSection={<PresentIcon {...icon} />} onClick={actions.present}>
          {t('follow.present')}
        </Menu.Item>
        <Menu.Divider />
      </>
    );
  }
  if (!leads) return null;
  const able = others.filter(({ id, role }) => id !== presenter && roleAllows(role, 'editor'));
  return (
    <>
      {able.slice(0, shownMax).map((person) => (
        <Menu.Item
          key={person.id}
          leftSection={<PresentIcon {...icon} />}
          onClick={() => actions.handOver(person)}
        >
          {t('follow.handOver', { name: person.name })}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<PresentIcon {...icon} />} onClick={actions.stopPresenting}>
        {t('follow.stopPresenting')}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
