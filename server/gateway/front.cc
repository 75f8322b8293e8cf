#include "gateway/front.h"

namespace atelier::gateway {

const Front::Mount* Front::find(const port::HttpRequest& request) const {
  for (const Mount& mount : mounts_) {
    const std::string& path = request.path;
    if (!path.starts_with(mount.path)) continue;
    const bool open = mount.path.ends_with('/') || path.size() == mount.path.size() ||
                      (mount.also_below && path[mount.path.size()] == '/');
    if (open) return &mount;
  }
  return nullptr;
}

void Front::handle(std::unique_ptr<port::HttpExchange> exchange) {
  if (const Mount* mount = find(exchange->request())) return mount->handle(std::move(exchange));
  otherwise_(std::move(exchange));
}

std::size_t Front::max_body_bytes(const port::HttpRequest& head) const {
  const Mount* mount = find(head);
  return mount != nullptr && mount->max_body_bytes ? mount->max_body_bytes(head) : 0;
}

}  // namespace atelier::gateway
