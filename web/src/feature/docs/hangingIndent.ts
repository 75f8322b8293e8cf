// Lines of lists and tasks that wrap keep the edge of their words: the mark in front hangs.
import type { Extension, Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

/** What stands in front of the words of a line: the indentation, the mark, the box of a task. */
export function hangingMark(line: string): string {
  return /^\s*([-+*]|\d{1,9}[.)]|>)( \[[ xX]\])?[ \t]+/.exec(line)?.[0] ?? '';
}

/** Widths of marks in the font of the text, in pixels. */
class Marks {
  private readonly widths = new Map<string, number>();
  private readonly pen = document.createElement('canvas').getContext('2d');
  private font = '';
  private sample = 0;

  constructor(private readonly content: HTMLElement) {}

  /** Answers whether widths changed, as they do when the font arrives. */
  measure(): boolean {
    this.font = getComputedStyle(this.content).font;
    const sample = this.draw('- [ ] 0.');
    if (sample === this.sample) return false;
    this.sample = sample;
    this.widths.clear();
    return true;
  }

  width(mark: string): number {
    const known = this.widths.get(mark);
    if (known !== undefined) return known;
    const width = this.draw(mark);
    this.widths.set(mark, width);
    return width;
  }

  private draw(mark: string): number {
    if (!this.pen) return 0;
    this.pen.font = this.font;
    return Math.round(this.pen.measureText(mark).width * 10) / 10;
  }
}

function decorate(view: EditorView, marks: Marks): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    let at = from;
    while (at <= to) {
      const line = view.state.doc.lineAt(at);
      const width = marks.width(hangingMark(line.text));
      if (width > 0) {
        // 6 px is the padding that every line of the editor has.
        const style = `padding-inline-start:${6 + width}px;text-indent:-${width}px`;
        found.push(Decoration.line({ attributes: { style } }).range(line.from));
      }
      at = line.to + 1;
    }
  }
  return Decoration.set(found);
}

class HangingIndent {
  decorations: DecorationSet;
  private readonly marks: Marks;

  constructor(view: EditorView) {
    this.marks = new Marks(view.contentDOM);
    this.marks.measure();
    this.decorations = decorate(view, this.marks);
  }

  update(update: ViewUpdate): void {
    const other = update.geometryChanged && this.marks.measure();
    if (!other && !update.docChanged && !update.viewportChanged) return;
    this.decorations = decorate(update.view, this.marks);
  }
}

export const hangingIndent: Extension = ViewPlugin.fromClass(HangingIndent, {
  decorations: (plugin) => plugin.decorations,
});
