// Files of a language under the names by which templates ask for them.
export function byName(files: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path.replace(/^\.\/\w+\/|\.md$/g, ''),
      String(text),
    ]),
  );
}
