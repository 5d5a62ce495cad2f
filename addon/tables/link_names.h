// The words for flags, types and states of links.
#pragma once

#include <linux/if.h>

#include "fields/field.h"

namespace netlink {

inline constexpr Name kLinkFlags[] = {
    {IFF_UP, "up"},
    {IFF_BROADCAST, "broadcast"},
    {IFF_DEBUG, "debug"},
    {IFF_LOOPBACK, "loopback"},
    {IFF_POINTOPOINT, "pointopoint"},
    {IFF_NOTRAILERS, "notrailers"},
    {IFF_RUNNING, "running"},
    {IFF_NOARP, "noarp"},
    {IFF_PROMISC, "promisc"},
    {IFF_ALLMULTI, "allmulti"},
    {IFF_MASTER, "master"},
    {IFF_SLAVE, "slave"},
    {IFF_MULTICAST, "multicast"},
    {IFF_PORTSEL, "portsel"},
    {IFF_AUTOMEDIA, "automedia"},
    {IFF_DYNAMIC, "dynamic"},
    {IFF_LOWER_UP, "lower_up"},
    {IFF_DORMANT, "dormant"},
    {IFF_ECHO, "echo"},
};
inline constexpr Names kLinkFlagNames{"LinkFlag", kLinkFlags};

// ARPHRD_*, in iproute2's words.
inline constexpr Name kLinkTypes[] = {
    {0, "netrom"},
    {1, "ether"},
    {2, "eether"},
    {3, "ax25"},
    {4, "pronet"},
    {5, "chaos"},
    {6, "ieee802"},
    {7, "arcnet"},
    {8, "atalk"},
    {15, "dlci"},
    {19, "atm"},
    {23, "metricom"},
    {24, "ieee1394"},
    {32, "infiniband"},
    {256, "slip"},
    {257, "cslip"},
    {258, "slip6"},
    {259, "cslip6"},
    {260, "rsrvd"},
    {264, "adapt"},
    {270, "rose"},
    {271, "x25"},
    {280, "can"},
    {290, "mctp"},
    {512, "ppp"},
    {513, "hdlc"},
    {516, "lapb"},
    {517, "ddcmp"},
    {518, "rawhdlc"},
    {519, "ip"},
    {768, "ipip"},
    {769, "tunnel6"},
    {770, "frad"},
    {771, "skip"},
    {772, "loopback"},
    {773, "ltalk"},
    {774, "fddi"},
    {775, "bif"},
    {776, "sit"},
    {777, "ip/ddp"},
    {778, "gre"},
    {779, "pimreg"},
    {780, "hippi"},
    {781, "ash"},
    {782, "econet"},
    {783, "irda"},
    {784, "fcpp"},
    {785, "fcal"},
    {786, "fcpl"},
    {787, "fcfb0"},
    {800, "ieee802_tr"},
    {801, "ieee802.11"},
    {802, "ieee802.11/prism"},
    {803, "ieee802.11/radiotap"},
    {804, "ieee802.15.4"},
    {805, "ieee802.15.4/monitor"},
    {820, "phonet"},
    {821, "phonet_pipe"},
    {822, "caif"},
    {823, "gre6"},
    {824, "netlink"},
    {825, "6lowpan"},
    {826, "vsockmon"},
    {0xfffe, "none"},
    {0xffff, "void"},
};
inline constexpr Names kLinkTypeNames{"LinkType", kLinkTypes};

inline constexpr Name kLinkOperationalStates[] = {
    {0, "unknown"}, {1, "notpresent"}, {2, "down"}, {3, "lowerlayerdown"},
    {4, "testing"}, {5, "dormant"},    {6, "up"},
};
inline constexpr Names kLinkOperationalStateNames{"OperationalState", kLinkOperationalStates};

inline constexpr Name kLinkModes[] = {{0, "default"}, {1, "dormant"}, {2, "testing"}};
inline constexpr Names kLinkModeNames{"LinkMode", kLinkModes};

}  // namespace netlink
