// What people did, in words: for owners who read the log of a room.
import english from './en/activity.json';
import { laterWords } from './laterWords';

export const addActivityWords = laterWords(english, () => import('./de/activity.json'));
