// A table: everything the I/O thread knows of one kind of rtnetlink object.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "fields/field.h"
#include "nl/handles.h"

namespace netlink {

enum class Verb : uint8_t { kAdd, kReplace, kAppend, kChange, kDelete };

// What an event of the table's groups means for its objects.
struct Notice {
  enum class Kind : uint8_t {
    kOther,
    kPresent,
    kGone,
    kStale,
    kDoubt,  // objects may have changed or gone of which the kernel tells nothing
  };
  Kind kind = Kind::kOther;
  // kStale: the message tells only a part; this request brings the object as it is now.
  Message refresh;
};

// The requests of one call, to be sent one after the other, each after the one before succeeded.
// None: nothing is to do.
struct Plan {
  Plan() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): most calls are their requests and no more
  Plan(std::vector<Message> requests) : messages(std::move(requests)) {}

  std::vector<Message> messages;
  // What follows from how things are by then.
  std::function<Plan()> then;
};

struct DumpOptions {
  bool skip_statistics = false;
  bool virtual_functions = false;  // of links
};

struct Table {
  const char* name;  // as errors say it: "link"
  const RecordType& record;
  std::span<const char* const> key;  // the properties that tell one object from another
  int header;                        // size of the family header
  std::span<const uint32_t> groups;  // RTNLGRP_* that announce its objects

  // The request for all objects, with what the kernel can filter by.
  Message (*dump)(const Record* filter, const DumpOptions& options, Scope& scope);
  // The request for one object by its key properties, or by those of `query`.
  Message (*get)(const Record& key, Scope& scope);
  // What adds, replaces, changes or deletes an object.
  Plan (*build)(Verb verb, const Record& key, Record& properties, Scope& scope);
  // Whether a message of a dump or an answer is one of its objects.
  bool (*holds)(const nlmsghdr* message);
  Notice (*notice)(nlmsghdr* message);
  // Takes out of a message the attributes that libnl may refuse to parse as a newer kernel sends
  // them.
  void (*strip)(nl_msg* message);
  // Gives the object that libnl made of a stripped message what rows need of the whole one.
  void (*restore)(nl_object* object, nlmsghdr* message);
  // In place of nl_msg_parse(), which wants a copy of the message: libnl's own parser of the
  // object.
  Object (*parse)(nlmsghdr* message) = nullptr;
  // What is given to `get`, where that is more than properties of the object.
  const RecordType* query = nullptr;
  // Takes apart a message that holds several objects, into one message each. Null: it holds one.
  std::vector<Message> (*split)(nlmsghdr* message) = nullptr;
  // The attributes of the record where they are not those after the family header.
  Attributes (*attributes)(nlmsghdr* message) = nullptr;
};

// Table::holds and Table::notice of objects that have messages of one type for "is" and one for "is
// gone".
template <int kNew, size_t kHeader>
bool holds_type(const nlmsghdr* message) {
  return message->nlmsg_type == kNew && message->nlmsg_len >= NLMSG_HDRLEN + kHeader;
}
template <int kNew, int kGone, size_t kHeader>
Notice notice_of(nlmsghdr* message) {
  if (message->nlmsg_len < NLMSG_HDRLEN + kHeader) return {};
  if (message->nlmsg_type == kNew) return {Notice::Kind::kPresent, nullptr};
  if (message->nlmsg_type == kGone) return {Notice::Kind::kGone, nullptr};
  return {};
}

// Table::parse of objects that libnl does not model: all their rows read the message.
inline Object no_object(nlmsghdr*) { return nullptr; }

// All tables, by the number that lib/ and the I/O thread know them by.
std::span<const Table* const> all_tables();

struct EncodeOptions {
  const Record* filter = nullptr;
  bool unknown = false;  // with the attributes that no row knows
  bool lean = false;     // without counters
};

// Turns messages into objects with libnl's parsers. Reuses one buffer, so it belongs to one thread.
class Parser {
 public:
  Parser();

  // Appends each object of the message as a record with its size (32 bits) before it. Where there
  // is a filter that it does not match, nothing is appended.
  void encode(const Table& table, nlmsghdr* message, const EncodeOptions& options, Scope& scope,
              Writer& writer);

  // The object of the message, or null where libnl refuses it.
  Object parse(const Table& table, nlmsghdr* message);

 private:
  Object parse_copy(const Table& table);
  void encode_one(const Table& table, nlmsghdr* message, const EncodeOptions& options, Scope& scope,
                  Writer& writer);

  Message copy_;
};

}  // namespace netlink
