// A message in one line of plain words, for lists and quotes: what Markdown would mark is left as the
// words themselves.
export function plainWords(text: string): string {
  return text
    .replace(/^[ \t]*(```|~~~)[\w+#-]*[ \t]*$/gm, '')
    .replace(/```/g, '')
    .replace(/!?\[([^\]]+)\]\([^)\s]*\)/g, '$1')
    .replace(/^[ \t]*(#{1,6}|>|[-+*]( \[[ xX]\])?)[ \t]+/gm, '')
    .replace(/(\*\*|__|~~|`)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(^|[\s(])([*_])(?=\S)([^\n*_]*\S)\2(?=$|[\s).,;:!?])/g, '$1$3')
    .replace(/\s+/g, ' ')
    .trim();
}
