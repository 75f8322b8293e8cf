// The edge of the panel: drag it, or move it with the arrow keys.
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { setPreference, usePreferences } from '../../state/preferences';
import classes from './room.module.css';

const least = 300;
const most = 560;

function clamp(width: number): number {
  return Math.max(least, Math.min(most, Math.round(width)));
}

export function PanelResizer() {
  const { t } = useTranslation();
  const { panelWidth } = usePreferences();
  const towards = () => (document.dir === 'rtl' ? -1 : 1);
  const start = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const from = event.clientX;
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    target.onpointermove = (move) =>
      setPreference('panelWidth', clamp(panelWidth + (from - move.clientX) * towards()));
    target.onpointerup = () => {
      target.onpointermove = null;
      target.onpointerup = null;
    };
  };
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? 16 : event.key === 'ArrowRight' ? -16 : 0;
    if (step === 0) return;
    event.preventDefault();
    setPreference('panelWidth', clamp(panelWidth + step * towards()));
  };
  return (
    <div
      className={classes.resizer}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('app.resizePanel')}
      aria-valuenow={panelWidth}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={start}
      onKeyDown={keys}
    />
  );
}
