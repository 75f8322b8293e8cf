// What I show of myself besides my name: a picture, a colour, what I am at.
import type { SessionPrincipal } from '@atelier/sdk';
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addLooksWords } from '../../../i18n/looks';
import { useWords } from '../../../i18n/useWords';
import { ColorField } from './ColorField';
import { PictureField } from './PictureField';
import { Section } from './Section';
import { StatusField } from './StatusField';

export function LooksSection({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const words = useWords(addLooksWords);
  if (!words) return null;
  return (
    <Section title={t('looks.title')} purpose={t('looks.purpose')}>
      <Stack gap="xl" maw={480}>
        <PictureField me={me} />
        <ColorField me={me} />
        <StatusField key={me.status?.text ?? ''} me={me} />
      </Stack>
    </Section>
  );
}
