// Edits made here instead of by a peer, within one transaction of a document: text, lists, maps,
// XML. Each does what yjs would, or changes nothing and says why not. Positions count UTF-16 units.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "crdt/any.h"
#include "crdt/item.h"
#include "crdt/text_attributes.h"
#include "crdt/transaction.h"

namespace atelier::crdt {

/// A place in a text, and the attributes that hold there.
struct TextPosition {
  Item* left = nullptr;
  Item* right = nullptr;
  TextAttributes attributes;

  void forward();
};

/// The numbers are those of the wire.
enum class TypeKind : std::uint8_t {
  kArray = 0,
  kMap = 1,
  kText = 2,
  kXmlElement = 3,
  kXmlFragment = 4,
  kXmlHook = 5,
  kXmlText = 6,
};

/// A shared type to insert, empty at first.
struct NewType {
  TypeKind kind = TypeKind::kMap;
  /// Of an XML element or hook.
  std::string name = {};
};

/// Attribute names and values; Null takes an attribute away.
using AttributeChanges = std::vector<std::pair<std::string, Any>>;

/// Text to insert, with exactly these attributes.
struct TextPiece {
  std::string text;
  AttributeChanges attributes = {};
};

class Edit {
 public:
  /// `client` gets the new units (YJS30).
  Edit(Transaction& transaction, ClientIndex client) : transaction_(transaction), client_(client) {}
  Edit(const Edit&) = delete;
  Edit& operator=(const Edit&) = delete;

  /// Makes it if it is not there.
  Type& root(std::string_view name) { return *transaction_.store().root(name); }

  /// Takes the attributes of the text before it.
  Result<void> insert_text(Type& text, std::uint64_t at, std::string_view inserted);
  /// Has exactly these attributes.
  Result<void> insert_text(Type& text, std::uint64_t at, std::string_view inserted,
                           const AttributeChanges& attributes);
  /// At the end, one behind the other, as applyDelta of yjs does: walks the text only once.
  Result<void> append_texts(Type& text, const std::vector<TextPiece>& pieces);
  Result<void> insert_embed(Type& text, std::uint64_t at, const Any& embed,
                            const AttributeChanges& attributes = {});
  Result<void> delete_text(Type& text, std::uint64_t at, std::uint64_t length);
  Result<void> format_text(Type& text, std::uint64_t at, std::uint64_t length,
                           const AttributeChanges& changes);

  /// Buffers become items of their own, all else between them one.
  Result<void> insert(Type& list, std::uint64_t at, const std::vector<Any>& values);
  Result<Type*> insert(Type& list, std::uint64_t at, const NewType& added);
  /// At the very end, behind what was deleted there.
  Result<void> push(Type& list, const std::vector<Any>& values);
  Result<void> erase(Type& list, std::uint64_t at, std::uint64_t length);

  Result<void> set(Type& map, std::string_view key, const Any& value);
  Result<Type*> set(Type& map, std::string_view key, const NewType& added);
  /// Nothing happens if the key is not there.
  void erase(Type& map, std::string_view key);

 private:
  /// A place in a list.
  struct Gap {
    Item* left = nullptr;
    Item* right = nullptr;
  };

  static Result<void> check_boundary(Type& list, std::uint64_t at);
  static Result<void> check_range(Type& list, std::uint64_t at, std::uint64_t length);
  Gap list_gap(Type& list, std::uint64_t at);
  Item* insert_item(Type& parent, const Gap& gap, const Content& content);
  Item* set_item(Type& map, std::string_view key, const Content& content);
  Item* insert_values(Type& list, Item* left, const std::vector<Any>& values);

  Item* split_at(Item* item, Clock count);
  TextPosition text_position(Type& text, std::uint64_t at);
  void advance(TextPosition& position, std::uint64_t count);
  void insert_content(Type& text, TextPosition& position, const Content& content,
                      TextAttributes attributes);
  void insert_format(Type& text, TextPosition& position, std::string_view key,
                     std::string_view json);
  TextAttributes insert_formats(Type& text, TextPosition& position,
                                const TextAttributes& attributes);
  void insert_negated(Type& text, TextPosition& position, TextAttributes negated);
  void change_formats(Type& text, TextPosition& position, std::uint64_t length,
                      const TextAttributes& attributes);
  void clean_gap(Item* start, const Item* current, const TextAttributes& start_attributes,
                 TextAttributes& attributes);

  Transaction& transaction_;
  ClientIndex client_;
};

}  // namespace atelier::crdt
