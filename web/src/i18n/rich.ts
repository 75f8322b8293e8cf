// Words of rich documents. They come with the editor: nobody else has to load them.
import english from './en/rich.json';
import { laterWords } from './laterWords';

export const addRichWords = laterWords(english, () => import('./de/rich.json'));
