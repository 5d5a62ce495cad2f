// Rows of links that the other end of a veth has too.
#pragma once

#include <linux/if.h>
#include <linux/if_link.h>
#include <netlink/route/link.h>

#include "fields/rows.h"

namespace netlink {

// A flag of the link that can be switched by name, and only it (ifi_change).
template <unsigned kBit, bool kInverted = false>
constexpr Field link_toggle(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_link* link) {
           return static_cast<uint8_t>(((rtnl_link_get_flags(link) & kBit) != 0) != kInverted);
         },
               [](rtnl_link* link, uint8_t on) {
                 if ((on != 0) != kInverted) {
                   rtnl_link_set_flags(link, kBit);
                 } else {
                   rtnl_link_unset_flags(link, kBit);
                 }
               },
               Boolean<uint8_t>>(name, kernel, doc)
      .write_only();
}

// The kernel reports no namespace of a link, so there is nothing to read: the link is where the
// socket is.
constexpr Field link_namespace_row(const char* doc) {
  Field row{.name = "netns",
            .kernel = "IFLA_NET_NS_FD, IFLA_NET_NS_PID",
            .doc = doc,
            .type = {.wire = Wire::kNamespace}};
  row.access = Field::kAdd | Field::kChange;
  row.apply = [](const Field&, Reader reader, Target& target) {
    const NetworkNamespace where = decode_namespace(reader);
    auto* link = static_cast<rtnl_link*>(target.object);
    if (where.by == NetworkNamespace::By::kProcess) {
      rtnl_link_set_ns_pid(link, where.number);
    } else {
      rtnl_link_set_ns_fd(link, target.scope.keep(where.open()));
    }
  };
  return row;
}

inline constexpr Field kLinkNameRow =
    field<rtnl_link_get_name, rtnl_link_set_name>(
        "name", "IFLA_IFNAME", "Name, 1-15 bytes; the kernel chooses one where it is left out.")
        .range(1, IFNAMSIZ - 1);
// A bridge without ports has the address 0, which the kernel reports and does not take for a new
// one.
constexpr Field link_address_row() {
  Field row = field<rtnl_link_get_addr, rtnl_link_set_addr, HardwareAddress>(
      "address", "IFLA_ADDRESS", "Hardware address, as colon-separated hexadecimal bytes.");
  row.apply = [](const Field&, Reader reader, Target& target) {
    const Address address = HardwareAddress::decode(reader, target);
    if (target.access == Field::kAdd && nl_addr_iszero(address.get())) return;
    rtnl_link_set_addr(static_cast<rtnl_link*>(target.object), address.get());
  };
  return row;
}
inline constexpr Field kLinkAddressRow = link_address_row();
inline constexpr Field kLinkMtuRow = field<rtnl_link_get_mtu, rtnl_link_set_mtu>(
    "mtu", "IFLA_MTU", "Maximum transmission unit in bytes.");
inline constexpr Field kLinkTxQueueLengthRow = field<rtnl_link_get_txqlen, rtnl_link_set_txqlen>(
    "txQueueLength", "IFLA_TXQLEN", "Packets the transmit queue holds.");
inline constexpr Field kLinkNumTxQueuesRow =
    field<rtnl_link_get_num_tx_queues, rtnl_link_set_num_tx_queues>(
        "numTxQueues", "IFLA_NUM_TX_QUEUES",
        "Number of transmit queues; set when the link is added.")
        .only_when_added();
inline constexpr Field kLinkNumRxQueuesRow =
    field<rtnl_link_get_num_rx_queues, rtnl_link_set_num_rx_queues>(
        "numRxQueues", "IFLA_NUM_RX_QUEUES",
        "Number of receive queues; set when the link is added.")
        .only_when_added();
inline constexpr Field kLinkUpRow =
    link_toggle<IFF_UP>("up", "IFF_UP", "Sets the link administratively up or down.");

}  // namespace netlink
