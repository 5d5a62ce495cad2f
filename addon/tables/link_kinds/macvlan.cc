// macvlan and macvtap: links with hardware addresses of their own on one lower link.
#include <linux/if_link.h>
#include <netlink/route/link/macvlan.h>
#include <netlink/route/link/macvtap.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kModes[] = {
    {MACVLAN_MODE_PRIVATE, "private"}, {MACVLAN_MODE_VEPA, "vepa"},
    {MACVLAN_MODE_BRIDGE, "bridge"},   {MACVLAN_MODE_PASSTHRU, "passthru"},
    {MACVLAN_MODE_SOURCE, "source"},
};
constexpr Names kModeNames{"MacvlanMode", kModes};

constexpr Name kFlags[] = {{MACVLAN_FLAG_NOPROMISC, "nopromisc"}, {MACVLAN_FLAG_NODST, "nodst"}};
constexpr Names kFlagNames{"MacvlanFlag", kFlags};

constexpr Name kAddressModes[] = {
    {MACVLAN_MACADDR_ADD, "add"},
    {MACVLAN_MACADDR_DEL, "del"},
    {MACVLAN_MACADDR_FLUSH, "flush"},
    {MACVLAN_MACADDR_SET, "set"},
};
constexpr Names kAddressModeNames{"MacvlanAddressMode", kAddressModes};

constexpr Type kAddressType = HardwareAddress::type();

bool encode_addresses(const Field&, const Source& source, Writer& writer) {
  auto* link = static_cast<rtnl_link*>(source.object);
  uint32_t count = 0;
  if (!link || rtnl_link_macvlan_count_macaddr(link, &count) < 0 || count == 0) return false;
  writer.put(static_cast<uint16_t>(count));
  for (uint32_t i = 0; i < count; ++i) {
    const nl_addr* address = nullptr;
    check(rtnl_link_macvlan_get_macaddr(link, i, &address), "IFLA_MACVLAN_MACADDR_DATA");
    HardwareAddress::encode(writer, address);
  }
  return true;
}

void apply_addresses(const Field& field, Reader reader, Target& target) {
  auto* link = static_cast<rtnl_link*>(target.object);
  // libnl takes addresses only after a word on what they are for; `macMode` before them may have
  // said another.
  uint32_t before = 0;
  if (rtnl_link_macvlan_get_macmode(link, &before) < 0) {
    check(rtnl_link_macvlan_set_macmode(link, MACVLAN_MACADDR_SET), field.kernel);
  }
  for (auto left = reader.get<uint16_t>(); left > 0; --left) {
    const Address address = HardwareAddress::decode(reader, target);
    check(rtnl_link_macvlan_add_macaddr(static_cast<rtnl_link*>(target.object), address.get()),
          field.kernel);
  }
}

// What both kinds have beyond libnl's accessors.
constexpr Field kQueueLength = attribute<Number<uint32_t>>(
    uapi::kIflaMacvlanBroadcastQueueLength, "broadcastQueueLength", "IFLA_MACVLAN_BC_QUEUE_LEN",
    "Length of the broadcast queue wished for, in packets.");
constexpr Field kQueueLengthUsed =
    attribute<Number<uint32_t>>(uapi::kIflaMacvlanBroadcastQueueLengthUsed,
                                "broadcastQueueLengthUsed", "IFLA_MACVLAN_BC_QUEUE_LEN_USED",
                                "Length of the broadcast queue in use, in packets.")
        .read_only();
constexpr Field kCutoff = attribute<Number<int32_t>>(
    uapi::kIflaMacvlanBroadcastCutoff, "broadcastCutoff", "IFLA_MACVLAN_BC_CUTOFF",
    "Receivers from which on a multicast packet is queued.");

constexpr Field kMacvlan[] = {
    field<rtnl_link_macvlan_get_mode, rtnl_link_macvlan_set_mode>(
        "mode", "IFLA_MACVLAN_MODE", "How the links on one lower link reach each other.")
        .named(kModeNames)
        .sent_with_others(),
    field<rtnl_link_macvlan_get_flags, rtnl_link_macvlan_set_flags>("flags", "IFLA_MACVLAN_FLAGS",
                                                                    "Flags that are set.")
        .bits(kFlagNames),
    field<rtnl_link_macvlan_get_macmode, rtnl_link_macvlan_set_macmode>(
        "macMode", "IFLA_MACVLAN_MACADDR_MODE",
        "What `macAddresses` does to the list in source mode; needs `mode`.")
        .named(kAddressModeNames)
        .write_only(),
    list<kAddressType>("macAddresses", "IFLA_MACVLAN_MACADDR_DATA",
                       "Addresses taken in source mode; written, needs `mode`.", encode_addresses,
                       apply_addresses),
    kQueueLength,
    kQueueLengthUsed,
    kCutoff,
};

constexpr Field kMacvtap[] = {
    field<rtnl_link_macvtap_get_mode, rtnl_link_macvtap_set_mode>(
        "mode", "IFLA_MACVLAN_MODE", "How the links on one lower link reach each other.")
        .named(kModeNames),
    field<rtnl_link_macvtap_get_flags, rtnl_link_macvtap_set_flags>("flags", "IFLA_MACVLAN_FLAGS",
                                                                    "Flags that are set.")
        .bits(kFlagNames),
    kQueueLength,
    kQueueLengthUsed,
    kCutoff,
};

}  // namespace

const RecordType kMacvlanData{"MacvlanData", kMacvlan};
const RecordType kMacvtapData{"MacvtapData", kMacvtap};

}  // namespace netlink
