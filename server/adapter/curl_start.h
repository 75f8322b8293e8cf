// libcurl is started once for all adapters that use it.
#pragma once

namespace atelier::adapter {

/// Any thread. False when libcurl cannot be started; it is never undone.
bool curl_is_ready();

}  // namespace atelier::adapter
