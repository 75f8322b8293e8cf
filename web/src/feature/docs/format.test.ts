import { describe, expect, it } from 'vitest';
import { formatText } from './format';

describe('formatting', () => {
  it('puts marks around the selection and keeps it selected', () => {
    const change = formatText('a word here', 2, 6, 'bold');
    expect(change).toEqual({ from: 2, to: 6, insert: '**word**', anchor: 4, head: 8 });
  });

  it('marks every line of the selection, and takes the marks away again', () => {
    expect(formatText('one\ntwo', 1, 5, 'list').insert).toBe('- one\n- two');
    expect(formatText('- one\n- two', 0, 11, 'list').insert).toBe('one\ntwo');
  });
});
