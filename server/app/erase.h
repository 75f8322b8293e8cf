// Erasing people: `atelier erase`, and what was asked for while the server ran (spec/safe.md).
#pragma once

#include <string>

#include "app/config.h"

namespace atelier::app {

/// Erases who is noted to be erased in the data folder, and what of an earlier erasure is not
/// finished. The server of the folder does not run. What fails is said and stays noted (SAF9); an
/// error only when the folder cannot be opened at all.
Result<void> finish_erasures(const Config& config);

struct EraseOptions {
  std::string person;  // id or e-mail address
};
/// What was erased, as a line to print.
Result<std::string> erase(const Config& config, const EraseOptions& options);

}  // namespace atelier::app
