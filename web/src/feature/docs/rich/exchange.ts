// A document as a file: Markdown in and out, a page of HTML that stands alone, and paper.
import { saveFile } from '../saveFile';
import type { RichEditor } from './editor';

export function toMarkdown(editor: RichEditor): string {
  return editor.blocksToMarkdownLossy(editor.document);
}

/** Takes the place of an empty document, goes behind one that has words. Can be undone. */
export function insertMarkdown(editor: RichEditor, markdown: string, empty: boolean): void {
  const blocks = editor.tryParseMarkdownToBlocks(markdown);
  const last = editor.document.at(-1);
  if (blocks.length === 0 || !last) return;
  if (empty) editor.replaceBlocks(editor.document, blocks);
  else editor.insertBlocks(blocks, last, 'after');
}

export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? character);
}

const pageStyle = `body { max-width: 68ch; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; }
img { max-width: 100%; } pre { padding: 0.75rem; overflow-x: auto; border: 1px solid; }
table { border-collapse: collapse; } td, th { padding: 0.3rem 0.6rem; border: 1px solid; text-align: start; }
blockquote { margin-inline: 0; padding-inline-start: 0.9rem; border-inline-start: 2px solid; }`;

export async function toHtmlPage(editor: RichEditor, title: string, language: string) {
  const body = document.createElement('div');
  body.innerHTML = editor.blocksToHTMLLossy(editor.document);
  await Promise.all([...body.querySelectorAll('img')].map(embed));
  const name = escapeHtml(title);
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title>
<style>${pageStyle}</style></head>
<body><h1>${name}</h1>
${body.innerHTML}
</body></html>
`;
}

/** Pictures of the room need its login; in a file of its own they have to be in it. */
async function embed(image: HTMLImageElement): Promise<void> {
  const source = image.getAttribute('src') ?? '';
  if (!source.startsWith('/')) return;
  const answer = await fetch(source).catch(() => null);
  if (!answer?.ok) return;
  const blob = await answer.blob();
  image.src = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => resolve(source);
    reader.readAsDataURL(blob);
  });
}

export function download(name: string, type: string, text: string): void {
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** The browser prints a copy that stands alone on the page (rich.css); it also saves it as PDF. */
export function print(editor: RichEditor, title: string): void {
  document.querySelector('#at-print')?.remove();
  const copy = document.createElement('div');
  copy.id = 'at-print';
  const heading = document.createElement('h1');
  heading.textContent = title;
  const body = document.createElement('div');
  body.innerHTML = editor.blocksToHTMLLossy(editor.document);
  copy.append(heading, body);
  document.body.append(copy);
  window.addEventListener('afterprint', () => copy.remove(), { once: true });
  window.print();
}
