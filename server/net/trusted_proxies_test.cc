#include "net/trusted_proxies.h"

#include "gtest/gtest.h"

namespace atelier::net {
namespace {

port::HttpRequest request_with(port::HeaderList headers) {
  port::HttpRequest request;
  request.headers = std::move(headers);
  return request;
}

TEST(TrustedProxies, KnowsAddressesAndBlocksOfBothFamilies) {
  const auto proxies =
      TrustedProxies::parse({"127.0.0.1", "10.0.0.0/8", "::1", "fd00::/9", "0.0.0.0/32"});
  ASSERT_TRUE(proxies);
  for (const char* address : {"127.0.0.1", "10.255.0.7", "::1", "fd7f::1", "::ffff:10.1.2.3"}) {
    EXPECT_TRUE(proxies->contains(address)) << address;
  }
  for (const char* address : {"127.0.0.2", "11.0.0.1", "::2", "fd80::1", "", "x", "10.0.0.0/8"}) {
    EXPECT_FALSE(proxies->contains(address)) << address;
  }
}

TEST(TrustedProxies, RefusesWhatIsNoBlock) {
  for (const char* entry :
       {"", "host", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "::/129", "10.0.0.0/-1"}) {
    EXPECT_FALSE(TrustedProxies::parse({entry})) << entry;
  }
}

TEST(TrustedProxies, StrangersAreNotBelieved) {
  const auto proxies = TrustedProxies::parse({"10.0.0.0/8"});
  port::HttpRequest request =
      request_with({{"x-forwarded-for", "1.2.3.4"}, {"x-forwarded-proto", "https"}});
  proxies->identify("11.0.0.1", false, request);
  EXPECT_EQ(request.remote_address, "11.0.0.1");
  EXPECT_FALSE(request.secure);
  proxies->identify("11.0.0.1", true, request);
  EXPECT_TRUE(request.secure);
}

TEST(TrustedProxies, TheLastAddressThatIsNoProxyCounts) {
  const auto proxies = TrustedProxies::parse({"10.0.0.0/8"});
  port::HttpRequest request = request_with({{"x-forwarded-for", "6.6.6.6, 1.2.3.4"},
                                            {"x-forwarded-proto", "HTTPS"},
                                            {"x-forwarded-for", "10.0.0.9"}});
  proxies->identify("10.0.0.1", false, request);
  EXPECT_EQ(request.remote_address, "1.2.3.4");
  EXPECT_TRUE(request.secure);

  request = request_with({{"x-forwarded-for", "1.2.3.4, garbage"}, {"x-forwarded-proto", "http"}});
  proxies->identify("10.0.0.1", true, request);
  EXPECT_EQ(request.remote_address, "10.0.0.1");
  EXPECT_FALSE(request.secure);

  request = request_with({{"x-forwarded-for", "10.0.0.3, 2001:DB8::1"}});
  proxies->identify("10.0.0.1", false, request);
  EXPECT_EQ(request.remote_address, "2001:db8::1");
}

}  // namespace
}  // namespace atelier::net
