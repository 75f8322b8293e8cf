// Who is here, in the top bar: a button that opens what can be done with them.
import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { usePresent } from '../../state/useRoom';
import { AvatarStack } from '../../ui/AvatarStack';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';

type Props = UnstyledButtonProps & Omit<ComponentProps<'button'>, 'style'>;

export function PresentStack(props: Props) {
  const { t } = useTranslation();
  const { address, layout } = useRoomScope();
  const present = usePresent(address.room);
  const label = t('common.here', { names: present.map((person) => person.name).join(', ') });
  return (
    <UnstyledButton {...props} className={classes.present} aria-label={label}>
      <AvatarStack people={present} max={layout === 'phone' ? 2 : 4} label={label} />
    </UnstyledButton>
  );
}
