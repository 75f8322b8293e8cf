#include "net/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <utility>

namespace atelier::net {

struct TlsContext::Loaded {
  SSL_CTX* context = nullptr;

  Loaded() = default;
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;
  ~Loaded() { SSL_CTX_free(context); }
};

namespace {

// One TLS record: many small pieces are gathered up to this, so that they share a record.
constexpr std::size_t kRecordBytes = 16 * 1024;

class TlsStream final : public Stream {
 public:
  explicit TlsStream(SSL* ssl) : ssl_(ssl) {}
  ~TlsStream() override { SSL_free(ssl_); }

  IoResult read(std::span<char> into) override {
    ERR_clear_error();
    const int wanted = static_cast<int>(std::min<std::size_t>(into.size(), INT_MAX));
    const int count = SSL_read(ssl_, into.data(), wanted);
    if (count > 0) {
      read_needs_write_ = false;
      return {IoStatus::kOk, static_cast<std::size_t>(count)};
    }
    const int error = SSL_get_error(ssl_, count);
    read_needs_write_ = error == SSL_ERROR_WANT_WRITE;
    return {status_of(error), 0};
  }

  IoResult write(std::span<const iovec> pieces) override {
    IoResult result;
    std::size_t piece = 0;
    std::size_t offset = 0;  // within that piece
    std::array<char, kRecordBytes> record;
    while (piece < pieces.size()) {
      const std::size_t bytes = gather(pieces, piece, offset, record);
      ERR_clear_error();
      ++write_calls_;
      const int count = SSL_write(ssl_, record.data(), static_cast<int>(bytes));
      if (count <= 0) {
        result.status = status_of(SSL_get_error(ssl_, count));
        return result;
      }
      result.bytes += static_cast<std::size_t>(count);
      offset += static_cast<std::size_t>(count);
      while (piece < pieces.size() && offset >= pieces[piece].iov_len) {
        offset -= pieces[piece++].iov_len;
      }
    }
    return result;
  }

  void end_writing() override {
    if (SSL_is_init_finished(ssl_) != 0) SSL_shutdown(ssl_);
    shutdown(SSL_get_fd(ssl_), SHUT_WR);
  }

  bool has_unread() const override { return SSL_has_pending(ssl_) != 0 && !read_needs_write_; }
  bool read_needs_write() const override { return read_needs_write_; }
  std::uint32_t take_write_calls() override { return std::exchange(write_calls_, 0); }

 private:
  // After a blocked write OpenSSL wants the same bytes again: the record is filled alike each time.
  static std::size_t gather(std::span<const iovec> pieces, std::size_t piece, std::size_t offset,
                            std::span<char> record) {
    std::size_t filled = 0;
    for (; piece < pieces.size() && filled < record.size(); ++piece, offset = 0) {
      const std::size_t bytes = std::min(pieces[piece].iov_len - offset, record.size() - filled);
      std::memcpy(record.data() + filled, static_cast<char*>(pieces[piece].iov_base) + offset,
                  bytes);
      filled += bytes;
    }
    return filled;
  }

  static IoStatus status_of(int error) {
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return IoStatus::kBlocked;
    return error == SSL_ERROR_ZERO_RETURN ? IoStatus::kEnd : IoStatus::kFailed;
  }

  SSL* ssl_;
  bool read_needs_write_ = false;
  std::uint32_t write_calls_ = 0;
};

// Only HTTP/1.1 is spoken here; a client that offers nothing known goes on without ALPN.
int choose_protocol(SSL* /*ssl*/, const unsigned char** out, unsigned char* out_bytes,
                    const unsigned char* offered, unsigned int offered_bytes, void* /*unused*/) {
  static constexpr unsigned char kHttp[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int result =
      SSL_select_next_proto(&chosen, out_bytes, kHttp, sizeof kHttp - 1, offered, offered_bytes);
  if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

void configure(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // An idle connection keeps no record buffers.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

std::string last_tls_error() {
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason != nullptr ? reason : "unknown reason";
}

}  // namespace

TlsContext::TlsContext(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)) {}

TlsContext::~TlsContext() = default;

Result<void> TlsContext::load() {
  ERR_clear_error();
  const auto fresh = std::make_shared<Loaded>();
  fresh->context = SSL_CTX_new(TLS_server_method());
  if (fresh->context == nullptr) return Error{Errc::kInternal, "TLS: " + last_tls_error()};
  configure(fresh->context);
  if (SSL_CTX_use_certificate_chain_file(fresh->context, certificate_file_.c_str()) != 1) {
    return invalid("cannot use the TLS certificate: " + last_tls_error());
  }
  if (SSL_CTX_use_PrivateKey_file(fresh->context, key_file_.c_str(), SSL_FILETYPE_PEM) != 1) {
    return invalid("cannot use the TLS key with this certificate: " + last_tls_error());
  }
  const std::lock_guard lock(mutex_);
  loaded_ = fresh;
  return {};
}

std::unique_ptr<Stream> TlsContext::make_stream(int descriptor) {
  std::shared_ptr<Loaded> loaded;
  {
    const std::lock_guard lock(mutex_);
    loaded = loaded_;
  }
  SSL* const ssl = loaded ? SSL_new(loaded->context) : nullptr;
  if (ssl == nullptr) return nullptr;
  SSL_set_fd(ssl, descriptor);
  SSL_set_accept_state(ssl);
  return std::make_unique<TlsStream>(ssl);
}

}  // namespace atelier::net
