// Ids by which a network namespace knows others: RTM_NEWNSID.
//
// libnl does not know them: all rows are attributes.
#include "tables/namespace_id.h"

#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>

#include "fields/rows.h"
#include "tables/object_builder.h"

namespace netlink {
namespace {

// The kernel says -1 where there is no id.
using Id = NumberUnless<int32_t, NETNSA_NSID_NOT_ASSIGNED>;

constexpr Field namespace_row() {
  Field row{.name = "netns",
            .kernel = "NETNSA_FD, NETNSA_PID",
            .doc = "The other network namespace.",
            .type = {.wire = Wire::kNamespace}};
  row.access = Field::kAdd;
  row.put = [](const Field&, Reader reader, Target& target) {
    const NetworkNamespace where = decode_namespace(reader);
    if (where.by == NetworkNamespace::By::kProcess) {
      Number<int32_t>::put(target.message, NETNSA_PID, where.number);
    } else {
      Number<int32_t>::put(target.message, NETNSA_FD, target.scope.keep(where.open()));
    }
  };
  return row;
}

const Field kNamespaceId[] = {
    attribute<Id>(NETNSA_NSID, "id", "NETNSA_NSID",
                  "Id of the other namespace; chosen by the kernel where it is left out.")
        .range(0, INT32_MAX),
    attribute<Id>(NETNSA_CURRENT_NSID, "currentId", "NETNSA_CURRENT_NSID",
                  "Id by which the socket's own namespace knows it, where another one's were asked "
                  "for.")
        .read_only(),
    namespace_row(),
    unknown_row(NETNSA_CURRENT_NSID),
};
const RecordType kRecord{"NamespaceId", kNamespaceId};

constexpr int kHeader = sizeof(rtgenmsg);
constexpr const char* kKey[] = {"id"};
constexpr uint32_t kGroups[] = {RTNLGRP_NSID};

Message request(int type, int flags) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  rtgenmsg header{.rtgen_family = AF_UNSPEC};
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message dump(const Record*, const DumpOptions&, Scope&) { return request(RTM_GETNSID, NLM_F_DUMP); }

Message get(const Record& key, Scope& scope) {
  Message message = request(RTM_GETNSID, 0);
  Target target{nullptr, message.get(), kHeader, Field::kAdd, scope};
  write_record(key, target);
  return message;
}

Plan build(Verb, const Record&, Record& properties, Scope& scope) {
  Message message = request(RTM_NEWNSID, NLM_F_CREATE | NLM_F_EXCL);
  Target target{nullptr, message.get(), kHeader, Field::kAdd, scope};
  write_record(properties, target);
  if (!properties.has("id"))
    Number<int32_t>::put(message.get(), NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
  std::vector<Message> messages;
  messages.push_back(std::move(message));
  return messages;
}

}  // namespace

const Table kNamespaceIdTable{
    .name = "namespace id",
    .record = kRecord,
    .key = kKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump,
    .get = get,
    .build = build,
    .holds = holds_type<RTM_NEWNSID, sizeof(rtgenmsg)>,
    .notice = notice_of<RTM_NEWNSID, RTM_DELNSID, sizeof(rtgenmsg)>,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
