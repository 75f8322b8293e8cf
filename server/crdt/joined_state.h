// A document's structs as one growing update: every client's structs in clock order with adjacent
// pieces joined, deletions as ranges. Holds all content ever inserted; nothing is integrated, so it
// serves joiners and compaction but cannot show a text.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "crdt/update.h"

namespace atelier::crdt {

class JoinedState {
 public:
  /// Takes what is not held yet of each client, from its end on. For updates that are ready, that
  /// is all of them; a hole before a client's later structs stays a hole.
  void append(const Update& update);
  void append(ClientId client, const UpdateStruct& next);
  void add_deletes(const DeleteSet& deletes) { deletes_.add_all(deletes); }

  /// One update with everything from `known` on, and all deletions (YJS14). It may be sent as
  /// SyncStep2.
  std::string encode_since(const StateVector& known) const;
  std::string encode() const { return encode_since({}); }

  std::size_t struct_count() const { return struct_count_; }
  /// Bytes of content held; a lower bound of encode().size().
  std::size_t content_bytes() const { return content_bytes_; }

 private:
  /// An UpdateStruct that owns its bytes.
  struct Run {
    UpdateStruct plain;
    std::string body;
    std::string root_name;
    std::string parent_sub;

    UpdateStruct view() const;
  };
  using Runs = std::vector<Run>;

  static Run own(const UpdateStruct& next);
  static bool join(Run& run, ClientId client, const UpdateStruct& next);
  static std::size_t write_runs(VarWriter& writer, ClientId client, const Runs& runs,
                                Clock known_until);

  std::map<ClientId, Runs, std::greater<>> clients_;
  DeleteSet deletes_;
  std::size_t struct_count_ = 0;
  std::size_t content_bytes_ = 0;
};

}  // namespace atelier::crdt
