// PeopleFeature: whether somebody is known here at all, by their id: they have an account, are a
// guest, or are in a room with a name that another site gave them.
#include <memory>
#include <utility>

#include "core/on_executor.h"
#include "feature/people/people_feature.h"

namespace atelier::feature::people {
namespace {

constexpr std::size_t kGuestsPerPage = 500;

struct Search {
  core::LogContext& context;
  std::string person;
  core::Reply reply;
};

void found(Search& search) {
  search.reply(core::Answer{json::serialize(json::object{{"person", search.person}})});
}

template <class F>
void look(const std::shared_ptr<Search>& search, std::string from, std::string until,
          std::size_t limit, F then) {
  core::LogContext& context = search->context;
  context.store().query(
      {context.partition(), std::move(from), std::move(until), limit},
      core::on(context.executor(), context.alive(),
               [search, then = std::move(then)](const port::Page& page) {
                 if (page.status == port::StoreStatus::kOk) return then(page);
                 search->reply(unavailable("The store does not answer now: try again."));
               }));
}

// There is no row by the id of a guest; they are asked for so seldom that all are looked at.
void look_among_guests(const std::shared_ptr<Search>& search, std::string from) {
  look(search, std::move(from), "guest0", kGuestsPerPage, [search](const port::Page& page) {
    for (const port::Record& record : page.records) {
      if (text_of(object_of(record.value), "id") == search->person) return found(*search);
    }
    if (page.has_more && !page.records.empty()) {
      return look_among_guests(search, page.records.back().key.sort + '\0');
    }
    search->reply(not_found("There is nobody with this id."));
  });
}

}  // namespace

void PeopleFeature::check_person(const std::string& person, core::Reply reply) {
  const auto search = std::make_shared<Search>(Search{context_, person, std::move(reply)});
  if (state_.account(person) != nullptr) return found(*search);
  look(search, "member/" + person + "/", "member/" + person + "0", 1,
       [search](const port::Page& page) {
         if (!page.records.empty()) return found(*search);
         look_among_guests(search, "guest/");
       });
}

}  // namespace atelier::feature::people
