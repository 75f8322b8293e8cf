// Accounts and logins of a workspace, as its log tells them. Guests are rows: there may be many.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/event.h"

namespace atelier::feature::people {

struct Account {
  std::string id;
  std::string name;
  std::string email;     // in lower case
  std::string password;  // argon2id, PHC string
  bool owner = false;
  std::string timezone;
  std::string language;
  std::string status;       // what one is at, in one's own words
  WallMs status_until = 0;  // 0: until it is changed
  std::string picture;      // id of its bytes; empty: none
  int color = -1;           // -1: none was chosen
  WallMs verified_at = 0;   // 0: nobody has shown that the address is theirs
  WallMs created_at = 0;
  std::map<std::string, std::string> providers;  // issuer -> subject (AUTH95)
};

struct Login {
  std::string id;
  std::string account;
  std::string hash;  // of the cookie
  std::string device;
  std::string address;  // prefix only
  WallMs created_at = 0;
  WallMs seen_at = 0;
};

class PeopleState {
 public:
  void apply(const core::Event& event);
  json::object save() const;
  void load(const json::object& state);

  const Account* account(std::string_view id) const;
  const Account* account_by_email(std::string_view email) const;
  const Account* account_by_provider(std::string_view issuer, std::string_view subject) const;
  const Login* login(std::string_view id) const;
  const Login* login_by_hash(std::string_view hash) const;
  /// Oldest first.
  std::vector<const Login*> logins_of(std::string_view account) const;

  const std::map<std::string, Account, std::less<>>& accounts() const { return accounts_; }
  std::size_t owner_count() const;
  std::size_t account_count() const { return accounts_.size(); }
  bool setup_needed() const { return accounts_.empty(); }
  const std::string& setup_hash() const { return setup_hash_; }
  const std::string& workspace_name() const { return workspace_name_; }
  std::string shown_workspace_name() const {
    return workspace_name_.empty() ? "Atelier" : workspace_name_;
  }

 private:
  void put_account(Account account);
  void put_login(Login login);
  void end_login(const std::string& id);
  void apply_account(const core::Event& event);
  void change_account(const core::Event& event, Account& account);
  void erase_account(const std::string& id);
  void link_provider(Account& account, const std::string& issuer, const std::string& subject);
  void unlink_provider(Account& account, const std::string& issuer);
  void apply_login(const core::Event& event);

  std::map<std::string, Account, std::less<>> accounts_;
  std::map<std::string, std::string, std::less<>> by_email_;
  std::map<std::string, std::string, std::less<>> by_provider_;  // provider_key -> account
  std::map<std::string, Login, std::less<>> logins_;
  std::map<std::string, std::string, std::less<>> by_hash_;
  std::string setup_hash_;
  std::string workspace_name_;
};

}  // namespace atelier::feature::people
