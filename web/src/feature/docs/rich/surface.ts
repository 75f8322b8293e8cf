// Rich documents as the shell knows them. The editor itself is loaded when one is opened.
import type { SurfaceKind } from '../../../kit/surface';
import { DocumentIcon } from '../../../ui/icons';
import { docExamples } from '../examples';

const route = (room: string, id: string) => `/r/${room}/rich/${id}`;

export const richSurface: SurfaceKind = {
  kind: 'rich',
  titleKey: 'docs.kind',
  singularKey: 'docs.one',
  newTitleKey: 'docs.newTitle',
  createKey: 'docs.create',
  purposeKey: 'docs.purpose',
  icon: DocumentIcon,
  route,
  load: () => import('./RichStage').then((module) => ({ Stage: module.RichStage })),
  commands: ({ room, client, navigate }) => [
    {
      id: 'docs.new',
      titleKey: 'docs.new',
      icon: DocumentIcon,
      run: () => {
        const title = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(
          Date.now(),
        );
        void client.surfaces.create(room, { kind: 'rich', title }).then((result) => {
          if (result.ok) navigate(route(room, result.value.id));
        });
      },
    },
  ],
  emptyExamples: docExamples,
  preview: (surface) => surface.title,
  searchResult: () => null,
};
