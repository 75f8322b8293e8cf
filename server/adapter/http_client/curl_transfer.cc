#include "adapter/http_client/curl_transfer.h"

#include <utility>

namespace atelier::adapter {
namespace {

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;

std::string trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(kSpace) - from + 1));
}

}  // namespace

CurlTransfer::CurlTransfer(port::HttpCall call, const Options& options)
    : call_(std::move(call)), handle_(curl_easy_init()) {
  if (handle_ == nullptr) return;
  set_options(options);
  set_request();
}

std::size_t CurlTransfer::on_header(char* line, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  const std::string_view text(line, size * count);
  transfer.header_bytes_ += text.size();
  if (transfer.header_bytes_ > kMaxHeaderBytes) {
    transfer.too_large_ = true;
    return 0;
  }
  if (text.starts_with("HTTP/")) transfer.answer_.headers.clear();  // after a 100
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    std::string name(text.substr(0, colon));
    for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    transfer.answer_.headers.emplace_back(std::move(name), trimmed(text.substr(colon + 1)));
  }
  return text.size();
}

std::size_t CurlTransfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  const std::size_t more = size * count;
  if (transfer.answer_.body.size() + more > port::HttpClient::kMaxAnswerBytes) {
    transfer.too_large_ = true;
    return 0;  // breaks it off
  }
  transfer.answer_.body.append(bytes, more);
  return more;
}

void CurlTransfer::set_options(const Options& options) {
  CURL* const curl = handle_.get();
  curl_easy_setopt(curl, CURLOPT_URL, call_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, options.connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(call_.timeout_ms));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
}

void CurlTransfer::set_request() {
  CURL* const curl = handle_.get();
  // Some servers never answer "Expect: 100-continue".
  curl_slist* list = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : call_.headers) {
    list = curl_slist_append(list, (name + ": " + value).c_str());
  }
  headers_.reset(list);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
  if (call_.method != "POST") return;
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(call_.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call_.body.c_str());
}

Result<port::HttpAnswer> CurlTransfer::finish(CURLcode code) {
  if (too_large_) return too_large("The answer is too large.");
  if (code != CURLE_OK) return unavailable(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  answer_.status = static_cast<int>(status);
  return std::move(answer_);
}

}  // namespace atelier::adapter
