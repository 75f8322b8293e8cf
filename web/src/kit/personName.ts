// The name of whoever did something. Who was erased keeps an id and has no name any more (SAF4).
import type { TFunction } from 'i18next';

export function nameOf(person: { readonly name: string } | undefined, t: TFunction): string {
  return person?.name || t('common.former');
}
