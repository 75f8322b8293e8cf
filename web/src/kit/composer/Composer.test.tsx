import type { Client } from '@atelier/sdk';
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { Provider } from 'react-redux';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from '../../i18n';
import { createStore } from '../../state/store';
import { Composer, type ComposerProps } from './Composer';
import { keepDraft } from './drafts';

const session = {
  get: () => Promise.resolve({ ok: false, error: { code: 'unavailable', message: '' } }),
};

async function show(rest: Partial<ComposerProps> = {}) {
  const i18n = await createI18n('en');
  const store = createStore({ session } as unknown as Client);
  const onSend = vi.fn();
  const props: ComposerProps = {
    room: 'r',
    place: 'r',
    people: [{ id: 'jo', name: 'Jonas Brandt' }],
    label: 'Message',
    placeholder: 'Message Brand',
    onSend,
    ...rest,
  };
  const view = render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider>
        <Provider store={store}>
          <Composer {...props} />
        </Provider>
      </MantineProvider>
    </I18nextProvider>,
  );
  return { onSend, view };
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Message');

describe('composer', () => {
  beforeEach(() => keepDraft('r', ''));

  it('sends with Enter, breaks the line with Shift+Enter, and is empty afterwards', async () => {
    const { onSend } = await show();
    await userEvent.type(field(), 'one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(onSend).toHaveBeenCalledWith({ text: 'one\ntwo', mentions: [], attachments: [] });
    expect(field().value).toBe('');
  });

  it('sends nothing when there is nothing', async () => {
    const { onSend } = await show();
    await userEvent.type(field(), '   {Enter}');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('offers people after @ and mentions who was chosen', async () => {
    const { onSend } = await show();
    await userEvent.type(field(), 'look @jo');
    expect(screen.getByRole('option', { name: 'Jonas Brandt' }).ariaSelected).toBe('true');
    await userEvent.keyboard('{Enter}');
    expect(field().value).toBe('look @Jonas Brandt ');
    await userEvent.keyboard('{Enter}');
    expect(onSend.mock.calls[0]?.[0]).toMatchObject({ mentions: ['jo'] });
  });

  it('closes the list of people with Escape and keeps the text', async () => {
    await show();
    await userEvent.type(field(), '@jo{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field().value).toBe('@jo');
  });

  it('edits the last message with Up, only when empty', async () => {
    const onEditLast = vi.fn();
    await show({ onEditLast });
    await userEvent.type(field(), '{ArrowUp}');
    await userEvent.type(field(), 'x{ArrowUp}');
    expect(onEditLast).toHaveBeenCalledTimes(1);
  });

  it('keeps an unsent text when it is closed', async () => {
    const { view } = await show();
    await userEvent.type(field(), 'half a sen');
    view.unmount();
    await show();
    expect(field().value).toBe('half a sen');
  });

  it('says why nothing can be written', async () => {
    await show({ blocked: 'Ask Ana for access.' });
    expect(screen.getByText('Ask Ana for access.')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});
