// Errors in words: what happened, what is safe, what to do. The protocol's English message is for
// developers; people read these.
import type { AppError } from '../state/errors';

export interface ErrorWords {
  titleKey: string;
  adviceKey: string;
}

export function errorWords(error: Pick<AppError, 'code'>): ErrorWords {
  return { titleKey: `common.error.${error.code}`, adviceKey: `common.advice.${error.code}` };
}
