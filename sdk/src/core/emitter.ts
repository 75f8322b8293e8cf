// A typed event source. Listeners run in the order of subscription; one that subscribes or
// unsubscribes while an event is delivered changes the next event, not the current one.

export type Unsubscribe = () => void;

export interface EventSource<Events> {
  on<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): Unsubscribe;
}

export class Emitter<Events> implements EventSource<Events> {
  private readonly listeners = new Map<keyof Events, ReadonlySet<(payload: never) => void>>();

  on<Name extends keyof Events>(
    name: Name,
    listener: (payload: Events[Name]) => void,
  ): Unsubscribe {
    // A wrapper of its own lets the same function subscribe twice and leave once.
    const entry = (payload: Events[Name]): void => {
      listener(payload);
    };
    this.listeners.set(name, new Set([...(this.listeners.get(name) ?? []), entry]));
    return () => {
      const rest = new Set(this.listeners.get(name) ?? []);
      rest.delete(entry);
      this.listeners.set(name, rest);
    };
  }

  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        (listener as (payload: Events[Name]) => void)(payload);
      } catch (error) {
        // One bad listener stops neither the others nor the emitter: it surfaces as unhandled.
        void Promise.reject(error as Error);
      }
    }
  }

  clear(): void {
    this.listeners.clear();
  }
}
