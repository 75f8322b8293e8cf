// Words of the doors: invites, forgotten passwords, addresses to verify. Nobody inside needs them.
import english from './en/joining.json';
import { laterWords } from './laterWords';

export const addJoiningWords = laterWords(english, () => import('./de/joining.json'));
