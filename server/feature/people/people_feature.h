// The workspace's people: decides account.*, login.*, guest.*, setup.* and what proves an address,
// and answers what the gateway asks to authenticate somebody; invite.* goes to Invites. On the
// workspace's executor.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/room_feature.h"
#include "feature/people/invites.h"
#include "feature/people/people_state.h"
#include "feature/people/proof_state.h"
#include "feature/people/workspace_settings.h"
#include "port/crypto.h"

namespace atelier::feature::people {

class PeopleFeature final : public core::LogFeature {
 public:
  PeopleFeature(core::LogContext& context, const PeopleNeeds& needs)
      : context_(context), needs_(needs), crypto_(needs.crypto), invites_(context, needs, state_) {}

  std::string_view name() const override { return "people"; }
  std::vector<port::RecordKey> needs(const core::Command& command) const override;
  Result<core::Decision> decide(const core::Command& command, const core::Rows& rows) override;
  void apply(const core::Event& event) override;
  std::vector<port::Write> rows(const core::Event& event) const override;
  void query(const core::Command& command, core::Reply reply) override;
  json::object save() const override;
  void load(const json::object& state) override;

 private:
  Result<core::Decision> open_setup(const json::object& body) const;
  Result<core::Decision> create_account(const core::Command& command, const json::object& body,
                                        const core::Rows& rows) const;
  Result<core::Decision> update_account(const json::object& body) const;
  Result<core::Decision> erase_account(const json::object& body) const;
  Result<core::Decision> change_password(const json::object& body) const;
  Result<core::Decision> start_login(const json::object& body) const;
  Result<core::Decision> end_logins(const json::object& body) const;
  Result<core::Decision> see_login(const json::object& body) const;
  Result<core::Decision> create_guest(const core::Command& command, const json::object& body) const;
  port::RecordKey guest_row(std::string_view hash) const;
  Result<void> check_setup(const json::object& body) const;
  Result<json::object> new_account(const json::object& body, const Shown& invite) const;

  Result<core::Decision> link_provider(const json::object& body) const;
  Result<core::Decision> unlink_provider(const json::object& body) const;
  /// Of an account that is made by a provider: puts the link into its content.
  Result<void> add_provider(const json::object& body, json::object& content) const;
  Result<void> may_set_first_password(const std::string& account, const std::string& login) const;
  json::object find_provider(const json::object& body) const;

  Result<core::Decision> decide_proof(const std::string& name, const json::object& body) const;
  Result<core::Decision> forget_password(const json::object& body) const;
  Result<core::Decision> ask_for_account(const json::object& body) const;
  Result<core::Decision> reset_password(const json::object& body) const;
  Result<core::Decision> ask_for_email(const json::object& body) const;
  Result<core::Decision> confirm_email(const json::object& body) const;
  Result<json::object> check_proof(const json::object& body) const;
  /// Opens a proof of that address and writes its mail.
  /// The id of the mail.
  std::string tell_old_address(core::Decision& decision, const Account& account,
                               const std::string& email) const;
  void send_proof(core::Decision& decision, const Account& account, const std::string& kind,
                  const std::string& email) const;

  Result<json::object> answer(const std::string& name, const json::object& body) const;
  Result<json::object> check_login(const json::object& body) const;
  json::object faces() const;
  json::object accounts() const;
  json::object credentials(const json::object& body) const;
  json::object addresses(const json::object& body) const;
  json::object logins(const std::string& account) const;
  void check_guest(const std::string& hash, core::Reply reply);
  void check_person(const std::string& person, core::Reply reply);
  void list_rooms(const json::object& body, core::Reply reply);
  void leave_out_trashed(std::set<std::string> rooms, core::Reply reply);

  core::LogContext& context_;
  const PeopleNeeds& needs_;
  const port::Crypto& crypto_;
  PeopleState state_;
  ProofState proofs_;
  Invites invites_;
  WorkspaceSettings settings_{state_};
};

/// Adds the end of one login; connections that came in by it close when it is stored.
void add_end(core::Decision& decision, const Login& login, std::string_view reason);

}  // namespace atelier::feature::people
