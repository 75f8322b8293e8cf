// Until when a status is shown.
export const statusTimes = ['hour', 'today', 'week', 'changed'] as const;
export type StatusTime = (typeof statusTimes)[number];

const hourMs = 3_600_000;

/** Undefined: until it is changed. */
export function untilOf(time: StatusTime, now: Date): number | undefined {
  switch (time) {
    case 'hour':
      return now.getTime() + hourMs;
    case 'today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
    case 'week':
      return now.getTime() + 7 * 24 * hourMs;
    case 'changed':
      return undefined;
  }
}
