#include "gateway/rest/routes.h"

namespace atelier::gateway {

void register_routes(Api& api, Services& services, DocumentVisits& visits) {
  add_session_routes(api, services);
  add_setup_routes(api, services);
  add_login_routes(api, services);
  add_device_routes(api, services);
  add_me_routes(api, services);
  add_room_routes(api, services);
  add_history_routes(api, services);
  add_file_routes(api, services);
  add_search_routes(api, services);
  add_link_routes(api, services);
  add_invite_routes(api, services);
  add_joining_routes(api, services);
  add_recovery_routes(api, services);
  add_oidc_routes(api, services);
  add_people_routes(api, services);
  add_picture_routes(api, services);
  add_erasing_routes(api, services);
  add_mail_routes(api, services);
  add_workspace_routes(api, services);
  add_document_routes(api, services, visits);
  add_export_routes(api, services, visits);
  add_meeting_routes(api, services);
  add_trash_routes(api, services, visits);
  add_room_trash_routes(api, services, visits);
}

}  // namespace atelier::gateway
