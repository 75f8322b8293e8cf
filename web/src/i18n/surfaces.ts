// Words of what can be done with a surface of a room. They come with its menu.
import english from './en/surfaces.json';
import { laterWords } from './laterWords';

export const addSurfaceWords = laterWords(english, () => import('./de/surfaces.json'));
