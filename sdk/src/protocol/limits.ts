// Every bound the client knows, with its unit in the name. The server judges by its own.

export const chatTextBytesMax = 16_384;
export const chatPageDefault = 50;
export const chatPageMax = 200;
export const membersPageMax = 200;
export const watchedPrincipalsMax = 200;
export const placeBytesMax = 512;
export const uploadBytesMax = 100 * 1024 * 1024;

export const requestTimeoutMs = 15_000;
export const offlineAfterMs = 3_000;
export const reconnectMinMs = 500;
export const reconnectMaxMs = 5_000;
export const refusedRetryMinMs = 1_000;
export const refusedRetryMaxMs = 30_000;

/** Beyond so many missed events the app reads the room anew instead of replaying them. */
export const missedEventsMax = 1_000;
export const missedEventsPage = 200;
/** Live events that wait for a gap to be filled, per room. */
export const heldEventsMax = 2_000;

export const typingSendEveryMs = 3_000;
export const typingShownMs = 6_000;
export const presenceSendEveryMs = 250;
export const viewSendEveryMs = 100;
export const followAgainEveryMs = 30_000;
export const readMarkSendEveryMs = 500;
export const outboxEntriesMax = 500;
export const outboxRetryMinMs = 500;
export const outboxRetryMaxMs = 15_000;
export const documentTokenMarginMs = 60_000;
export const documentProbeAfterMs = 2_000;
