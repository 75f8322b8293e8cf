// Plain text documents as the shell knows them. The editor itself is loaded when one is opened.
import { DocumentIcon } from '../../ui/icons';
import type { SurfaceKind } from '../../kit/surface';

const route = (room: string, id: string) => `/r/${room}/text/${id}`;

export const textSurface: SurfaceKind = {
  kind: 'text',
  titleKey: 'docs.text.kind',
  singularKey: 'docs.text.one',
  newTitleKey: 'docs.text.newTitle',
  createKey: 'docs.text.create',
  purposeKey: 'docs.text.purpose',
  icon: DocumentIcon,
  route,
  load: () => import('./DocStage').then((module) => ({ Stage: module.DocStage })),
  commands: ({ room, client, navigate }) => [
    {
      id: 'docs.newText',
      titleKey: 'docs.text.new',
      icon: DocumentIcon,
      run: () => {
        const title = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(
          Date.now(),
        );
        void client.surfaces.create(room, { kind: 'text', title }).then((result) => {
          if (result.ok) navigate(route(room, result.value.id));
        });
      },
    },
  ],
  // The rich document offers the same ones.
  emptyExamples: [],
  preview: (surface) => surface.title,
  searchResult: () => null,
};
