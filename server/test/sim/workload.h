// Workload: one maker of plausible bodies for every command that a room offers, and what has been
// seen to exist, so that commands meet messages, surfaces and links that are there. Knows nothing
// of how commands travel.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/delivery.h"
#include "port/crypto.h"

namespace atelier::sim {

/// One command on its way from a client.
struct Order {
  std::string room;
  std::string name;
  std::string body;
  std::string id = {};         // of an idempotent one: sent again until it is answered
  bool by_the_server = false;  // given by the gateway, with the rights of the server
};

/// What somebody has been told of, whichever client it was.
class Memory {
 public:
  void note(const core::Delivery& delivery);
  void note_answer(const Order& order, const std::string& answer);

  struct Link {
    std::string room;
    std::string id;
    std::string secret;
  };
  std::map<std::string, std::vector<std::uint64_t>> messages;  // by room
  struct Comment {
    std::string thread;
    std::uint64_t seq;
  };
  std::map<std::string, std::vector<Comment>> comments;
  std::map<std::string, std::vector<std::string>> surfaces;
  std::map<std::string, std::vector<std::string>> meetings;
  std::map<std::string, std::vector<std::string>> files;
  std::vector<Link> links;
};

struct Chances {
  std::function<std::uint64_t(std::uint64_t bound)> below;
  std::function<std::string()> uuid;
  const port::Crypto& crypto;
  /// Everybody but the owner who is to stay.
  std::vector<std::string> people;
};

class Workload {
 public:
  Workload(Chances chances, const Memory& memory);

  /// Any command, the usual ones more often.
  Order next(const std::string& room);
  /// Every command that next() may return.
  static std::vector<std::string> names();

 private:
  using Make = std::string (Workload::*)(const std::string& room);
  struct Step {
    const char* name;
    std::uint64_t weight;
    bool idempotent;
    Make make;
  };
  static const std::vector<Step>& steps();
  static std::vector<Step> work_steps();
  static std::vector<Step> door_steps();
  static std::vector<Step> meeting_steps();

  std::string nothing(const std::string& room);
  std::string text(const std::string& room);
  std::string edit(const std::string& room);
  std::string target(const std::string& room);
  std::string reaction(const std::string& room);
  std::string switched(const std::string& room);
  std::string place(const std::string& room);
  std::string watched(const std::string& room);
  std::string title(const std::string& room);
  std::string archive(const std::string& room);
  std::string settings(const std::string& room);
  std::string knock(const std::string& room);
  std::string knock_answer(const std::string& room);
  std::string role(const std::string& room);
  std::string removal(const std::string& room);
  std::string person(const std::string& room);
  std::string view(const std::string& room);
  std::string payload(const std::string& room);
  std::string after(const std::string& room);
  std::string words(const std::string& room);
  std::string surface(const std::string& room);
  std::string surface_title(const std::string& room);
  std::string pinned_surface(const std::string& room);
  std::string some_surface(const std::string& room);
  std::string link(const std::string& room);
  std::string link_id(const std::string& room);
  std::string link_secret(const std::string& room);
  std::string thread(const std::string& room);
  std::string some_thread(const std::string& room);
  std::string decision(const std::string& room);
  std::string comment(const std::string& room);
  std::string some_comment(const std::string& room);
  std::string comment_edit(const std::string& room);
  std::string comment_reaction(const std::string& room);
  std::string meeting_title(const std::string& room);
  std::string some_meeting(const std::string& room);
  std::string new_file(const std::string& room);
  std::string some_file(const std::string& room);

  std::uint64_t message_in(const std::string& room);
  const std::string& somebody() { return chances_.people[chances_.below(chances_.people.size())]; }
  std::string on() { return chances_.below(3) == 0 ? "false" : "true"; }

  Chances chances_;
  const Memory& memory_;
  std::uint64_t made_ = 0;
};

}  // namespace atelier::sim
