// The nouns of the REST API, each in its own file; register_routes (rest.cc) adds them all.
#pragma once

#include "gateway/rest/calls.h"

namespace atelier::gateway {

class DocumentVisits;
struct DocumentDesk;

void add_session_routes(Api& api, Services& services);    // RST1
void add_setup_routes(Api& api, Services& services);      // RST2, RST4
void add_login_routes(Api& api, Services& services);      // RST3
void add_device_routes(Api& api, Services& services);     // RST5
void add_me_routes(Api& api, Services& services);         // RST6, RST7
void add_room_routes(Api& api, Services& services);       // RST8, RST9, RST18
void add_history_routes(Api& api, Services& services);    // RST10, RST11, RST17, RST28
void add_file_routes(Api& api, Services& services);       // RST12
void add_search_routes(Api& api, Services& services);     // RST13
void add_link_routes(Api& api, Services& services);       // RST14, RST15
void add_invite_routes(Api& api, Services& services);     // RST23
void add_joining_routes(Api& api, Services& services);    // RST24
void add_recovery_routes(Api& api, Services& services);   // RST25, RST26
void add_oidc_routes(Api& api, Services& services);       // RST32..RST34
void add_people_routes(Api& api, Services& services);     // RST16
void add_picture_routes(Api& api, Services& services);    // RST40
void add_erasing_routes(Api& api, Services& services);    // RST30
void add_mail_routes(Api& api, Services& services);       // RST22
void add_workspace_routes(Api& api, Services& services);  // RST44, RST45
void add_document_routes(Api& api, Services& services,
                         DocumentVisits& visits);  // VER20..VER22, and the next
void add_export_routes(Api& api, Services& services, DocumentVisits& visits);  // VER29
void add_version_routes(Api& api, const std::shared_ptr<DocumentDesk>& desk);  // VER23..VER28

void add_meeting_routes(Api& api, Services& services);  // RST38

void add_trash_routes(Api& api, Services& services, DocumentVisits& visits);       // TRS4
void add_room_trash_routes(Api& api, Services& services, DocumentVisits& visits);  // RST46

/// Where the bytes of a logo are read.
std::string logo_path(const std::string& logo);
/// Answers `{principal?, csrf, workspace, ...}` for who the call's identity is (RST1).
void reply_session(Services& services, const Call& call);
/// Begins a login of `account` (as login.check describes it), sets its cookie, and answers as
/// RST1.
void begin_login(Services& services, const Call& call, const json::object& account);
/// The same without an answer: `then` runs when the cookie is set and the call's identity is
/// theirs.
void start_login(Services& services, const Call& call, const json::object& account, Task then);
/// Who the account that this call makes will be: the guest that the caller is, and then `account`
/// gets the claim (AUTH72), or somebody new.
core::Principal new_person(Services& services, const Call& call, const std::string& name,
                           json::object& account);
/// Accepts the invite of `secret` {invite, hash} as the caller, into its room if it has one;
/// `then({room?, role, principal})`.
void take_invite(Services& services, const Call& call, const json::object& secret,
                 UniqueFunction<void(json::object)> then);
/// Tells the outbox of the mail that the workspace's answer names, if it does.
void post_mail(Services& services, const json::object& answer);
/// `then` when a mail to this address would be taken now, or none would be sent.
void may_write_to(Services& services, const Call& call, const std::string& email, Task then);

}  // namespace atelier::gateway
