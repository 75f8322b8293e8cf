// One room's chat. Decides commands from memory and the rows it asked for, keeps the projection
// rows, renders events for clients, and answers queries. On the room's executor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/room_feature.h"
#include "feature/chat/chat_state.h"
#include "port/search_index.h"

namespace atelier::feature::chat {

class ChatFeature final : public core::RoomFeature {
 public:
  ChatFeature(core::RoomContext& room, port::SearchIndex& search);

  std::string_view name() const override { return "chat"; }
  std::vector<port::RecordKey> needs(const core::Command& command) const override;
  Result<core::Decision> decide(const core::Command& command, const core::Rows& rows) override;
  void apply(const core::Event& event) override;
  std::vector<port::Write> rows(const core::Event& event) const override;
  void query(const core::Command& command, core::Reply reply) override;
  json::object save() const override { return state_.save(); }
  void load(const json::object& state) override { state_.load(state); }
  std::optional<core::Rendered> render(const core::Event& event) const override;
  void describe_join(const core::Principal& principal, json::object& answer) const override;

 private:
  struct Target {
    std::uint64_t seq = 0;
    json::object message;  // as stored: without amendments
  };

  port::RecordKey key(std::string sort) const { return {room_.partition(), std::move(sort)}; }
  Result<Target> target(const json::object& body, const core::Rows& rows) const;
  Result<core::Decision> send(const core::Command& command, const core::Rows& rows) const;
  Result<core::Decision> edit(const core::Command& command, const core::Rows& rows) const;
  Result<core::Decision> remove(const core::Command& command, const core::Rows& rows) const;
  Result<core::Decision> take_back(const core::Command& command, const core::Rows& rows) const;
  Result<core::Decision> react(const core::Command& command, const core::Rows& rows) const;
  Result<core::Decision> pin(const core::Command& command, const core::Rows& rows) const;
  Result<core::Decision> read(const core::Command& command) const;
  Result<core::Decision> typing(const core::Command& command) const;
  std::vector<core::Delivery> mentions_elsewhere(const std::vector<std::string>& mentions,
                                                 const core::Event& event) const;

  core::RoomContext& room_;
  port::SearchIndex& search_;
  ChatState state_;
};

}  // namespace atelier::feature::chat
