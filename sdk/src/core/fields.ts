// Builds the JSON body of a command from optional options.

export type Fields = Readonly<Record<string, unknown>>;

/** The fields that have a value: an absent option is absent on the wire, not null. */
export function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
