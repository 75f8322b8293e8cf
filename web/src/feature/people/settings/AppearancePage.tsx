// Theme and language of this browser.
import { SegmentedControl, Select, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languages, switchLanguage, type Language } from '../../../i18n';
import { usePageTitle } from '../../../kit/usePageTitle';
import { setPreference, usePreferences, type Preferences } from '../../../state/preferences';
import { Section } from './Section';

const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

export function AppearancePage() {
  const { t, i18n } = useTranslation();
  const { theme } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  usePageTitle(t('people.appearance'));
  const chooseTheme = (value: string) => {
    setPreference('theme', value as Preferences['theme']);
    setColorScheme(value as Preferences['theme']);
  };
  const chooseLanguage = (value: string | null) => {
    if (!value) return;
    setPreference('language', value);
    document.documentElement.lang = value;
    void switchLanguage(i18n, value as Language);
  };
  return (
    <Section title={t('people.appearance')} purpose={t('people.appearancePurpose')}>
      <Stack gap="lg" maw={420} align="flex-start">
        <div>
          <Text fz="sm" fw={500} mb={4} id="theme-label">
            {t('people.theme')}
          </Text>
          <SegmentedControl
            aria-labelledby="theme-label"
            value={theme}
            onChange={chooseTheme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`people.themes.${value}`),
            }))}
          />
        </div>
        <Select
          w="100%"
          label={t('people.language')}
          value={i18n.language === 'de' ? 'de' : 'en'}
          onChange={chooseLanguage}
          allowDeselect={false}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </Stack>
    </Section>
  );
}
