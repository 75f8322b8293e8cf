// SimClient: what a careful client does: it keeps a command until it is acknowledged, sends it
// again with the same id after every loss, and joins its rooms again. It remembers all it was told.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "test/sim/sim_server.h"

namespace atelier::sim {

/// One stay in a room: from a join answer to the loss of the connection.
struct Stay {
  std::string room;
  std::uint64_t join_seq = 0;
  std::set<std::uint64_t> seen;
  bool ended = false;
};

class SimClient {
 public:
  SimClient(SimServer& server, core::Principal principal, core::Role claim);

  const core::Principal& principal() const { return principal_; }
  bool is_connected() const { return link_ != nullptr; }
  bool is_settled(std::size_t rooms) const;

  void connect(const std::vector<std::string>& rooms);
  void disconnect();
  /// Sends one message, now or after the next join.
  void say(const std::string& room, const std::string& text);
  void broadcast(const std::string& room, const std::string& payload);

  // From the network.
  void on_lost(const SharedLink& link);
  void on_joined(const std::string& room, const Result<core::Answer>& answer);
  void on_answer(const std::string& room, const std::string& id,
                 const Result<core::Answer>& answer);
  void on_event(const core::Delivery& delivery);

  struct Message {
    std::string room;
    std::string body;
    std::uint64_t acked_seq = 0;  // 0: not acknowledged
  };
  std::map<std::string, Message> messages;  // by id, all ever sent
  std::vector<Stay> stays;
  std::map<std::pair<std::string, std::uint64_t>, std::string> told;  // (room, seq) -> event
  std::vector<std::string> problems;  // broken promises, as sentences

 private:
  Stay* stay_in(const std::string& room);
  void send(const std::string& id);
  void send_soon(const std::string& id);
  void join_soon(const std::string& room);

  SimServer& server_;
  core::Principal principal_;
  core::Role claim_;
  SharedLink link_;
};

}  // namespace atelier::sim
