// What owners answered to those who knocked, as the log tells it. Bounded; the oldest go first.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "core/event.h"

namespace atelier::feature::door {

class Answers {
 public:
  void apply(const core::Event& event);
  json::array save() const;
  void load(const json::array& saved);

  /// An owner said yes less than a day ago, and they have not been in since.
  bool is_let_in(std::string_view principal, WallMs now) const;
  bool is_refused(std::string_view principal, WallMs now) const;

 private:
  struct Answer {
    bool let_in = false;
    WallMs at = 0;
  };
  void keep(const std::string& principal, Answer answer);

  std::map<std::string, Answer, std::less<>> answers_;
};

}  // namespace atelier::feature::door
