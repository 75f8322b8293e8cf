// Pictures of accounts (RST40), and telling the rooms what people show of themselves (EVT24).
#pragma once

#include <string>

#include "core/delivery.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

/// Where the bytes of a picture are.
std::string picture_blob_key(const std::string& person, const std::string& picture);

/// Tells the rooms when an account shows something else. A sink of the workspace's deliveries, on
/// one loop.
class FaceWatch final : public core::DeliverySink {
 public:
  explicit FaceWatch(core::Hub& hub) : hub_(hub) {}
  void deliver(const core::SharedDelivery& delivery) override;

 private:
  core::Hub& hub_;
};

/// Tells the rooms what each account shows. Once, at the start, on loop 0.
void show_faces(Services& services);

}  // namespace atelier::gateway
