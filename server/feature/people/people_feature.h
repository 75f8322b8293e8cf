// The workspace's people: decides account.*, login.*, guest.* and setup.*, and answers what the
// gateway asks to authenticate somebody. On the workspace's executor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/room_feature.h"
#include "feature/people/people_state.h"
#include "port/crypto.h"

namespace atelier::feature::people {

class PeopleFeature final : public core::LogFeature {
 public:
  PeopleFeature(core::LogContext& context, const port::Crypto& crypto)
      : context_(context), crypto_(crypto) {}

  std::string_view name() const override { return "people"; }
  Result<core::Decision> decide(const core::Command& command, const core::Rows& rows) override;
  void apply(const core::Event& event) override { state_.apply(event); }
  std::vector<port::Write> rows(const core::Event& event) const override;
  void query(const core::Command& command, core::Reply reply) override;
  json::object save() const override { return state_.save(); }
  void load(const json::object& state) override { state_.load(state); }

 private:
  Result<core::Decision> open_setup(const json::object& body) const;
  Result<core::Decision> create_account(const core::Command& command,
                                        const json::object& body) const;
  Result<core::Decision> update_account(const json::object& body) const;
  Result<core::Decision> change_password(const json::object& body) const;
  Result<core::Decision> start_login(const json::object& body) const;
  Result<core::Decision> end_logins(const json::object& body) const;
  Result<core::Decision> see_login(const json::object& body) const;
  Result<core::Decision> create_guest(const core::Command& command, const json::object& body) const;
  Result<void> check_setup(const json::object& body) const;

  Result<json::object> answer(const std::string& name, const json::object& body) const;
  Result<json::object> check_login(const json::object& body) const;
  json::object credentials(const json::object& body) const;
  json::object logins(const std::string& account) const;
  void check_guest(const std::string& hash, core::Reply reply);
  void list_rooms(const json::object& body, core::Reply reply);

  core::LogContext& context_;
  const port::Crypto& crypto_;
  PeopleState state_;
};

}  // namespace atelier::feature::people
