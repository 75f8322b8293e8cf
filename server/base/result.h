// Result<T> is what every fallible function returns: a value, or an Error with one of the neutral
// codes that `gateway` maps once to HTTP status, close code and Socket.IO error (design: errors).
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atelier {

enum class Errc : std::uint8_t {
  kInvalid,
  kUnauthenticated,
  kForbidden,
  kNotFound,
  kConflict,
  kTooLarge,
  kRateLimited,
  kUnavailable,
  kUnsupported,
  kInternal,
};

/// The neutral name that goes over the wire, e.g. "not_found".
std::string_view name_of(Errc code);

/// What went wrong, in words a person can act on. Never carries secrets or internal paths.
struct Error {
  Errc code = Errc::kInternal;
  std::string message;
  /// Set with kRateLimited and kUnavailable where a later try may work.
  std::optional<std::int64_t> retry_after_ms = std::nullopt;

  bool operator==(const Error&) const = default;
};

[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

template <class T>
using Result = boost::system::result<T, Error>;

inline Error invalid(std::string message) {
  return {Errc::kInvalid, std::move(message)};
}
inline Error not_found(std::string message) {
  return {Errc::kNotFound, std::move(message)};
}
inline Error forbidden(std::string message) {
  return {Errc::kForbidden, std::move(message)};
}
inline Error too_large(std::string message) {
  return {Errc::kTooLarge, std::move(message)};
}
inline Error unavailable(std::string message) {
  return {Errc::kUnavailable, std::move(message)};
}

// A broken invariant of ours: logs and aborts, in every build. Never for what a peer can cause.
#define ATELIER_ASSERT(condition) \
  ((condition) ? void(0) : ::atelier::assertion_failed(#condition, __FILE__, __LINE__))
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

// `ATELIER_TRY(auto x, f());` unwraps or returns the error. Not inside coroutines (gcc 12).
#define ATELIER_TRY(declaration, expression) \
  ATELIER_TRY_NAMED(declaration, expression, ATELIER_CONCAT(try_result_, __LINE__))
#define ATELIER_TRY_NAMED(declaration, expression, name) \
  auto name = (expression);                              \
  if (!name) return name.error();                        \
  declaration = std::move(*name)
#define ATELIER_CONCAT(a, b) ATELIER_CONCAT_INNER(a, b)
#define ATELIER_CONCAT_INNER(a, b) a##b

}  // namespace atelier
