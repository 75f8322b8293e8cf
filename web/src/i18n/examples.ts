// Texts that an empty document can start from. Only who asks for one loads them.
import { laterWords } from './laterWords';

export const addExampleTexts = laterWords(
  () => import('./en/examples.json'),
  () => import('./de/examples.json'),
);
