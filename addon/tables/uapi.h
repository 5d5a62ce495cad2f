// Numbers of the kernel's interface that the headers of the oldest supported distribution
// (Linux 5.15) lack.
#pragma once

#include <cstdint>

namespace netlink::uapi {

enum : uint16_t {
  kIfaProtocol = 11,

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

  kIflaBridgeFdbNLearned = 48,
  kIflaBridgeFdbMaxLearned = 49,

  kIflaBridgePortMcastEhtHostsLimit = 37,
  kIflaBridgePortMcastEhtHostsCount = 38,
  kIflaBridgePortLocked = 39,
  kIflaBridgePortMab = 40,
  kIflaBridgePortMcastNGroups = 41,
  kIflaBridgePortMcastMaxGroups = 42,
  kIflaBridgePortNeighVlanSuppress = 43,
  kIflaBridgePortBackupNhid = 44,

  kIflaBondAdLacpActive = 29,
  kIflaBondMissedMax = 30,
  kIflaBondNsIp6Target = 31,
  kIflaBondCoupledControl = 32,

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
