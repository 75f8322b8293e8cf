// Words of the files of a room. They come with their page.
import english from './en/files.json';
import { laterWords } from './laterWords';

export const addFileWords = laterWords(english, () => import('./de/files.json'));
