import { describe, expect, it } from 'vitest';
import { routes, type RouteName } from '../src/app/routes';
import { pages } from './pages';

describe('pages', () => {
  it('lists every route of the app', () => {
    const listed = new Set(pages.map((page) => page.route));
    expect(Object.keys(routes).filter((route) => !listed.has(route as RouteName))).toEqual([]);
  });

  it('names each state once', () => {
    const names = pages.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
