// What WCAG 2.2 asks of the keyboard beyond what axe can see: whatever has the focus shows it (2.4.7)
// and is not hidden behind something else (2.4.11).
import type { Page } from './page';

/** Pages have more stops; lists repeat the same ones. */
const stops = 20;
const frames = 40;

interface Look {
  id: string;
  /** Empty: none. */
  problem: string;
}

/** One line per finding, walking by Tab from the beginning of the page or of the dialog that is open. */
export async function focusFindings(page: Page): Promise<string[]> {
  const found = new Set<string>();
  const seen = new Set<string>();
  await page.evaluate(() => {
    if (document.querySelector('[aria-modal="true"]')) return;
    (document.activeElement as HTMLElement | null)?.blur();
    document.getSelection()?.removeAllRanges();
  });
  for (let stop = 0; stop < stops; stop += 1) {
    await page.press('Tab');
    const { id, problem } = await seeFocus(page);
    if (id === '' || seen.has(id)) break;
    seen.add(id);
    if (problem) found.add(problem);
  }
  return [...found];
}

/** What comes and goes with the focus takes a few frames to do so; what stays is a problem. */
async function seeFocus(page: Page): Promise<Look> {
  let look = await page.evaluate(lookAtFocus);
  for (let frame = 0; frame < frames && look.problem; frame += 1) {
    await page.evaluate(() => new Promise<number>(requestAnimationFrame));
    look = await page.evaluate(lookAtFocus);
  }
  return look;
}

/** Runs in the page. */
function lookAtFocus(): Look {
  const element = document.activeElement;
  if (!element || element === document.body) return { id: '', problem: '' };
  const box = element.getBoundingClientRect();
  const id = `${element.outerHTML.slice(0, 120)} ${Math.round(box.left)} ${Math.round(box.top)}`;
  // A control that is drawn by what stands beside it, and an editor, whose caret is its focus.
  const drawnElsewhere = box.width < 4 || getComputedStyle(element).opacity === '0';
  const writes = element.matches('input, textarea, select, [contenteditable="true"]');
  if (drawnElsewhere) return { id, problem: '' };
  const inset = 3;
  const xs = [box.left + inset, (box.left + box.right) / 2, box.right - inset];
  const ys = [box.top + inset, (box.top + box.bottom) / 2, box.bottom - inset];
  const free = xs.some((x) =>
    ys.some((y) => {
      const top = document.elementFromPoint(x, y);
      if (top === null) return false;
      // What somebody opened and Escape closes may lie over it (2.4.11, note 2).
      if (top.closest('[role="listbox"], [role="menu"], [role="tooltip"]')) return true;
      return top.contains(element) || element.contains(top);
    }),
  );
  if (!free) return { id, problem: `focus is hidden: ${element.outerHTML.slice(0, 140)}` };
  const marks = (one: Element | null) => {
    const style = one && getComputedStyle(one);
    const outlined = style && style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    return outlined === true || (style !== null && style.boxShadow !== 'none');
  };
  const shown = writes || marks(element) || marks(element.parentElement);
  return { id, problem: shown ? '' : `focus is not shown: ${element.outerHTML.slice(0, 140)}` };
}
