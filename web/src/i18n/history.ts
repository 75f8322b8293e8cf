// Words of the history of documents. They come with it: nobody else has to load them.
import english from './en/history.json';
import { laterWords } from './laterWords';

export const addHistoryWords = laterWords(english, () => import('./de/history.json'));
