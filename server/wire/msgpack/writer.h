// Writes msgpack values in their shortest form, as notepack does: integers minimal, other numbers
// as 64-bit floats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::wire::msgpack {

void append_nil(std::string& out);
void append_bool(std::string& out, bool value);
void append_integer(std::string& out, std::int64_t value);
/// A double that is a whole number becomes an integer, as in JavaScript.
void append_number(std::string& out, double value);
void append_string(std::string& out, std::string_view utf8);
void append_binary(std::string& out, std::string_view bytes);
void append_array_head(std::string& out, std::size_t count);
void append_map_head(std::string& out, std::size_t count);

}  // namespace atelier::wire::msgpack
