// One HTTP exchange by libcurl: sets up the handle, gathers the answer within its bounds, and says
// what the end means. On the client's thread.
#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>
#include <string>

#include "port/http_client.h"

namespace atelier::adapter {

class CurlTransfer {
 public:
  struct Options {
    const std::string& ca_file;
    long connect_timeout_ms;
  };

  CurlTransfer(port::HttpCall call, const Options& options);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// Null when there is not enough memory.
  CURL* handle() const { return handle_.get(); }
  Result<port::HttpAnswer> finish(CURLcode code);

 private:
  struct CloseHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  static std::size_t on_header(char* line, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
  void set_options(const Options& options);
  void set_request();

  port::HttpCall call_;
  std::unique_ptr<curl_slist, FreeList> headers_;
  port::HttpAnswer answer_;
  std::size_t header_bytes_ = 0;
  bool too_large_ = false;
  std::unique_ptr<CURL, CloseHandle> handle_;  // last: it points into the rest
};

}  // namespace atelier::adapter
