// RTK Query over the SDK's REST calls: caches for reads, invalidated by writes and patched by socket
// events (see bindClient). The SDK holds the CSRF value and the wire format.
import type {
  Client,
  Invite,
  Link,
  Login,
  MailBox,
  Person,
  Result,
  RoomSummary,
  SearchPage,
  Session,
  SignInWays,
} from '@atelier/sdk';
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query/react';
import type { AppError } from './errors';

type Form<Name extends 'updateMe' | 'changePassword' | 'changeEmail'> = Parameters<
  Client['session'][Name]
>[0];

interface CallApi {
  extra: unknown;
}

type Answer<T> = { data: T } | { error: AppError };

/** Turns an SDK call into a query function. */
function call<T, Arg>(run: (client: Client, argument: Arg) => Promise<Result<T>>) {
  return async (argument: Arg, api: CallApi): Promise<Answer<T>> => {
    const result = await run((api.extra as { client: Client }).client, argument);
    return result.ok ? { data: result.value } : { error: result.error };
  };
}

const nothing = async (result: Promise<Result<unknown>>): Promise<Result<null>> => {
  const outcome = await result;
  return outcome.ok ? { ok: true, value: null } : outcome;
};

const base = createApi({
  reducerPath: 'rest',
  tagTypes: ['Session', 'Logins', 'Rooms', 'Links', 'Invites', 'Mail', 'Ways'],
  baseQuery: fakeBaseQuery<AppError>(),
  endpoints: () => ({}),
});

const account = base.injectEndpoints({
  endpoints: (build) => ({
    session: build.query<Session, void>({
      queryFn: call((client) => client.session.get()),
      providesTags: ['Session'],
    }),
    logout: build.mutation<null, void>({
      queryFn: call((client) => nothing(client.session.logout())),
    }),
    logins: build.query<readonly Login[], void>({
      queryFn: call((client) => client.session.logins()),
      providesTags: ['Logins'],
    }),
    endLogin: build.mutation<null, string>({
      queryFn: call((client, id) => nothing(client.session.endLogin(id))),
      invalidatesTags: ['Logins'],
    }),
    endOtherLogins: build.mutation<null, void>({
      queryFn: call((client) => nothing(client.session.endOtherLogins())),
      invalidatesTags: ['Logins'],
    }),
    updateMe: build.mutation<null, Form<'updateMe'>>({
      queryFn: call((client, form) => nothing(client.session.updateMe(form))),
      invalidatesTags: ['Session'],
    }),
    changeEmail: build.mutation<null, Form<'changeEmail'>>({
      queryFn: call((client, form) => nothing(client.session.changeEmail(form))),
    }),
    ways: build.query<SignInWays, void>({
      queryFn: call((client) => client.session.ways()),
      providesTags: ['Ways'],
    }),
    startLink: build.mutation<{ readonly url: string }, string>({
      queryFn: call((client, to) => client.session.startProvider({ to, link: true })),
    }),
    unlinkProvider: build.mutation<null, void>({
      queryFn: call((client) => nothing(client.session.unlinkProvider())),
      invalidatesTags: ['Ways'],
    }),
    changePassword: build.mutation<null, Form<'changePassword'>>({
      queryFn: call((client, form) => nothing(client.session.changePassword(form))),
      invalidatesTags: ['Logins'],
    }),
  }),
});

export const rest = account.injectEndpoints({
  endpoints: (build) => ({
    rooms: build.query<readonly RoomSummary[], void>({
      queryFn: call((client) => client.rooms.list()),
      providesTags: ['Rooms'],
    }),
    createRoom: build.mutation<RoomSummary, string>({
      queryFn: call((client, name) => client.rooms.create({ name })),
      invalidatesTags: ['Rooms'],
    }),
    people: build.query<readonly Person[], void>({
      queryFn: call((client) => client.people.list()),
    }),
    searchEverywhere: build.query<SearchPage, string>({
      queryFn: call((client, words) => client.search.messages({ words, limit: 30 })),
    }),
    searchRoom: build.query<SearchPage, { room: string; words: string }>({
      queryFn: call((client, { room, words }) => client.chat.search(room, { words, limit: 50 })),
      keepUnusedDataFor: 5,
    }),
    /** Of a room, or those into the workspace. */
    invites: build.query<readonly Invite[], string | undefined>({
      queryFn: call((client, room) => client.invites.list(room)),
      providesTags: ['Invites'],
    }),
    outbox: build.query<MailBox, void>({
      queryFn: call((client) => client.mail.outbox()),
      providesTags: ['Mail'],
    }),
    testMail: build.mutation<null, string>({
      queryFn: call((client, to) => nothing(client.mail.test(to))),
      invalidatesTags: ['Mail'],
    }),
    retryMail: build.mutation<null, void>({
      queryFn: call((client) => nothing(client.mail.retry())),
      invalidatesTags: ['Mail'],
    }),
    links: build.query<readonly Link[], string>({
      queryFn: call((client, room) => client.links.list(room)),
      providesTags: ['Links'],
    }),
  }),
});

export const {
  useSessionQuery,
  useLogoutMutation,
  useLoginsQuery,
  useEndLoginMutation,
  useEndOtherLoginsMutation,
  useUpdateMeMutation,
  useChangeEmailMutation,
  useChangePasswordMutation,
  useWaysQuery,
  useStartLinkMutation,
  useUnlinkProviderMutation,
  useRoomsQuery,
  useCreateRoomMutation,
  usePeopleQuery,
  useSearchEverywhereQuery,
  useSearchRoomQuery,
  useInvitesQuery,
  useLinksQuery,
  useOutboxQuery,
  useTestMailMutation,
  useRetryMailMutation,
} = rest;
