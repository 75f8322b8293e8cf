#include "adapter/curl_start.h"

#include <curl/curl.h>

namespace atelier::adapter {

// curl_global_init is not to run twice at a time.
bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

}  // namespace atelier::adapter
