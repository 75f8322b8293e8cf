// How long something has been going on, in the two largest units: "3 days, 4 hr".
const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

export function durationOf(ms: number, language: string): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 && !(unit === 'minute' && parts.length === 0)) continue;
    const format = { style: 'unit', unit, unitDisplay: 'short' } as const;
    parts.push(new Intl.NumberFormat(language, format).format(count));
  }
  return parts.slice(0, 2).join(', ');
}
