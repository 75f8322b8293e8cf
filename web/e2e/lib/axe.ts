// Accessibility findings of a page once it stands still, one line each.
import type axeType from 'axe-core';
import { axeSource } from './axeSource';
import type { Page } from './page';
import { settled } from './walk';

declare const axe: typeof axeType;

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function axeFindings(page: Page): Promise<string[]> {
  // What still fades in is measured with half of its contrast.
  await settled(page);
  if (!(await page.evaluate(() => typeof axe === 'object'))) await page.addScript(axeSource);
  return page.evaluate(async (values: string[]) => {
    const result = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return result.violations.flatMap((rule) =>
      rule.nodes.map((node) => {
        const why = node.failureSummary?.split('\n').slice(1, 2).join('').trim() ?? '';
        return `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)} ${why}`;
      }),
    );
  }, tags);
}
