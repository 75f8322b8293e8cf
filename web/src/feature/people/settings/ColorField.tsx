// The colour I would like to have: one of the ten, or whichever the server gives me.
import type { SessionPrincipal } from '@atelier/sdk';
import { Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUpdateMeMutation } from '../../../state/rest';
import { personColor } from '../../../ui/Avatar';
import { FormError } from '../door/fields';
import classes from './looks.module.css';

const colors = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export function ColorField({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const [update, { error }] = useUpdateMeMutation();
  const chosen = me.color_chosen ? (me.color ?? null) : null;
  return (
    <fieldset className={classes.colors}>
      <Text component="legend" fz="sm" fw={500} mb={8}>
        {t('looks.color')}
      </Text>
      <FormError error={error} />
      <div className={classes.swatches}>
        {colors.map((color) => (
          <label key={color} className={classes.swatch} title={t(`looks.colors.${color}`)}>
            <input
              type="radio"
              name="color"
              checked={chosen === color}
              onChange={() => void update({ color })}
            />
            <span style={{ background: personColor(color) }} />
            <VisuallyHidden>{t(`looks.colors.${color}`)}</VisuallyHidden>
          </label>
        ))}
        <label className={classes.automatic}>
          <input
            type="radio"
            name="color"
            checked={chosen === null}
            onChange={() => void update({ color: null })}
          />
          {t('looks.automatic')}
        </label>
      </div>
      <Text fz="sm" c="dimmed" mt={8}>
        {t('looks.colorHint')}
      </Text>
    </fieldset>
  );
}
