#include "feature/chat/chat_rows.h"

namespace atelier::feature::chat {

std::uint64_t seq_at(std::string_view key, std::size_t from) {
  std::uint64_t seq = 0;
  for (const char c : key.substr(from, 8)) seq = seq << 8 | static_cast<unsigned char>(c);
  return seq;
}

}  // namespace atelier::feature::chat
