// What is stored of one document, as yjs would hold it: integrated, deleted content dropped. Serves
// joiners and snapshots. Encoding a large one takes longer than a loop may: then it is lent to the
// pool, and what is stored meanwhile waits. Knows no peers and no log. One executor.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/function.h"
#include "crdt/doc.h"
#include "feature/docs/document_state.h"
#include "port/executor.h"

namespace atelier::feature::docs {

using SharedBytes = std::shared_ptr<const std::string>;

class StoredContent {
 public:
  struct Answer {
    SharedBytes update;  // null: the pool is full
    /// What was stored while `update` was made, in order; not in it.
    std::vector<SharedBytes> later;
  };
  using Done = UniqueFunction<void(Answer)>;

  /// `owner` is whose turn it takes in the pool. The pool outlives this.
  StoredContent(port::Executor& executor, port::Pool& pool, std::string owner);
  StoredContent(const StoredContent&) = delete;
  StoredContent& operator=(const StoredContent&) = delete;

  /// Only before anything else: what was read from the log, `bytes` of it.
  void restore(std::shared_ptr<crdt::Doc> state, std::size_t bytes);
  /// It is stored now: joiners see it.
  void append(const Offer& offer);
  /// What a peer with this state vector lacks: at once for small documents, else later. Peers that
  /// ask for the same at the same time share one encoding. `done` does not run after this is gone.
  void since(const crdt::StateVector& known, Done done);

  const crdt::StateVector& clocks() const { return clocks_; }
  /// How large it is encoded, or a little more.
  std::size_t content_bytes() const { return bytes_; }
  /// Encodings made so far.
  std::size_t encodings() const { return encodings_; }

 private:
  struct Request {
    std::string asked;
    crdt::StateVector known;
    std::vector<Done> waiting;
  };

  void put(const Offer& offer);
  void answer_now(std::string asked, const crdt::StateVector& known, Done& done);
  void keep(std::string asked, SharedBytes answer);
  void lend();
  void returned(SharedBytes answer);

  port::Executor& executor_;
  port::Pool& pool_;
  std::string owner_;
  std::shared_ptr<crdt::Doc> state_ = std::make_shared<crdt::Doc>();
  crdt::StateVector clocks_;
  std::size_t bytes_ = 0;      // of the newest whole encoding and of what came behind
  bool lent_ = false;          // to the pool, for the first request
  std::vector<Offer> behind_;  // stored while it is lent
  std::list<Request> requests_;
  std::list<std::pair<std::string, SharedBytes>> answers_;  // of the present state
  std::size_t encodings_ = 0;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
