#include "adapter/smtp/smtp_transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace atelier::adapter {
namespace {

using Kind = port::MailOutcome::Kind;

constexpr std::size_t kReasonBytes = 300;
constexpr std::string_view kClosing = "421";

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What libcurl's callbacks work on.
struct Conversation {
  std::string_view rest;  // of the message
  std::string complaint;  // last line of the server that begins with 4 or 5
  const std::atomic<bool>& stopping;
};

std::size_t on_read(char* to, std::size_t size, std::size_t count, void* user) {
  std::string_view& rest = static_cast<Conversation*>(user)->rest;
  const std::size_t taken = std::min(size * count, rest.size());
  std::memcpy(to, rest.data(), taken);
  rest.remove_prefix(taken);
  return taken;
}

std::size_t on_reply(char* line, std::size_t size, std::size_t count, void* user) {
  const std::string_view reply(line, std::min(size * count, kReasonBytes));
  if (reply.starts_with('4') || reply.starts_with('5')) {
    static_cast<Conversation*>(user)->complaint = reply;
  }
  return size * count;
}

std::size_t on_body(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Conversation*>(user)->stopping ? 1 : 0;
}

void set_server(CURL* curl, const SmtpOptions& options) {
  curl_easy_setopt(curl, CURLOPT_URL, options.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(options.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  }
  if (!options.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, options.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, options.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, options.connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, options.timeout_ms);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

void set_callbacks(CURL* curl, Conversation& conversation, char* error) {
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &on_read);
  curl_easy_setopt(curl, CURLOPT_READDATA, &conversation);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &on_reply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &conversation);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &conversation);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
}

/// One line of printable ASCII.
std::string reason_of(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  std::string out(text.substr(0, kReasonBytes));
  for (char& c : out) c = c >= 0x20 && c < 0x7F ? c : '?';
  return out;
}

}  // namespace

port::MailOutcome outcome_of(int curl_code, const std::string& complaint,
                             const std::string& error) {
  if (curl_code == CURLE_OK) return {};
  // MAIL, RCPT and DATA that the server refused, or the message behind them.
  const bool refused = curl_code == CURLE_SEND_ERROR || curl_code == CURLE_WEIRD_SERVER_REPLY;
  const bool of_the_mail = refused && !complaint.empty() && !complaint.starts_with(kClosing) &&
                           !error.starts_with("MAIL ");
  if (of_the_mail) {
    const Kind kind = complaint.starts_with('5') ? Kind::kRefused : Kind::kLater;
    return {kind, reason_of(complaint), false};
  }
  std::string reason = curl_easy_strerror(static_cast<CURLcode>(curl_code));
  if (!error.empty()) reason = error;
  if (!complaint.empty()) reason += " - " + complaint;
  return {Kind::kLater, reason_of(reason), true};
}

port::MailOutcome transfer_mail(const SmtpOptions& options, SmtpLetter letter,
                                const std::atomic<bool>& stopping) {
  const std::unique_ptr<CURL, CloseHandle> curl(curl_easy_init());
  const std::string to = '<' + letter.to + '>';
  const std::string from = '<' + letter.from + '>';
  const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
  if (curl == nullptr || recipients == nullptr) {
    return {Kind::kLater, "There is not enough memory.", true};
  }
  Conversation conversation{letter.message, {}, stopping};
  std::array<char, CURL_ERROR_SIZE> error{};
  set_server(curl.get(), options);
  set_callbacks(curl.get(), conversation, error.data());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  const CURLcode code = curl_easy_perform(curl.get());
  return outcome_of(code, conversation.complaint, error.data());
}

}  // namespace atelier::adapter
