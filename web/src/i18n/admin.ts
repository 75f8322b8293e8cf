// Words of running the workspace. They come with its pages.
import english from './en/admin.json';
import { laterWords } from './laterWords';

export const addAdminWords = laterWords(english, () => import('./de/admin.json'));
