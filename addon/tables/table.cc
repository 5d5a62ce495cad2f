// A table: everything the I/O thread knows of one kind of rtnetlink object.
#include "tables/table.h"

#include <cstring>

#include "nl/error.h"
#include "tables/address.h"
#include "tables/bridge_vlan.h"
#include "tables/link.h"
#include "tables/link_statistics.h"

namespace netlink {
namespace {

// The order is what lib/ and the I/O thread number the tables by.
constexpr const Table* kTables[] = {&kLinkTable, &kAddressTable, &kLinkStatisticsTable,
                                    &kBridgeVlanTable};

}  // namespace

std::span<const Table* const> all_tables() { return kTables; }

Parser::Parser() : copy_(nlmsg_alloc()) {
  if (!copy_) throw Error::system(ENOMEM);
  nlmsg_set_proto(copy_.get(), NETLINK_ROUTE);
}

void Parser::encode(const Table& table, nlmsghdr* message, const EncodeOptions& options,
                    Scope& scope, Writer& writer) {
  const Object object = parse(table, message);
  const Attributes attributes(message, table.header);
  const Source source{object.get(), &attributes, message, table.header, options.unknown};
  if (options.filter && !matches(*options.filter, source, scope)) return;
  const size_t size = writer.reserve(sizeof(uint32_t));
  encode_record(table.record, source, writer);
  writer.patch(size, static_cast<uint32_t>(writer.size() - size - sizeof(uint32_t)));
}

Object Parser::parse(const Table& table, nlmsghdr* message) {
  // nl_msg_parse() wants an nl_msg; one that is reused spares an allocation a message.
  if (message->nlmsg_len > nlmsg_get_max_size(copy_.get()) &&
      nlmsg_expand(copy_.get(), message->nlmsg_len) < 0) {
    throw Error::system(ENOMEM);
  }
  std::memcpy(nlmsg_hdr(copy_.get()), message, message->nlmsg_len);
  Object object = parse_copy();
  if (!object && table.strip) {
    table.strip(copy_.get());
    object = parse_copy();
    if (object) table.restore(object.get(), message);
  }
  return object;
}

Object Parser::parse_copy() {
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
