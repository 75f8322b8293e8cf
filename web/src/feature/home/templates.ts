// What a new room can begin with. Only names and lines are here; the content of the documents is a
// chunk of its own (content/), in the language of the person.
import {
  CodeIcon,
  DesignIcon,
  EmptyRoomIcon,
  HandshakeIcon,
  IdeaIcon,
  SprintIcon,
  type IconComponent,
} from '../../ui/icons';

export interface TemplateDocument {
  /** The file of its content is `content/<language>/<template>/<name>.md`. */
  name: string;
  kind: 'rich' | 'text';
}

export interface RoomTemplate {
  id: string;
  icon: IconComponent;
  titleKey: string;
  purposeKey: string;
  /** A room name as such rooms have, shown in the empty field. */
  exampleKey: string;
  documents: readonly TemplateDocument[];
}

const rich = (...names: string[]): TemplateDocument[] =>
  names.map((name) => ({ name, kind: 'rich' }));
const text = (name: string): TemplateDocument => ({ name, kind: 'text' });

export const blankTemplate: RoomTemplate = {
  id: 'blank',
  icon: EmptyRoomIcon,
  titleKey: 'home.template.blank.title',
  purposeKey: 'home.template.blank.purpose',
  exampleKey: 'home.template.blank.example',
  documents: [],
};

export const templates: readonly RoomTemplate[] = [
  blankTemplate,
  {
    id: 'clientKickoff',
    icon: HandshakeIcon,
    titleKey: 'home.template.clientKickoff.title',
    purposeKey: 'home.template.clientKickoff.purpose',
    exampleKey: 'home.template.clientKickoff.example',
    documents: rich('agenda', 'brief', 'decisions'),
  },
  {
    id: 'designReview',
    icon: DesignIcon,
    titleKey: 'home.template.designReview.title',
    purposeKey: 'home.template.designReview.purpose',
    exampleKey: 'home.template.designReview.example',
    documents: rich('review', 'checklist', 'findings'),
  },
  {
    id: 'codeReview',
    icon: CodeIcon,
    titleKey: 'home.template.codeReview.title',
    purposeKey: 'home.template.codeReview.purpose',
    exampleKey: 'home.template.codeReview.example',
    documents: [...rich('change', 'checklist'), text('findings')],
  },
  {
    id: 'workshop',
    icon: IdeaIcon,
    titleKey: 'home.template.workshop.title',
    purposeKey: 'home.template.workshop.purpose',
    exampleKey: 'home.template.workshop.example',
    documents: rich('plan', 'ideas', 'results'),
  },
  {
    id: 'sprint',
    icon: SprintIcon,
    titleKey: 'home.template.sprint.title',
    purposeKey: 'home.template.sprint.purpose',
    exampleKey: 'home.template.sprint.example',
    documents: [...rich('backlog'), text('daily'), ...rich('retrospective')],
  },
];

export function templateOf(id: string | null): RoomTemplate {
  return templates.find((template) => template.id === id) ?? blankTemplate;
}
