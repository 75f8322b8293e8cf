#include "app/erase/replay.h"

namespace atelier::app {

void Replay::add_room_state(const std::string& directory) {
  auto state = std::make_unique<core::RoomState>(
      room_, directory,
      core::RoomState::Views{[](const core::Member&) { return std::string("{}"); },
                             [](const core::Command&, core::Reply) {},
                             [](const std::string&) { return Task(); }});
  state_ = state.get();
  features_.push_back(std::move(state));
}

void Replay::apply(const core::Event& event) {
  head_ = event.seq;
  for (const auto& each : features_) each->apply(event);
}

std::vector<port::Write> Replay::rows(const core::Event& event) const {
  std::vector<port::Write> all;
  for (const auto& each : features_) {
    for (port::Write& row : each->rows(event)) all.push_back(std::move(row));
  }
  return all;
}

void Replay::each_member(const std::function<void(const core::Member&)>& visit) const {
  if (state_ == nullptr) return;
  state_->each_member("", [&visit](const core::Member& member) {
    visit(member);
    return true;
  });
}

}  // namespace atelier::app
