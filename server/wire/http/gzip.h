// gzip (RFC 1952) of whole bodies.
#pragma once

#include <string>
#include <string_view>

namespace atelier::wire::http {

/// Level 1: polling answers are made while somebody waits.
std::string gzip(std::string_view body);

}  // namespace atelier::wire::http
