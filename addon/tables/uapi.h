// Numbers of the kernel's interface that the headers of the oldest supported distribution
// (Linux 5.15) lack.
#pragma once

#include <cstdint>

namespace netlink::uapi {

enum : uint16_t {
  kIfaProtocol = 11,

  kNdaFlagsExt = 15,
  kNdaNdmStateMask = 16,
  kNdaNdmFlagsMask = 17,
  kNdtpaIntervalProbeTimeMs = 19,

  kMdbEntryProtocol = 5,
  kMdbEntryDestination = 6,
  kMdbEntryDestinationPort = 7,
  kMdbEntryVni = 8,
  kMdbEntryIfindex = 9,
  kMdbEntrySourceVni = 10,

  kMdbSetSourceList = 2,
  kMdbSetGroupMode = 3,
  kMdbSetProtocol = 4,
  kMdbSetDestination = 5,
  kMdbSetDestinationPort = 6,
  kMdbSetVni = 7,
  kMdbSetIfindex = 8,
  kMdbSetSourceVni = 9,

  kFraDscp = 25,
  kFraFlowlabel = 26,
  kFraFlowlabelMask = 27,
  kFraSportMask = 28,
  kFraDportMask = 29,
  kFraDscpMask = 30,

  kIflaGroMaxSize = 58,
  kIflaTsoMaxSize = 59,
  kIflaTsoMaxSegments = 60,
  kIflaAllMulticast = 61,
  kIflaGsoIpv4MaxSize = 63,
  kIflaGroIpv4MaxSize = 64,
  kIflaMaxPacingOffloadHorizon = 66,
  kIflaNetnsImmutable = 67,
  kIflaHeadroom = 68,
  kIflaTailroom = 69,
  kIflaDevlinkPort = 62,
  kIflaDpllPin = 65,
  kIflaMctpPhysBinding = 2,

  kIflaGeneveInnerProtoInherit = 14,
  kIflaGenevePortRange = 15,
  kIflaGeneveGroHint = 16,
  kIflaGeneveLocal = 17,
  kIflaGeneveLocal6 = 18,

  kIflaXfrmCollectMetadata = 3,
  kIflaHsrInterlink = 8,
  kIflaGtpCreateSockets = 5,
  kIflaGtpRestartCount = 6,
  kIflaCanTdc = 16,
  kIflaCanCtrlmodeExt = 17,
  kIflaOvpnMode = 1,

  kIflaAmtMode = 1,
  kIflaAmtRelayPort = 2,
  kIflaAmtGatewayPort = 3,
  kIflaAmtLink = 4,
  kIflaAmtLocalIp = 5,
  kIflaAmtRemoteIp = 6,
  kIflaAmtDiscoveryIp = 7,
  kIflaAmtMaxTunnels = 8,

  kIflaNetkitPeerInfo = 1,
  kIflaNetkitPrimary = 2,
  kIflaNetkitPolicy = 3,
  kIflaNetkitPeerPolicy = 4,
  kIflaNetkitMode = 5,
  kIflaNetkitScrub = 6,
  kIflaNetkitPeerScrub = 7,
  kIflaNetkitHeadroom = 8,
  kIflaNetkitTailroom = 9,
  kIflaNetkitPairing = 10,

  kBridgeVlanMcastNGroups = 7,
  kBridgeVlanMcastMaxGroups = 8,
  kBridgeVlanNeighSuppress = 9,

  kOffloadXstatsHwSInfo = 2,
  kOffloadXstatsL3Stats = 3,

  kIflaBridgeFdbNLearned = 48,
  kIflaBridgeFdbMaxLearned = 49,
  kIflaBridgeStpMode = 50,

  kIflaBridgePortMcastEhtHostsLimit = 37,
  kIflaBridgePortMcastEhtHostsCount = 38,
  kIflaBridgePortLocked = 39,
  kIflaBridgePortMab = 40,
  kIflaBridgePortMcastNGroups = 41,
  kIflaBridgePortMcastMaxGroups = 42,
  kIflaBridgePortNeighVlanSuppress = 43,
  kIflaBridgePortBackupNhid = 44,
  kIflaBridgePortNeighForwardGrat = 45,

  kIflaBondAdLacpActive = 29,
  kIflaBondMissedMax = 30,
  kIflaBondNsIp6Target = 31,
  kIflaBondCoupledControl = 32,
  kIflaBondBroadcastNeigh = 33,
  kIflaBondLacpStrict = 34,

  kIflaBondPortPriority = 9,

  kIflaMacvlanBroadcastQueueLength = 7,
  kIflaMacvlanBroadcastQueueLengthUsed = 8,
  kIflaMacvlanBroadcastCutoff = 9,

  kIflaVxlanDf = 29,
  kIflaVxlanVnifilter = 30,
  kIflaVxlanLocalbypass = 31,
  kIflaVxlanLabelPolicy = 32,

  kRtaFlowLabel = 31,

  kNhaOperationFlags = 16,
  kNhaGroupStats = 17,
  kNhaHardwareStatsEnable = 18,
  kNhaHardwareStatsUsed = 19,

  kSeg6LocalCounters = 10,
  kSeg6LocalFlavors = 11,
  kSeg6LocalFlavorOperation = 1,
  kSeg6LocalFlavorLocatorBits = 2,
  kSeg6LocalFlavorNodeBits = 3,

  kIoam6Mode = 1,
  kIoam6Destination = 2,
  kIoam6Trace = 3,
  kIoam6FrequencyK = 4,
  kIoam6FrequencyN = 5,
  kIoam6Source = 6,
};

}  // namespace netlink::uapi
