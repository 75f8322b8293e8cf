#include "gateway/rest/file_facts.h"

#include "base/base64.h"
#include "gateway/rest/image_size.h"

namespace atelier::gateway {

json::object file_facts(const port::Crypto& crypto, std::string_view bytes) {
  json::object facts{{"size", bytes.size()},
                     {"sha256", base64::encode_url(crypto.sha256(bytes))},
                     {"type", "application/octet-stream"}};
  const auto image = image_facts(bytes);
  if (image && may_be_shown(*image)) {
    facts["type"] = image->type;
    facts["width"] = image->width;
    facts["height"] = image->height;
  }
  return facts;
}

}  // namespace atelier::gateway
