// People of a workspace (spec/auth.md AUTH40..): accounts, logins and guests as a feature of the
// workspace's log, and the features of a room that belong to them: links and files. What the rest
// of the server needs to host them.
#pragma once

#include <functional>
#include <string>

#include "core/mail.h"
#include "core/policy.h"
#include "core/room_feature.h"
#include "port/crypto.h"
#include "port/random.h"

namespace atelier::feature::people {

/// Commands of the workspace. They are for the gateway only, which has authenticated and authorized
/// the caller: put them into a table of their own that no protocol can reach, and run them with
/// `access.workspace_owner`.
void register_workspace_commands(core::CommandTable& table);

struct PeopleNeeds {
  const port::Crypto& crypto;
  port::Random& random;
  std::string workspace = "main";
  /// 32 bytes that only this server knows: secrets of invites are made from it (AUTH62).
  std::string server_secret = {};
  /// What links in mails begin with, as "https://studio.example". Asked on the workspace's
  /// executor.
  std::function<std::string()> public_url = [] { return std::string(); };
};
/// Who acts is who the event is about: the account or guest that is made is the command's
/// principal.
core::WorkspaceFeatureFactory make_people(PeopleNeeds needs);

/// Name of the delivery that says a login is over; `subject` is its id, `key` its account.
inline constexpr std::string_view kLoginEnded = "login.ended";

/// Name of the delivery that says what rooms show of an account from now on; `subject` is its id,
/// `args` the face as core::to_object makes it.
inline constexpr std::string_view kAccountShown = "account.shown";
/// Where the bytes of an account's picture are read (RST40).
std::string picture_path(std::string_view account, std::string_view picture);

/// link.* and file.* of a room. link.look and link.use are asked by the gateway for people who are
/// not in the room yet.
void register_room_commands(core::CommandTable& table);

struct LinkNeeds {
  const port::Crypto& crypto;
  port::Random& random;
  std::string workspace = "main";
  /// 32 bytes that only this server knows: link secrets are made from it, so that a command sent
  /// again is answered alike and no secret is stored.
  std::string server_secret;
};
core::RoomFeatureFactory make_links(LinkNeeds needs);
core::RoomFeatureFactory make_files();

/// Row of the workspace that says in which room a link is.
port::RecordKey link_row_key(std::string_view workspace, std::string_view link);
/// Row of a room that describes an uploaded file.
port::RecordKey file_row_key(std::string_view room_partition, std::string_view file);

/// The only form in which secrets are kept (AUTH20).
std::string hash_of(const port::Crypto& crypto, std::string_view secret);

}  // namespace atelier::feature::people
