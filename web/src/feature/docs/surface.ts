// Plain text documents as the shell knows them. The editor itself is loaded when one is opened.
import { DocumentIcon } from '../../ui/icons';
import { docExamples } from './examples';
import type { SurfaceKind } from '../../kit/surface';

const route = (room: string, id: string) => `/r/${room}/text/${id}`;

export const textSurface: SurfaceKind = {
  kind: 'text',
  titleKey: 'docs.kind',
  singularKey: 'docs.one',
  newTitleKey: 'docs.newTitle',
  createKey: 'docs.create',
  purposeKey: 'docs.purpose',
  icon: DocumentIcon,
  route,
  load: () => import('./DocStage').then((module) => ({ Stage: module.DocStage })),
  commands: ({ room, client, navigate }) => [
    {
      id: 'docs.new',
      titleKey: 'docs.new',
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
  emptyExamples: docExamples,
  preview: (surface) => surface.title,
  searchResult: () => null,
};
