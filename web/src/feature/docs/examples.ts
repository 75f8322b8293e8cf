// Examples that an empty document can start from; their texts are with the translations.
import type { SurfaceExample } from '../../kit/surface';

export const docExamples: readonly SurfaceExample[] = [
  { id: 'brief', titleKey: 'docs.examples.brief.title' },
  { id: 'notes', titleKey: 'docs.examples.notes.title' },
];
