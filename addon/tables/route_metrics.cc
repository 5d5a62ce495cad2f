// Metrics of routes (RTA_METRICS): what TCP starts from, path MTU and the like.
#include "tables/route_rows.h"

namespace netlink {
namespace {

template <int kMetric>
constexpr Field metric(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_route* route, uint32_t* value) {
    return rtnl_route_get_metric(route, kMetric, value);
  },
               [](rtnl_route* route, uint32_t value) {
                 return rtnl_route_set_metric(route, kMetric, value);
               }>(name, kernel, doc);
}

constexpr Name kLocks[] = {
    {1 << RTAX_MTU, "mtu"},           {1 << RTAX_WINDOW, "window"},
    {1 << RTAX_RTT, "rtt"},           {1 << RTAX_RTTVAR, "rttvar"},
    {1 << RTAX_SSTHRESH, "ssthresh"}, {1 << RTAX_CWND, "cwnd"},
    {1 << RTAX_ADVMSS, "advmss"},     {1 << RTAX_REORDERING, "reordering"},
    {1 << RTAX_HOPLIMIT, "hoplimit"}, {1 << RTAX_INITCWND, "initcwnd"},
    {1 << RTAX_FEATURES, "features"}, {1 << RTAX_RTO_MIN, "rtoMin"},
    {1 << RTAX_INITRWND, "initrwnd"}, {1 << RTAX_QUICKACK, "quickack"},
    {1 << RTAX_CC_ALGO, "congctl"},   {1 << RTAX_FASTOPEN_NO_COOKIE, "fastopenNoCookie"},
};
constexpr Names kLockNames{"RouteMetricLock", kLocks};

constexpr Name kFeatures[] = {
    {1, "ecn"}, {2, "sack"}, {4, "timestamp"}, {8, "allfrag"}, {16, "tcp_usec_ts"}};
constexpr Names kFeatureNames{"RouteFeature", kFeatures};

constexpr Field kMetrics[] = {
    metric<RTAX_LOCK>("lock", "RTAX_LOCK", "Metrics that the kernel must not adapt.")
        .bits(kLockNames),
    metric<RTAX_MTU>("mtu", "RTAX_MTU", "MTU of the path in bytes."),
    metric<RTAX_WINDOW>("window", "RTAX_WINDOW", "Largest TCP window in bytes."),
    metric<RTAX_RTT>("rtt", "RTAX_RTT", "First estimate of the round trip time, in 1/8 ms."),
    metric<RTAX_RTTVAR>("rttvar", "RTAX_RTTVAR",
                        "First estimate of the round trip time's variance, in 1/4 ms."),
    metric<RTAX_SSTHRESH>("ssthresh", "RTAX_SSTHRESH", "First slow start threshold."),
    metric<RTAX_CWND>("cwnd", "RTAX_CWND", "Congestion window; used when locked."),
    metric<RTAX_ADVMSS>("advmss", "RTAX_ADVMSS", "Maximal segment size to advertise, in bytes."),
    metric<RTAX_REORDERING>("reordering", "RTAX_REORDERING", "Expected reordering, in packets."),
    metric<RTAX_HOPLIMIT>("hoplimit", "RTAX_HOPLIMIT", "Hop limit of packets, 1-255."),
    metric<RTAX_INITCWND>("initcwnd", "RTAX_INITCWND", "First congestion window, in segments."),
    metric<RTAX_FEATURES>("features", "RTAX_FEATURES", "Features switched on for the route.")
        .bits(kFeatureNames),
    metric<RTAX_RTO_MIN>("rtoMin", "RTAX_RTO_MIN", "Least retransmission timeout, in ms."),
    metric<RTAX_INITRWND>("initrwnd", "RTAX_INITRWND", "First receive window, in segments."),
    metric<RTAX_QUICKACK>("quickack", "RTAX_QUICKACK", "Whether to acknowledge at once, 0-1."),
    // libnl takes the name for a number.
    attribute<AttributeText>(RTAX_CC_ALGO, "congctl", "RTAX_CC_ALGO",
                             "Name of the congestion control."),
    metric<RTAX_FASTOPEN_NO_COOKIE>("fastopenNoCookie", "RTAX_FASTOPEN_NO_COOKIE",
                                    "Whether TCP fast open goes without a cookie, 0-1."),
};

}  // namespace

const RecordType kRouteMetrics{"RouteMetrics", kMetrics};

}  // namespace netlink
