// The front door of one loop: which gateway a request goes to, by its path. What nothing claims
// goes to the last mount, the web app.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "port/http.h"

namespace atelier::gateway {

class Front final : public port::HttpHandler {
 public:
  struct Mount {
    /// "/api/" takes everything below it, "/metrics" (no slash at the end) only itself and, with
    /// `also_below`, "/metrics/...".
    std::string path;
    std::function<void(std::unique_ptr<port::HttpExchange>)> handle;
    std::function<std::size_t(const port::HttpRequest&)> max_body_bytes = nullptr;  // null: none
    bool also_below = false;
  };

  /// In order of precedence; the first that fits wins.
  void mount(Mount mount) { mounts_.push_back(std::move(mount)); }
  void otherwise(std::function<void(std::unique_ptr<port::HttpExchange>)> handle) {
    otherwise_ = std::move(handle);
  }

  void handle(std::unique_ptr<port::HttpExchange> exchange) override;
  std::size_t max_body_bytes(const port::HttpRequest& head) const override;

 private:
  const Mount* find(const port::HttpRequest& request) const;

  std::vector<Mount> mounts_;
  std::function<void(std::unique_ptr<port::HttpExchange>)> otherwise_;
};

}  // namespace atelier::gateway
