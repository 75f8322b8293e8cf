// The walk over all places where somebody's data can be (spec/safe.md SAF2: the list). On a data
// folder whose server does not run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/actors.h"
#include "app/erase/log_erasure.h"
#include "app/platform.h"
#include "gateway/rest/person_traces.h"

namespace atelier::app {

/// What was found, for the one line that is printed.
struct ErasedCounts {
  std::size_t rooms = 0;
  std::size_t documents = 0;
  std::size_t files = 0;
  std::size_t mails = 0;
};

class Eraser {
 public:
  Eraser(Platform& platform, const std::string& server_secret);

  /// Somebody's id by their address or id; not_found when the folder knows nobody like that.
  Result<std::string> find(const std::string& person_or_email);
  /// Who is noted to be erased.
  Result<std::vector<std::string>> asked();
  Result<void> note(const std::string& person);
  /// All of it; what is left is to scrub the files. May be begun again after any failure.
  Result<ErasedCounts> erase(const std::string& person);
  /// True when files are to be scrubbed that were not yet.
  Result<bool> must_scrub();
  Result<void> scrubbed();

 private:
  Result<bool> wrote_somewhere(const std::string& person);
  Result<gateway::PersonTraces> learn(const std::string& person);
  Result<std::vector<std::string>> partitions(const std::string& prefix);
  Result<void> erase_workspace(const gateway::PersonTraces& person, ErasedCounts& counts);
  Result<void> erase_rooms(const gateway::PersonTraces& person, ErasedCounts& counts);
  Result<void> erase_documents(const gateway::PersonTraces& person, ErasedCounts& counts);
  Result<void> erase_mails(const gateway::PersonTraces& person, ErasedCounts& counts);
  void erase_from_search(const std::string& person);
  ErasedLog log_of_room(const std::string& room);
  ErasedLog log_of_workspace();

  Platform& platform_;
  WaitingStore store_;
  NoSearch no_search_;
  // What they make borrows from them.
  RoomFeatures room_features_;
  core::Workspace::Features workspace_features_;
};

}  // namespace atelier::app
