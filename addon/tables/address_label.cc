// Labels of IPv6 prefixes, by which a source address is chosen (RFC 6724): RTM_NEWADDRLABEL.
//
// libnl does not know them: all rows are attributes.
#include "tables/address_label.h"

#include <linux/if_addrlabel.h>
#include <linux/rtnetlink.h>

#include "fields/rows.h"
#include "tables/families.h"
#include "tables/object_builder.h"

namespace netlink {
namespace {

// The length of the prefix is in the header.
constexpr Field prefix_row() {
  Field row = attribute<Network>(IFAL_ADDRESS, "prefix", "IFAL_ADDRESS, ifal_prefixlen",
                                 "IPv6 prefix that has the label, \"2001:db8::/32\".");
  row.encode = [](const Field& self, const Source& source, Writer& writer) {
    nlattr* payload = (*source.attributes)[self.attribute];
    Address address;
    if (!payload || !Network::read(payload, address)) return false;
    nl_addr_set_family(address.get(), AF_INET6);
    nl_addr_set_prefixlen(address.get(),
                          HeaderMember<&ifaddrlblmsg::ifal_prefixlen>::of(source.message));
    return Network::encode(writer, address.get());
  };
  row.put = [](const Field& self, Reader reader, Target& target) {
    const Address address = Network::decode(reader, target);
    HeaderMember<&ifaddrlblmsg::ifal_prefixlen>::of(nlmsg_hdr(target.message)) =
        static_cast<uint8_t>(nl_addr_get_prefixlen(address.get()));
    Network::put(target.message, self.attribute, address);
  };
  return row.never_absent();
}

const Field kAddressLabel[] = {
    header<&ifaddrlblmsg::ifal_family>("family", "ifal_family",
                                       "Address family; the kernel has labels of \"inet6\" only.")
        .named(kFamilyNames)
        .never_absent(),
    prefix_row(),
    header<&ifaddrlblmsg::ifal_index, LinkIndex<uint32_t>>(
        "link", "ifal_index", "Link on which the label holds; absent: all."),
    attribute<Number<uint32_t>>(IFAL_LABEL, "label", "IFAL_LABEL", "The label; 2^32-1 is none.")
        .range(0, UINT32_MAX - 1)
        .never_absent(),
    unknown_row(IFAL_LABEL),
};
const RecordType kRecord{"AddressLabel", kAddressLabel};

constexpr int kHeader = sizeof(ifaddrlblmsg);
constexpr const char* kKey[] = {"prefix", "link"};

Message request(int type, int flags, uint32_t link) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  ifaddrlblmsg header{};
  header.ifal_family = AF_INET6;
  header.ifal_index = link;
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message dump(const Record*, const DumpOptions&, Scope&) {
  return request(RTM_GETADDRLABEL, NLM_F_DUMP, 0);
}

Message get(const Record& key, Scope& scope) {
  const auto link =
      key.has("link") ? static_cast<uint32_t>(link_of(key.value("link"), scope)) : uint32_t{0};
  Message message = request(RTM_GETADDRLABEL, 0, link);
  Target target{nullptr, message.get(), kHeader, Field::kAdd, scope};
  const Field& prefix = key.field(key.row("prefix"));
  prefix.put(prefix, key.value("prefix"), target);
  return message;
}

Plan build(Verb verb, const Record&, Record& properties, Scope& scope) {
  Message message = verb == Verb::kDelete ? request(RTM_DELADDRLABEL, 0, 0)
                                          : request(RTM_NEWADDRLABEL, flags_of(verb), 0);
  Target target{nullptr, message.get(), kHeader, Field::kAdd, scope};
  write_record(properties, target);
  std::vector<Message> messages;
  messages.push_back(std::move(message));
  return messages;
}

}  // namespace

const Table kAddressLabelTable{
    .name = "address label",
    .record = kRecord,
    .key = kKey,
    .header = kHeader,
    .groups = {},
    .dump = dump,
    .get = get,
    .build = build,
    .holds = holds_type<RTM_NEWADDRLABEL, sizeof(ifaddrlblmsg)>,
    .notice = nullptr,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
