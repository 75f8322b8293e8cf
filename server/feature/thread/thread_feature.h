// One room's threads. Decides commands from memory and the rows it asked for, keeps the projection
// rows, renders events for clients, and answers queries. On the room's executor.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/room_feature.h"
#include "feature/thread/thread_rows.h"
#include "feature/thread/thread_state.h"
#include "port/search_index.h"

namespace atelier::feature::thread {

class ThreadFeature final : public core::RoomFeature {
 public:
  ThreadFeature(core::RoomContext& room, port::SearchIndex& search);

  std::string_view name() const override { return "thread"; }
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
  /// The comment a command is about, as stored: without amendments.
  struct Target {
    const Thread* thread = nullptr;
    Place place = {};
    json::object comment = {};
  };

  port::RecordKey key(std::string sort) const { return {room_.partition(), std::move(sort)}; }
  Result<const Thread*> thread_in(const json::object& body) const;
  Result<Target> target(const json::object& body, const core::Rows& rows) const;
  Result<core::Decision> open(const core::Command& command, const json::object& body) const;
  Result<core::Decision> reply(const core::Command& command, const json::object& body) const;
  Result<core::Decision> edit(const core::Command& command, const json::object& body,
                              const core::Rows& rows) const;
  Result<core::Decision> remove(const core::Command& command, const json::object& body,
                                const core::Rows& rows) const;
  Result<core::Decision> resolve(const core::Command& command, const json::object& body) const;
  Result<core::Decision> react(const core::Command& command, const json::object& body,
                               const core::Rows& rows) const;
  void forget_contents(const Target& found, const core::Rows& rows, core::Decision& decision) const;
  std::vector<core::Delivery> mentions_elsewhere(const std::vector<std::string>& mentions,
                                                 const core::Command& command,
                                                 std::string_view thread,
                                                 std::string_view content) const;

  std::vector<port::Write> opened_rows(const core::Event& event, const json::object& body) const;
  std::vector<port::Write> deleted_rows(const core::Event& event, const json::object& body) const;
  std::vector<port::Write> reacted_rows(const core::Event& event, const json::object& body) const;

  core::RoomContext& room_;
  port::SearchIndex& search_;
  ThreadState state_;
};

}  // namespace atelier::feature::thread
