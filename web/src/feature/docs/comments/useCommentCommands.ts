// What can be said about a passage, as commands of the palette with their keys.
import { useMemo } from 'react';
import type { Command } from '../../../state/commands';
import { useRegisterCommands } from '../../../state/useCommands';
import { CommentIcon, HighlightIcon, SuggestIcon } from '../../../ui/icons';
import type { Comments } from './useComments';

export function useCommentCommands({ discussion, begin, highlight }: Comments): void {
  const { mayComment } = discussion;
  const commands = useMemo<Command[]>(() => {
    const when = () => mayComment;
    return [
      {
        id: 'docs.comment',
        titleKey: 'docs.comments.begin',
        icon: CommentIcon,
        shortcut: 'mod+alt+m',
        when,
        run: () => begin('comment'),
      },
      {
        id: 'docs.suggest',
        titleKey: 'docs.suggest.begin',
        icon: SuggestIcon,
        shortcut: 'mod+alt+g',
        when,
        run: () => begin('suggestion'),
      },
      {
        id: 'docs.highlight',
        titleKey: 'docs.highlight.begin',
        icon: HighlightIcon,
        shortcut: 'mod+alt+y',
        when,
        run: () => highlight(0),
      },
    ];
  }, [mayComment, begin, highlight]);
  useRegisterCommands(commands);
}
