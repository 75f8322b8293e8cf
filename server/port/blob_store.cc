#include "port/blob_store.h"

#include <algorithm>

namespace atelier::port {
namespace {

constexpr std::size_t kMaxKeyBytes = 200;

bool is_key_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' ||
         c == '_' || c == '-';
}

}  // namespace

bool is_blob_key(std::string_view key) {
  if (key.empty() || key.size() > kMaxKeyBytes || !std::ranges::all_of(key, is_key_byte)) {
    return false;
  }
  return key.front() != '/' && key.back() != '/' && key.find("//") == std::string_view::npos;
}

}  // namespace atelier::port
