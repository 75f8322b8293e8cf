// Words of what one shows of oneself. They come with its settings.
import english from './en/looks.json';
import { laterWords } from './laterWords';

export const addLooksWords = laterWords(english, () => import('./de/looks.json'));
