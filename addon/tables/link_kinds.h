// The kinds of links: what IFLA_INFO_DATA holds for each, and IFLA_INFO_SLAVE_DATA for ports of a
// master of the kind.
#pragma once

#include "fields/field.h"

namespace netlink {

// One file of link_kinds/ each.
extern const RecordType kBondData, kBondPort;
extern const RecordType kBridgeData, kBridgePort;
extern const RecordType kCanData, kCanStatistics, kVxcanData;
extern const RecordType kGeneveData;
extern const RecordType kGreData, kErspanData, kGre6Data;
extern const RecordType kIpipData, kSitData, kIp6TunnelData;
extern const RecordType kIpvlanData, kIpvtapData;
extern const RecordType kMacsecData;
extern const RecordType kMacvlanData, kMacvtapData;
extern const RecordType kNetkitData;
extern const RecordType kAmtData, kBareudpData, kGtpData, kHsrData, kIpoibData, kOvpnData, kPppData,
    kRmnetData, kTunData;  // small.cc
extern const RecordType kVethData;
extern const RecordType kVlanData;
extern const RecordType kVrfData, kVrfPort;
extern const RecordType kVtiData, kVti6Data;
extern const RecordType kVxlanData;
extern const RecordType kXfrmData;

extern const VariantType kLinkData;
extern const VariantType kLinkPort;

}  // namespace netlink
