// The words of a template's documents. Each language is a chunk that is loaded when somebody looks at
// templates; what is written into a room stays in the language of who made it.
import type { RoomTemplate } from './templates';

export interface ReadyDocument {
  kind: 'rich' | 'text';
  title: string;
  markdown: string;
}

export interface ReadyTemplate {
  documents: readonly ReadyDocument[];
  /** The first message of the room, pinned; empty without documents. */
  welcome: string;
}

export type TemplateTexts = Readonly<Record<string, string>>;

export async function loadTexts(language: string): Promise<TemplateTexts> {
  return (await (language === 'de' ? import('./content/german') : import('./content/english')))
    .texts;
}

const title = /^# (.+)$/m;

/** The first heading of a document is its title as well. */
export function readyTemplate(template: RoomTemplate, texts: TemplateTexts): ReadyTemplate {
  const textOf = (name: string) => texts[`${template.id}/${name}`] ?? '';
  return {
    documents: template.documents.map(({ name, kind }) => {
      const markdown = textOf(name);
      return { kind, title: title.exec(markdown)?.[1] ?? name, markdown };
    }),
    welcome: template.documents.length > 0 ? textOf('welcome').trim() : '',
  };
}
