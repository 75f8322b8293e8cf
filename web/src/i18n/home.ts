// Words of the home page and of making rooms. They come with it.
import english from './en/homePage.json';
import { laterWords } from './laterWords';

export const addHomeWords = laterWords(english, () => import('./de/homePage.json'));
