// Words of meetings: the bar, the summary, sending it. They come with them.
import english from './en/meeting.json';
import { laterWords } from './laterWords';

export const addMeetingWords = laterWords(english, () => import('./de/meeting.json'));
