#include "net/server.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "gtest/gtest.h"
#include "net/test_support.h"

namespace atelier::net {
namespace {

using Exchange = std::unique_ptr<port::HttpExchange>;

void answer_ok(Exchange exchange) {
  exchange->respond({.status = 200, .headers = {}, .body = "ok"});
}

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";

TEST(Server, LoopsTakeTurns) {
  std::mutex mutex;
  std::map<std::thread::id, int> served;
  std::set<std::string> request_ids;
  TestServer server(
      [&](Exchange exchange) {
        {
          const std::lock_guard lock(mutex);
          ++served[std::this_thread::get_id()];
          request_ids.insert(exchange->request().request_id);
          EXPECT_EQ(exchange->request().remote_address, "127.0.0.1");
        }
        answer_ok(std::move(exchange));
      },
      {}, 2);
  for (int i = 0; i < 6; ++i) {
    TestClient client(server.port());
    client.send(kGet);
    EXPECT_EQ(client.read_response().body, "ok");
  }
  ASSERT_EQ(served.size(), 2U);
  EXPECT_EQ(served.begin()->second, 3);
  EXPECT_EQ(request_ids.size(), 6U);
}

TEST(Server, SaysWhyItCannotListen) {
  TestServer first(answer_ok);
  const SystemClock clock;
  EventLoop loop;
  TestHandler handler(answer_ok);
  for (const auto& [host, port] : std::vector<std::pair<std::string, std::uint16_t>>{
           {"127.0.0.1", first.port()}, {"no such host", 0}}) {
    ServerOptions options;
    options.host = host;
    options.port = port;
    Server second(options, {{&loop, &handler}}, clock);
    const auto result = second.start();
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("cannot listen on " + host), std::string::npos);
  }
  ServerOptions options;
  options.trusted_proxies = {"nonsense"};
  EXPECT_FALSE(Server(options, {{&loop, &handler}}, clock).start());
}

TEST(Server, DrainClosesWhatIsIdleAndAnswersTheRest) {
  Exchange parked;
  std::atomic<int> seen{0};
  TestServer server([&](Exchange exchange) {
    ++seen;
    if (exchange->request().path == "/park") {
      parked = std::move(exchange);
    } else {
      answer_ok(std::move(exchange));
    }
  });
  TestClient idle(server.port());
  idle.send(kGet);
  idle.read_response();
  TestClient busy(server.port());
  busy.send("GET /park HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return seen == 2; }));
  server.server().drain();
  EXPECT_TRUE(idle.at_end());
  server.on_loop([&] { answer_ok(std::move(parked)); });
  EXPECT_EQ(busy.read_response().header("connection"), "close");
  EXPECT_TRUE(busy.at_end());
}

TEST(Server, StopTellsEveryHandler) {
  RecordingHandler handler;
  Exchange parked;
  std::atomic<int> aborts{0};
  auto server = std::make_unique<TestServer>([&](Exchange exchange) {
    if (exchange->is_websocket_upgrade()) {
      handler.socket = exchange->accept_websocket(handler, {}, {});
      return;
    }
    exchange->on_abort([&] { ++aborts; });
    parked = std::move(exchange);
  });
  TestClient socket(server->port());
  socket.upgrade();
  TestClient waiting(server->port());
  waiting.send(kGet);
  ASSERT_TRUE(eventually([&] { return server->server().stats().requests_total == 2; }));
  server->server().stop();
  EXPECT_EQ(aborts, 1);
  EXPECT_EQ(handler.close_code, 1006);
  EXPECT_EQ(server->server().stats().connections, 0U);
  server.reset();
  handler.socket->send_text("still harmless");
}

// ---- TLS -------------------------------------------------------------------------------------

/// A self-signed certificate and its key in files that go away again.
class CertificateFiles {
 public:
  CertificateFiles() : folder_(std::filesystem::temp_directory_path() / unique_name()) {
    std::filesystem::create_directory(folder_);
    EVP_PKEY* const key = EVP_EC_gen("P-256");
    X509* const certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_sign(certificate, key, EVP_sha256());
    FILE* file = fopen(certificate_file().c_str(), "w");
    PEM_write_X509(file, certificate);
    fclose(file);
    file = fopen(key_file().c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~CertificateFiles() { std::filesystem::remove_all(folder_); }
  CertificateFiles(const CertificateFiles&) = delete;
  CertificateFiles& operator=(const CertificateFiles&) = delete;

  std::string certificate_file() const { return folder_ / "certificate.pem"; }
  std::string key_file() const { return folder_ / "key.pem"; }

 private:
  static std::string unique_name() { return "atelier_net_test_" + std::to_string(getpid()); }
  std::filesystem::path folder_;
};

/// A blocking TLS client.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port) : context_(SSL_CTX_new(TLS_client_method())) {
    bio_ = BIO_new_ssl_connect(context_);
    BIO_set_conn_hostname(bio_, ("127.0.0.1:" + std::to_string(port)).c_str());
  }
  ~TlsClient() {
    BIO_free_all(bio_);
    SSL_CTX_free(context_);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  bool connect() { return BIO_do_connect(bio_) == 1; }
  bool send(std::string_view bytes) {
    return BIO_write(bio_, bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
  }
  std::string read_to_end() {
    std::string all;
    std::array<char, 16384> bytes;
    for (int count = 1; count > 0;) {
      count = BIO_read(bio_, bytes.data(), bytes.size());
      if (count > 0) all.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  SSL_CTX* context_;
  BIO* bio_;
};

ServerOptions tls_options(const CertificateFiles& files) {
  ServerOptions options;
  options.tls_certificate_file = files.certificate_file();
  options.tls_key_file = files.key_file();
  return options;
}

TEST(ServerTls, CarriesLargeBodiesBothWays) {
  const CertificateFiles files;
  TestServer server(
      [](Exchange exchange) {
        EXPECT_TRUE(exchange->request().secure);
        std::string body = exchange->request().body + exchange->request().body;
        exchange->respond({.status = 200, .headers = {}, .body = std::move(body)});
      },
      tls_options(files));
  TlsClient client(server.port());
  ASSERT_TRUE(client.connect());
  const std::string body(900'000, 'x');
  ASSERT_TRUE(client.send(
      "POST / HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n"));
  ASSERT_TRUE(client.send(body));
  const std::string answer = client.read_to_end();
  EXPECT_EQ(answer.substr(0, 15), "HTTP/1.1 200 OK");
  EXPECT_TRUE(answer.ends_with("\r\n\r\n" + body + body));
}

TEST(ServerTls, PlainTextAndSilenceAreDropped) {
  const CertificateFiles files;
  ServerOptions options = tls_options(files);
  options.timeouts.header_ms = 30;
  options.timeouts.linger_ms = 30;
  TestServer server(answer_ok, options);
  TestClient plain(server.port());
  plain.send(kGet);
  EXPECT_EQ(plain.read_to_end().find("HTTP"), std::string::npos);
  TestClient silent(server.port());
  silent.send("\x16\x03\x01");
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_TRUE(eventually([&] { return server.server().stats().connections == 0; }));
}

TEST(ServerTls, ReloadsAndKeepsTheOldOnFailure) {
  const CertificateFiles files;
  TestServer server(answer_ok, tls_options(files));
  EXPECT_TRUE(server.server().reload_tls());
  std::filesystem::resize_file(files.key_file(), 10);
  EXPECT_FALSE(server.server().reload_tls());
  TlsClient client(server.port());
  ASSERT_TRUE(client.connect());
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"));
  EXPECT_TRUE(client.read_to_end().ends_with("ok"));
}

TEST(ServerTls, AMissingCertificateIsAnError) {
  const SystemClock clock;
  EventLoop loop;
  TestHandler handler(answer_ok);
  ServerOptions options;
  options.tls_certificate_file = "/does/not/exist.pem";
  Server server(options, {{&loop, &handler}}, clock);
  const auto result = server.start();
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("certificate"), std::string::npos);
}

}  // namespace
}  // namespace atelier::net
