// Builds the requests for objects that libnl has an add and a delete request for, and no more
// peculiarities than that.
#pragma once

#include <netlink/msg.h>

#include <vector>

#include "fields/codecs.h"
#include "nl/error.h"
#include "tables/table.h"

namespace netlink {

// Netlink's flags for what a request shall do with an object that exists already.
inline int flags_of(Verb verb) {
  switch (verb) {
    case Verb::kAdd:
      return NLM_F_CREATE | NLM_F_EXCL;
    case Verb::kReplace:
      return NLM_F_CREATE | NLM_F_REPLACE;
    case Verb::kAppend:
      return NLM_F_CREATE | NLM_F_APPEND;
    case Verb::kChange:
      return NLM_F_REPLACE;
    default:
      return 0;
  }
}

// Sets the properties on the libnl object, lets libnl build the message from it, and puts what
// libnl has no setters for.
template <typename Object, typename Build>
Message build_request(Object* object, int header, const Record& properties, uint8_t access,
                      Scope& scope, Build build) {
  Target target{object, nullptr, header, access, scope};
  write_record(properties, target);
  nl_msg* built = nullptr;
  check(build(&built), "building the request");
  Message message(built);
  if (nlmsg_expand(message.get(), kRequestRoom) < 0) throw Error::system(ENOMEM);
  target.message = message.get();
  write_record(properties, target);
  return message;
}

// A request for an object that libnl has no functions for: the family header, and after it what the
// rows put.
template <typename Header>
Message plain_request(int type, int flags, Header header) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}
template <typename Header>
Message plain_request(int type, int flags, Header header, const Record& properties, uint8_t access,
                      Scope& scope) {
  Message message = plain_request(type, flags, header);
  if (nlmsg_expand(message.get(), kRequestRoom) < 0) throw Error::system(ENOMEM);
  Target target{nullptr, message.get(), sizeof header, access, scope};
  write_record(properties, target);
  return message;
}

// Table::build for such objects; kAdd and kDelete are libnl's build_add_request and
// build_delete_request.
template <auto kAllocate, auto kPut, auto kAdd, auto kDelete, size_t kHeader>
Plan build_object(Verb verb, const Record&, Record& properties, Scope& scope) {
  using Object = std::unique_ptr<std::remove_pointer_t<decltype(kAllocate())>, Deleter<kPut>>;
  const Object object(kAllocate());
  if (!object) throw Error::system(ENOMEM);
  std::vector<Message> messages;
  messages.push_back(
      build_request(object.get(), kHeader, properties, Field::kAdd, scope, [&](nl_msg** built) {
        return verb == Verb::kDelete ? kDelete(object.get(), 0, built)
                                     : kAdd(object.get(), flags_of(verb), built);
      }));
  return messages;
}

}  // namespace netlink
