// A table: everything the I/O thread knows of one kind of rtnetlink object.
#include "tables/table.h"

#include <cstring>

#include "nl/error.h"
#include "tables/address.h"
#include "tables/address_label.h"
#include "tables/bridge_vlan.h"
#include "tables/link.h"
#include "tables/link_statistics.h"
#include "tables/mdb.h"
#include "tables/namespace_id.h"
#include "tables/neighbour.h"
#include "tables/neighbour_table.h"
#include "tables/netconf.h"
#include "tables/nexthop.h"
#include "tables/route.h"
#include "tables/rule.h"

namespace netlink {
namespace {

// The order is what lib/ and the I/O thread number the tables by.
constexpr const Table* kTables[] = {
    &kLinkTable,          &kAddressTable,        &kRouteTable,        &kNexthopTable,
    &kNexthopBucketTable, &kNeighbourTable,      &kForwardingTable,   &kNeighbourTableTable,
    &kRuleTable,          &kNetconfTable,        &kAddressLabelTable, &kNamespaceIdTable,
    &kMdbTable,           &kLinkStatisticsTable, &kBridgeVlanTable,
};

}  // namespace

std::span<const Table* const> all_tables() { return kTables; }

Parser::Parser() : copy_(nlmsg_alloc()) {
  if (!copy_) throw Error::system(ENOMEM);
  nlmsg_set_proto(copy_.get(), NETLINK_ROUTE);
}

void Parser::encode(const Table& table, nlmsghdr* message, const EncodeOptions& options,
                    Scope& scope, Writer& writer) {
  if (!table.split) return encode_one(table, message, options, scope, writer);
  for (const Message& part : table.split(message))
    encode_one(table, nlmsg_hdr(part.get()), options, scope, writer);
}

void Parser::encode_one(const Table& table, nlmsghdr* message, const EncodeOptions& options,
                        Scope& scope, Writer& writer) {
  const Object object = parse(table, message);
  const Attributes attributes =
      table.attributes ? table.attributes(message) : Attributes(message, table.header);
  const Source source{object.get(), &attributes,     message,
                      table.header, options.unknown, options.lean};
  if (options.filter && !matches(*options.filter, source, scope)) return;
  const size_t size = writer.reserve(sizeof(uint32_t));
  encode_record(table.record, source, writer);
  writer.patch(size, static_cast<uint32_t>(writer.size() - size - sizeof(uint32_t)));
}

Object Parser::parse(const Table& table, nlmsghdr* message) {
  if (table.parse) {
    Object object = table.parse(message);
    if (object || !table.strip) return object;
  }
  // nl_msg_parse() wants an nl_msg; one that is reused spares an allocation a message.
  if (message->nlmsg_len > nlmsg_get_max_size(copy_.get()) &&
      nlmsg_expand(copy_.get(), message->nlmsg_len) < 0) {
    throw Error::system(ENOMEM);
  }
  std::memcpy(nlmsg_hdr(copy_.get()), message, message->nlmsg_len);
  Object object = table.parse ? nullptr : parse_copy(table);
  if (!object && table.strip) {
    table.strip(copy_.get());
    object = parse_copy(table);
    if (object && table.restore) table.restore(object.get(), message);
  }
  return object;
}

Object Parser::parse_copy(const Table& table) {
  if (table.parse) return table.parse(nlmsg_hdr(copy_.get()));
  Object object;
  nl_msg_parse(
      copy_.get(),
      [](nl_object* parsed, void* slot) {
        nl_object_get(parsed);
        static_cast<Object*>(slot)->reset(parsed);
      },
      &object);
  return object;
}

}  // namespace netlink
