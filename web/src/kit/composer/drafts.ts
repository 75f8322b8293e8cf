// Unsent text by place, for as long as the page lives: changing the tab must not lose a sentence.
const drafts = new Map<string, string>();

export function readDraft(place: string): string {
  return drafts.get(place) ?? '';
}

export function keepDraft(place: string, text: string): void {
  if (text === '') drafts.delete(place);
  else drafts.set(place, text);
}

export function anyDraft(): boolean {
  return drafts.size > 0;
}
