// What can be said about the selected words, in the toolbar over them: a comment, other words, a colour.
import { useComponentsContext } from '@blocknote/react';
import { useTranslation } from 'react-i18next';
import {
  CommentIcon,
  HighlightIcon,
  iconStroke,
  SuggestIcon,
  type IconComponent,
} from '../../../../ui/icons';
import classes from '../../comments/comments.module.css';
import { toneKeys, tones } from '../../comments/look';
import type { Comments } from '../../comments/useComments';

export function PassageTools({ begin, highlight }: Pick<Comments, 'begin' | 'highlight'>) {
  const { t } = useTranslation();
  return (
    <>
      <ToolbarButton
        label={t('docs.comments.begin')}
        icon={CommentIcon}
        onClick={() => begin('comment')}
      />
      <ToolbarButton
        label={t('docs.suggest.begin')}
        icon={SuggestIcon}
        onClick={() => begin('suggestion')}
      />
      <HighlightMenu onPick={highlight} />
    </>
  );
}

interface ToolbarButtonProps {
  label: string;
  icon: IconComponent;
  onClick?: () => void;
}

function ToolbarButton({ label, icon: Icon, ...rest }: ToolbarButtonProps) {
  const components = useComponentsContext();
  if (!components) return null;
  const { Button } = components.FormattingToolbar;
  return (
    <Button
      className="bn-button"
      label={label}
      mainTooltip={label}
      icon={<Icon size={18} stroke={iconStroke} aria-hidden />}
      {...rest}
    />
  );
}

function HighlightMenu({ onPick }: { onPick: (tone: number) => void }) {
  const { t } = useTranslation();
  const components = useComponentsContext();
  if (!components) return null;
  const { Root, Trigger, Dropdown, Item } = components.Generic.Menu;
  const { Button } = components.FormattingToolbar;
  const label = t('docs.highlight.begin');
  return (
    <Root>
      <Trigger>
        <Button
          className="bn-button"
          label={label}
          mainTooltip={label}
          icon={<HighlightIcon size={18} stroke={iconStroke} aria-hidden />}
        />
      </Trigger>
      <Dropdown className="bn-menu-dropdown">
        {tones.map((tone, index) => (
          <Item
            key={tone}
            className="bn-menu-item"
            icon={<span className={`${classes.swatch} at-highlight-${tone}`} aria-hidden />}
            onClick={() => onPick(index)}
          >
            {t(toneKeys[tone])}
          </Item>
        ))}
      </Dropdown>
    </Root>
  );
}
