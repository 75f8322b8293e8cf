// Words of the own account. They come with its settings.
import english from './en/account.json';
import { laterWords } from './laterWords';

export const addAccountWords = laterWords(english, () => import('./de/account.json'));
