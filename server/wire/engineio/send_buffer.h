// What waits for the next poll of a session, or for the end of its upgrade. Keeps packets apart,
// for each transport writes them in its own way.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "wire/engineio/packet.h"

namespace atelier::wire::engineio {

class SendBuffer {
 public:
  struct Entry {
    std::string bytes;  // a whole text packet, or the raw bytes of a binary message
    bool binary = false;
  };

  bool empty() const { return entries_.empty(); }
  /// Roughly what it holds in memory.
  std::size_t bytes() const { return bytes_; }

  void add(Entry entry) {
    bytes_ += entry.bytes.size() + sizeof(Entry);
    entries_.push_back(std::move(entry));
  }

  std::vector<Entry> take() {
    bytes_ = 0;
    return std::exchange(entries_, {});
  }

  /// EIO21: all packets, joined as one polling payload.
  std::string take_payload() {
    std::string payload;
    payload.reserve(bytes_);
    for (const Entry& entry : take()) {
      if (!payload.empty()) payload += kSeparator;
      payload += entry.binary ? encode_binary_as_text(entry.bytes) : entry.bytes;
    }
    return payload;
  }

 private:
  std::vector<Entry> entries_;
  std::size_t bytes_ = 0;
};

}  // namespace atelier::wire::engineio
