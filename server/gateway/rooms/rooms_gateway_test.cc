#include "gateway/rooms/rooms_gateway.h"

#include "base/json.h"
#include "core/hub_rig.h"
#include "gateway/fake_authenticator_test_support.h"
#include "gtest/gtest.h"

namespace atelier::gateway {
namespace {

class FakeSocket final : public RoomsSocket {
 public:
  void emit(std::string_view event, const core::Attachments&) override { log.emplace_back(event); }
  void ack(std::uint64_t id, std::string_view arguments) override {
    log.push_back("ack" + std::to_string(id) + std::string(arguments));
  }
  void disconnect() override { log.emplace_back("disconnect"); }
  void close() override { log.emplace_back("close"); }

  /// How many lines begin like this.
  int count(std::string_view beginning) const {
    int found = 0;
    for (const std::string& line : log) found += line.starts_with(beginning) ? 1 : 0;
    return found;
  }
  std::vector<std::string> log;
};

class FakeBroadcaster final : public RoomsBroadcaster {
 public:
  void publish(const std::vector<RoomsSocket*>& sockets, const core::Delivery& delivery) override {
    const std::string rest = delivery.args == "[]" ? "]" : "," + delivery.args.substr(1);
    for (RoomsSocket* socket : sockets) socket->emit("[\"" + delivery.name + "\"" + rest, nullptr);
  }
};

class Rooms : public testing::Test {
 protected:
  Rooms() {
    rig.start();
    EXPECT_TRUE(rig.create("studio", {"ana", "Ana", core::PrincipalKind::kUser}));
    authenticator = std::make_unique<FakeAuthenticator>(rig.loops());
    gateway = std::make_unique<RoomsGateway>(RoomsGateway::Needs{
        *rig.hub, rig.table, *authenticator, rig.loop(0), rig.world.clock(), peers, broadcaster});
    rig.log->add_sink(0, *gateway);
  }
  ~Rooms() override { gateway.reset(); }

  RoomsConnection& connect(FakeSocket& socket, const std::string& token) {
    RoomsConnection* connection = nullptr;
    rig.loop(0).run_now([&] {
      connection = &gateway->connect(socket, {}, "{\"token\":\"" + token + "\"}",
                                     [this](Result<void> result) { admitted = result; });
    });
    rig.world.run_until_idle();
    return *connection;
  }
  void emit(RoomsConnection& connection, const std::string& name,
            const std::vector<std::string_view>& arguments, RoomsConnection::AckId ack = 1) {
    rig.loop(0).run_now([&] { connection.on_event(name, arguments, nullptr, ack); });
    rig.world.run_until_idle();
  }

  core::HubRig rig;
  PeerIds peers{0};
  FakeBroadcaster broadcaster;
  Result<void> admitted;
  std::unique_ptr<FakeAuthenticator> authenticator;
  std::unique_ptr<RoomsGateway> gateway;
  FakeSocket ana, li;
};

TEST_F(Rooms, EVT1_EVT2_WelcomeOrConnectError) {
  connect(ana, "ana");
  EXPECT_TRUE(admitted);
  EXPECT_EQ(ana.count("[\"welcome\",{\"principal\":{\"id\":\"ana\""), 1) << ana.log.at(0);
  connect(li, "");
  EXPECT_EQ(admitted.error().code, Errc::kUnauthenticated);
  EXPECT_TRUE(li.log.empty());
}

TEST_F(Rooms, EVT3_RefreshIsForTheSamePersonOnly) {
  RoomsConnection& connection = connect(ana, "ana");
  emit(connection, "auth.refresh", {"\"li\""}, 1);
  EXPECT_EQ(ana.count("ack1[{\"ok\":false,\"error\":{\"code\":\"forbidden\""), 1);
  authenticator->expires_at = 5;
  emit(connection, "auth.refresh", {"\"ana\""}, 2);
  EXPECT_EQ(ana.count("ack2[{\"ok\":true,\"expires_at\":5}]"), 1);
}

TEST_F(Rooms, EVT4_EVT6_ExpiryWarnsThenDisconnects) {
  authenticator->expires_at = rig.world.clock().wall() + 100'000;
  connect(ana, "ana");
  rig.world.advance(41'000);
  EXPECT_EQ(ana.count("[\"auth.expiring\",{\"in_ms\":60000}]"), 1);
  rig.world.advance(60'000);
  EXPECT_EQ(ana.count("[\"auth.expired\",{}]"), 1);
  EXPECT_EQ(ana.log.back(), "disconnect");
}

TEST_F(Rooms, EVT4_ShortTokensAreAnnouncedAtOnce) {
  authenticator->expires_at = rig.world.clock().wall() + 5000;
  connect(ana, "ana");
  EXPECT_EQ(ana.count("[\"auth.expiring\",{\"in_ms\":5000}]"), 1);
  rig.world.advance(5001);
  EXPECT_EQ(ana.log.back(), "disconnect");
}

TEST_F(Rooms, EVT5_UnknownEventsAndWrongArguments) {
  RoomsConnection& connection = connect(ana, "ana");
  emit(connection, "room.fly", {"\"studio\""}, 1);
  EXPECT_EQ(ana.count("ack1[{\"ok\":false,\"error\":{\"code\":\"unsupported\""), 1);
  emit(connection, "room.join", {"7"}, 2);
  EXPECT_EQ(ana.count("ack2[{\"ok\":false,\"error\":{\"code\":\"invalid\""), 1);
  const std::size_t before = ana.log.size();
  emit(connection, "room.fly", {}, std::nullopt);
  EXPECT_EQ(ana.log.size(), before);
}

TEST_F(Rooms, EVT10_JoinAnswersAndUnknownRoomsLookForbidden) {
  RoomsConnection& connection = connect(ana, "ana");
  emit(connection, "room.join", {"\"studio\""}, 1);
  EXPECT_EQ(ana.count("ack1[{\"ok\":true,"), 1) << ana.log.back();
  emit(connection, "room.join", {"\"nowhere\""}, 2);
  RoomsConnection& stranger = connect(li, "li");
  emit(stranger, "room.join", {"\"studio\""}, 2);
  EXPECT_EQ(ana.log.back(), li.log.back());
  EXPECT_EQ(ana.count("ack2[{\"ok\":false,\"error\":{\"code\":\"not_found\""), 1);
}

TEST_F(Rooms, EVT14_EVT15_BroadcastReachesTheOthersBeforeTheAck) {
  RoomsConnection& first = connect(ana, "ana");
  RoomsConnection& second = connect(li, "ana");
  emit(first, "room.join", {"\"studio\""});
  emit(second, "room.join", {"\"studio\""});
  emit(first, "room.broadcast", {"\"studio\"", "{\"n\": 1.0}"}, std::nullopt);
  EXPECT_EQ(li.count("[\"room.broadcast\",\"studio\",{\"n\": 1.0},{\"from\":"), 1);
  emit(first, "room.broadcast", {"\"studio\"", "2"}, 9);
  EXPECT_EQ(ana.count("ack9[{\"ok\":true,\"seq\":"), 1);
  EXPECT_EQ(li.count("[\"room.broadcast\",\"studio\",2,"), 1);
  EXPECT_EQ(ana.count("[\"room.broadcast\""), 0);
}

TEST_F(Rooms, EVT12_WhoLeftHearsNothing) {
  RoomsConnection& first = connect(ana, "ana");
  RoomsConnection& second = connect(li, "ana");
  emit(first, "room.join", {"\"studio\""});
  emit(second, "room.join", {"\"studio\""});
  emit(second, "room.leave", {"\"studio\""}, 5);
  EXPECT_EQ(li.count("ack5[{\"ok\":true"), 1);
  emit(first, "room.broadcast", {"\"studio\"", "1"}, std::nullopt);
  EXPECT_EQ(li.count("[\"room.broadcast\""), 0);
}

TEST_F(Rooms, EVT12_WhoLeavesWhileJoiningHasLeft) {
  RoomsConnection& first = connect(ana, "ana");
  RoomsConnection& second = connect(li, "ana");
  emit(first, "room.join", {"\"studio\""});
  rig.loop(0).run_now([&] {
    second.on_event("room.join", {"\"studio\""}, nullptr, 5);
    second.on_event("room.leave", {"\"studio\""}, nullptr, 6);
  });
  rig.world.run_until_idle();
  EXPECT_EQ(li.count("ack5[{\"ok\":true"), 1);
  EXPECT_EQ(li.count("ack6[{\"ok\":true"), 1);
  EXPECT_FALSE(second.joined_at("studio"));
  emit(first, "room.broadcast", {"\"studio\"", "1"}, std::nullopt);
  EXPECT_EQ(li.count("[\"room.broadcast\""), 0);
}

TEST_F(Rooms, EVT6_EVT18_RemovedPeopleAreDisconnected) {
  authenticator->claims["studio"] = core::Role::kEditor;
  RoomsConnection& owner = connect(ana, "ana");
  RoomsConnection& guest = connect(li, "li");
  emit(owner, "room.join", {"\"studio\""});
  emit(guest, "room.join", {"\"studio\""});
  emit(owner, "member.remove",
       {"\"studio\"",
        R"({"id":"018bcfe5-6800-7203-8405-060708090a0b","principal":"li","ban":true})"},
       3);
  EXPECT_EQ(ana.count("ack3[{\"ok\":true"), 1) << ana.log.back();
  EXPECT_EQ(li.count("[\"room.removed\",\"studio\",{\"reason\":\"banned\"}]"), 1);
  EXPECT_EQ(li.log.back(), "disconnect");
}

TEST_F(Rooms, TRS7_ADeletedRoomIsLeftAndNobodyIsDisconnected) {
  authenticator->claims["studio"] = core::Role::kOwner;
  RoomsConnection& owner = connect(ana, "ana");
  RoomsConnection& guest = connect(li, "li");
  emit(owner, "room.join", {"\"studio\""});
  emit(guest, "room.join", {"\"studio\""});
  emit(owner, "room.delete", {"\"studio\"", R"({"id":"018bcfe5-6800-7203-8405-060708090a0b"})"}, 3);
  EXPECT_EQ(ana.count("ack3[{\"ok\":true"), 1) << ana.log.back();
  EXPECT_EQ(ana.count("[\"room.deleted\",\"studio\",{\"seq\":"), 1);
  EXPECT_EQ(li.count("[\"room.deleted\",\"studio\",{\"seq\":"), 1);
  EXPECT_EQ(li.count("disconnect"), 0);
  EXPECT_FALSE(guest.joined_at("studio"));
  EXPECT_FALSE(owner.joined_at("studio"));
}

}  // namespace
}  // namespace atelier::gateway
