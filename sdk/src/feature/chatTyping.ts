// Who types now: sends mine at most every 3 s, shows others' for 6 s or until their message.

import type { CancelTimer } from '../core/clock';
import type { Emitter } from '../core/emitter';
import type { Actor } from '../protocol/events';
import { typingSendEveryMs, typingShownMs } from '../protocol/limits';
import { isChatTyping, isMessage } from '../protocol/validate';
import type { ChatEvents } from './chatTypes';
import type { FeatureContext } from './context';

interface Typist {
  readonly actor: Actor;
  readonly cancel: CancelTimer;
}

export class ChatTypingState {
  private readonly rooms = new Map<string, Map<string, Typist>>();
  private readonly sentAt = new Map<string, number>();

  constructor(
    private readonly context: FeatureContext,
    private readonly events: Emitter<ChatEvents>,
  ) {
    context.connection.wire.on('event', ({ name, args: [room, payload] }) => {
      if (name === 'chat.typing' && typeof room === 'string' && isChatTyping(payload)) {
        this.heard(room, payload.from, payload.on);
      }
    });
    context.feed.on('event', ({ room, name, args: [message] }) => {
      if (name === 'chat.message' && isMessage(message)) {
        this.heard(room, message.from, false);
      }
    });
    context.feed.on('left', ({ room }) => {
      this.clear(room);
    });
    context.connection.on('state', ({ name }) => {
      if (name !== 'online') {
        [...this.rooms.keys()].forEach((room) => {
          this.clear(room);
        });
      }
    });
  }

  typing(room: string): readonly Actor[] {
    return [...(this.rooms.get(room)?.values() ?? [])].map(({ actor }) => actor);
  }

  set(room: string, on: boolean): void {
    const now = this.context.clock.now();
    const last = this.sentAt.get(room);
    if (on) {
      if (last === undefined || now - last >= typingSendEveryMs) {
        this.sentAt.set(room, now);
        this.context.connection.emitWire('chat.typing', [room, { on: true }]);
      }
    } else if (last !== undefined) {
      this.sentAt.delete(room);
      // Receivers have let an older one expire by themselves.
      if (now - last < typingShownMs) {
        this.context.connection.emitWire('chat.typing', [room, { on: false }]);
      }
    }
  }

  /** My message ends my typing for everybody without a word. */
  sent(room: string): void {
    this.sentAt.delete(room);
  }

  private heard(room: string, actor: Actor, on: boolean): void {
    const people = this.rooms.get(room) ?? new Map<string, Typist>();
    const known = people.get(actor.id);
    known?.cancel();
    if (!on) {
      if (people.delete(actor.id)) {
        this.changed(room, people);
      }
      return;
    }
    const cancel = this.context.clock.after(typingShownMs, () => {
      this.heard(room, actor, false);
    });
    people.set(actor.id, { actor, cancel });
    if (known === undefined) {
      this.changed(room, people);
    }
  }

  private clear(room: string): void {
    const people = this.rooms.get(room);
    if (people !== undefined && people.size > 0) {
      people.forEach(({ cancel }) => {
        cancel();
      });
      this.changed(room, new Map());
    }
  }

  private changed(room: string, people: Map<string, Typist>): void {
    this.rooms.set(room, people);
    this.events.emit('typing', { room, people: this.typing(room) });
  }
}
