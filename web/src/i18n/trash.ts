// Words of rooms in the trash. They come with the pages and dialogs about them.
import english from './en/trash.json';
import { laterWords } from './laterWords';

export const addTrashWords = laterWords(english, () => import('./de/trash.json'));
