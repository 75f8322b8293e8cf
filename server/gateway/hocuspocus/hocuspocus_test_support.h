// Two loops with a Hocuspocus and a Yjs gateway each before the same documents, and clients that
// speak either protocol over fake sockets. Tests only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/hocuspocus/hocuspocus_gateway.h"
#include "gateway/yjs/yjs_test_support.h"

namespace atelier::gateway::yjs_test {

using namespace wire::hocuspocus;  // NOLINT: what the tests are about

class HocuspocusGatewayTest : public YjsGatewayTest {
 protected:
  inline static const std::string kDoc = "room";
  inline static const std::string kNothing = std::string(1, '\0');  // no clocks

  HocuspocusGatewayTest() {
    for (std::size_t loop = 0; loop < kLoops; ++loop) {
      hocuspocus.push_back(std::make_unique<HocuspocusGateway>(needs(loop)));
      docs.add_sink(loop, *hocuspocus[loop]);
    }
  }

  FakeClient& dial(std::size_t loop = 0, port::HeaderList headers = {}, std::string query = {}) {
    FakeClient& client = *clients.emplace_back(std::make_unique<FakeClient>());
    port::HttpRequest request;
    request.method = "GET";
    request.path = "/hocuspocus";
    request.query = std::move(query);
    request.headers = std::move(headers);
    on(loop,
       [&] { hocuspocus[loop]->handle(std::make_unique<FakeExchange>(client, request, upgrade)); });
    return client;
  }
  static std::string token(const std::string& address, const std::string& text,
                           const std::string& version = "4.8.0") {
    VarWriter writer;
    writer.var_bytes(address);
    writer.bytes(std::string(2, '\2').replace(1, 1, 1, '\0'));
    writer.var_bytes(text);
    if (!version.empty()) writer.var_bytes(version);
    return writer.take();
  }
  static std::string bare(const std::string& address, char type) {
    VarWriter writer;
    writer.var_bytes(address);
    writer.byte(static_cast<std::uint8_t>(type));
    return writer.take();
  }
  /// A provider that has said hello: token, step 1, and the answer to the server's step 1.
  FakeClient& open(const std::string& who, std::size_t loop = 0,
                   const std::string& address = "room") {
    FakeClient& client = dial(loop);
    say(client, loop, token(address, who));
    say(client, loop, encode_step1(address, kNothing));
    return client;
  }
  void role_of(const std::string& who, core::Role role) {
    auto delivery = std::make_shared<core::Delivery>();
    delivery->room = "room";
    delivery->control =
        role == core::Role::kNone ? core::Control::kRemoved : core::Control::kRoleChanged;
    delivery->subject = who;
    delivery->role = role;
    for (std::size_t loop = 0; loop < kLoops; ++loop) {
      on(loop, [&] { docs.policy_sink(loop).deliver(delivery); });
    }
  }

  std::vector<std::unique_ptr<HocuspocusGateway>> hocuspocus;
};

}  // namespace atelier::gateway::yjs_test
