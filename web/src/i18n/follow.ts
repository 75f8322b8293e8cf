// Words of following and presenting. They come with that part of a room.
import { laterWords } from './laterWords';

export const addFollowWords = laterWords(
  () => import('./en/follow.json'),
  () => import('./de/follow.json'),
);
