// Attributes of text as format items carry them: keys with JSON values, null for none, in the order
// in which they were set.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crdt/item.h"

namespace atelier::crdt {

inline constexpr std::string_view kNoValue = "null";

class TextAttributes {
 public:
  using Entry = std::pair<std::string, std::string>;

  /// Null if there is none.
  const std::string* find(std::string_view key) const;
  /// kNoValue if there is none.
  std::string_view value(std::string_view key) const;
  void set(std::string_view key, std::string_view json);
  void erase(std::string_view key);
  /// What a format item changes from there on.
  void apply(const Entry& format);

  const std::vector<Entry>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
};

/// Key and JSON value of a format item.
TextAttributes::Entry format_of(const Item& item);
std::string format_body(std::string_view key, std::string_view json);

/// Equal as values: members of an object may be in another order. (yjs compares objects by identity
/// where it removes formats, which depends on who made them; then it keeps more than needed.)
bool equal_values(std::string_view a, std::string_view b);

}  // namespace atelier::crdt
