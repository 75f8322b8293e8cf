// Secrets that were mailed to prove an address, or to set a new password (spec/auth.md AUTH68,
// AUTH69): their hashes, as the workspace's log tells them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "core/event.h"

namespace atelier::feature::people {

struct Proof {
  std::string id;
  std::string kind;  // "reset" or "verify"
  std::string account;
  std::string email;
  std::string hash;
  WallMs expires_at = 0;
};

class ProofState {
 public:
  void apply(const core::Event& event);
  json::array save() const;
  void load(const json::object& state);

  /// Of that kind, good still.
  const Proof* find(std::string_view hash, std::string_view kind, WallMs now) const;

 private:
  void put(Proof proof, WallMs now);
  void drop(std::string_view account, std::string_view kind);

  std::map<std::string, Proof, std::less<>> by_hash_;
};

}  // namespace atelier::feature::people
