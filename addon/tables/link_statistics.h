// Counters of links: as a part of the link, and in messages of their own (RTM_NEWSTATS).
#pragma once

#include <linux/if_link.h>
#include <netlink/route/link.h>

#include <array>

#include "fields/rows.h"
#include "tables/table.h"

namespace netlink {

// In the order of struct rtnl_link_stats64.
template <rtnl_link_stat_id_t kId>
constexpr Field link_counter(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_link* link) { return rtnl_link_get_stat(link, kId); }>(name, kernel, doc);
}

inline constexpr Field kLinkCounters[] = {
    link_counter<RTNL_LINK_RX_PACKETS>("rxPackets", "rx_packets", "Packets received."),
    link_counter<RTNL_LINK_TX_PACKETS>("txPackets", "tx_packets", "Packets sent."),
    link_counter<RTNL_LINK_RX_BYTES>("rxBytes", "rx_bytes", "Bytes received."),
    link_counter<RTNL_LINK_TX_BYTES>("txBytes", "tx_bytes", "Bytes sent."),
    link_counter<RTNL_LINK_RX_ERRORS>("rxErrors", "rx_errors", "Bad packets received."),
    link_counter<RTNL_LINK_TX_ERRORS>("txErrors", "tx_errors", "Packets that could not be sent."),
    link_counter<RTNL_LINK_RX_DROPPED>("rxDropped", "rx_dropped",
                                       "Packets received but dropped by the device."),
    link_counter<RTNL_LINK_TX_DROPPED>("txDropped", "tx_dropped",
                                       "Packets dropped on their way out."),
    link_counter<RTNL_LINK_MULTICAST>("multicast", "multicast", "Multicast packets received."),
    link_counter<RTNL_LINK_COLLISIONS>("collisions", "collisions", "Collisions while sending."),
    link_counter<RTNL_LINK_RX_LEN_ERR>("rxLengthErrors", "rx_length_errors",
                                       "Packets of a wrong length."),
    link_counter<RTNL_LINK_RX_OVER_ERR>("rxOverErrors", "rx_over_errors",
                                        "Receive ring overflows."),
    link_counter<RTNL_LINK_RX_CRC_ERR>("rxCrcErrors", "rx_crc_errors",
                                       "Packets with a wrong checksum."),
    link_counter<RTNL_LINK_RX_FRAME_ERR>("rxFrameErrors", "rx_frame_errors",
                                         "Packets with a wrong alignment."),
    link_counter<RTNL_LINK_RX_FIFO_ERR>("rxFifoErrors", "rx_fifo_errors", "Receive FIFO overruns."),
    link_counter<RTNL_LINK_RX_MISSED_ERR>("rxMissedErrors", "rx_missed_errors",
                                          "Packets the host had no room for."),
    link_counter<RTNL_LINK_TX_ABORT_ERR>("txAbortedErrors", "tx_aborted_errors",
                                         "Transmissions aborted."),
    link_counter<RTNL_LINK_TX_CARRIER_ERR>("txCarrierErrors", "tx_carrier_errors",
                                           "Losses of carrier while sending."),
    link_counter<RTNL_LINK_TX_FIFO_ERR>("txFifoErrors", "tx_fifo_errors",
                                        "Transmit FIFO underruns."),
    link_counter<RTNL_LINK_TX_HBEAT_ERR>("txHeartbeatErrors", "tx_heartbeat_errors",
                                         "Heartbeat errors."),
    link_counter<RTNL_LINK_TX_WIN_ERR>("txWindowErrors", "tx_window_errors", "Late collisions."),
    link_counter<RTNL_LINK_RX_COMPRESSED>("rxCompressed", "rx_compressed",
                                          "Compressed packets received."),
    link_counter<RTNL_LINK_TX_COMPRESSED>("txCompressed", "tx_compressed",
                                          "Compressed packets sent."),
    link_counter<RTNL_LINK_RX_NOHANDLER>("rxNohandler", "rx_nohandler",
                                         "Packets dropped on an inactive device."),
    attribute<Member<uint64_t, 24 * sizeof(uint64_t)>>(IFLA_STATS64, "rxOtherhostDropped",
                                                       "rx_otherhost_dropped",
                                                       "Packets dropped as meant for another host.")
        .read_only(),
};
inline constexpr RecordType kLinkStatistics{"LinkStatistics", kLinkCounters};

// The same counters where they are members of a structure in another attribute.
template <uint16_t kAttribute, size_t... kIndex>
constexpr std::array<Field, sizeof...(kIndex)> counter_members(std::index_sequence<kIndex...>) {
  return {attribute<Member<uint64_t, kIndex * sizeof(uint64_t)>>(
              kAttribute, kLinkCounters[kIndex].name, kLinkCounters[kIndex].kernel,
              kLinkCounters[kIndex].doc)
              .read_only()
              .not_a_change()...};
}
template <uint16_t kAttribute, size_t kCount = std::size(kLinkCounters)>
inline constexpr auto kCounterMembers =
    counter_members<kAttribute>(std::make_index_sequence<kCount>());

extern const Table kLinkStatisticsTable;

}  // namespace netlink
