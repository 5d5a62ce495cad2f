// Tables of neighbours and their parameters: struct rtnl_neightbl, RTM_NEWNEIGHTBL.
//
// libnl has no getters for them, reads 64-bit times as 32 bits, and its request puts the second
// threshold for the third and the proxy's delay for the probe's: so these rows are attributes.
#include "tables/neighbour_table.h"

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>

#include "fields/rows.h"
#include "tables/families.h"
#include "tables/object_builder.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr uint16_t kParametersNest[] = {NDTA_PARMS};

constexpr Field milliseconds(uint16_t number, const char* name, const char* kernel,
                             const char* doc) {
  return attribute<Number<uint64_t>>(number, name, kernel, doc);
}

constexpr Field count(uint16_t number, const char* name, const char* kernel, const char* doc) {
  return attribute<Number<uint32_t>>(number, name, kernel, doc).range(0, INT32_MAX);
}

constexpr Field kParameters[] = {
    attribute<Number<uint32_t>>(NDTPA_REFCNT, "references", "NDTPA_REFCNT",
                                "How many users within the kernel hold the parameters.")
        .read_only()
        .not_a_change(),
    milliseconds(NDTPA_REACHABLE_TIME, "reachableTime", "NDTPA_REACHABLE_TIME",
                 "How long a neighbour counts as reachable, in milliseconds; the kernel draws it "
                 "from around the base.")
        .read_only()
        .not_a_change(),
    milliseconds(NDTPA_BASE_REACHABLE_TIME, "baseReachableTime", "NDTPA_BASE_REACHABLE_TIME",
                 "Base of the reachable time, in milliseconds."),
    milliseconds(NDTPA_RETRANS_TIME, "retransmitTime", "NDTPA_RETRANS_TIME",
                 "Time between two solicitations, in milliseconds."),
    milliseconds(NDTPA_GC_STALETIME, "gcStaleTime", "NDTPA_GC_STALETIME",
                 "Age from which stale entries may be collected, in milliseconds."),
    milliseconds(NDTPA_DELAY_PROBE_TIME, "delayProbeTime", "NDTPA_DELAY_PROBE_TIME",
                 "Time to the first probe of a stale entry that is used, in milliseconds."),
    count(NDTPA_QUEUE_LEN, "queueLength", "NDTPA_QUEUE_LEN",
          "Packets that wait for the address of a neighbour."),
    count(NDTPA_QUEUE_LENBYTES, "queueLengthBytes", "NDTPA_QUEUE_LENBYTES",
          "Bytes of packets that wait for the address of a neighbour."),
    count(NDTPA_APP_PROBES, "applicationProbes", "NDTPA_APP_PROBES",
          "Probes that a daemon is asked for (\"app\")."),
    count(NDTPA_UCAST_PROBES, "unicastProbes", "NDTPA_UCAST_PROBES", "Unicast probes."),
    count(NDTPA_MCAST_PROBES, "multicastProbes", "NDTPA_MCAST_PROBES", "Multicast probes."),
    count(NDTPA_MCAST_REPROBES, "multicastReprobes", "NDTPA_MCAST_REPROBES",
          "Multicast probes after those by unicast and by a daemon."),
    milliseconds(NDTPA_ANYCAST_DELAY, "anycastDelay", "NDTPA_ANYCAST_DELAY",
                 "Longest delay of an answer for an anycast address, in milliseconds."),
    milliseconds(NDTPA_PROXY_DELAY, "proxyDelay", "NDTPA_PROXY_DELAY",
                 "Longest delay of an answer for a proxied address, in milliseconds."),
    count(NDTPA_PROXY_QLEN, "proxyQueueLength", "NDTPA_PROXY_QLEN",
          "Solicitations that wait for such an answer."),
    milliseconds(NDTPA_LOCKTIME, "lockTime", "NDTPA_LOCKTIME",
                 "Age that an entry has at least before it is replaced, in milliseconds."),
    milliseconds(uapi::kNdtpaIntervalProbeTimeMs, "intervalProbeTime",
                 "NDTPA_INTERVAL_PROBE_TIME_MS",
                 "Time between two probes of managed entries, in milliseconds.")
        .range(1, 86400000),
};
constexpr RecordType kParametersRecord{"NeighbourTableParameters", kParameters};

template <typename T, size_t kOffset, uint16_t kAttribute>
constexpr Field figure(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<T, kOffset>>(kAttribute, name, kernel, doc).read_only().not_a_change();
}

template <typename T, size_t kOffset>
constexpr Field config(const char* name, const char* kernel, const char* doc) {
  return figure<T, kOffset, NDTA_CONFIG>(name, kernel, doc);
}

constexpr Field kConfig[] = {
    config<uint16_t, 0>("keyLength", "ndtc_key_len", "Bytes of an address."),
    config<uint16_t, 2>("entrySize", "ndtc_entry_size", "Bytes of an entry."),
    config<uint32_t, 4>("entries", "ndtc_entries", "Number of entries, of all namespaces."),
    config<uint32_t, 8>("lastFlush", "ndtc_last_flush", "Milliseconds since the last flush."),
    config<uint32_t, 12>("lastRandom", "ndtc_last_rand",
                         "Milliseconds since the reachable time was last drawn."),
    config<uint32_t, 16>("hashRandom", "ndtc_hash_rnd", "Seed of the hash."),
    config<uint32_t, 20>("hashMask", "ndtc_hash_mask", "Number of buckets less one."),
    config<uint32_t, 24>("hashChainGc", "ndtc_hash_chain_gc", "Bucket to collect next."),
    config<uint32_t, 28>("proxyQueueLength", "ndtc_proxy_qlen", "Solicitations that wait."),
};
constexpr RecordType kConfigRecord{"NeighbourTableConfig", kConfig};

template <size_t kOffset>
constexpr Field counter(const char* name, const char* kernel, const char* doc) {
  return figure<uint64_t, kOffset, NDTA_STATS>(name, kernel, doc);
}

constexpr Field kStatistics[] = {
    counter<0>("allocs", "ndts_allocs", "Entries made."),
    counter<8>("destroys", "ndts_destroys", "Entries destroyed."),
    counter<16>("hashGrows", "ndts_hash_grows", "Times the hash grew."),
    counter<24>("resFailed", "ndts_res_failed", "Addresses that were not found."),
    counter<32>("lookups", "ndts_lookups", "Lookups."),
    counter<40>("hits", "ndts_hits", "Lookups that found an entry."),
    counter<48>("rcvProbesMcast", "ndts_rcv_probes_mcast", "Multicast probes received."),
    counter<56>("rcvProbesUcast", "ndts_rcv_probes_ucast", "Unicast probes received."),
    counter<64>("periodicGcRuns", "ndts_periodic_gc_runs", "Periodic collections."),
    counter<72>("forcedGcRuns", "ndts_forced_gc_runs", "Collections for want of room."),
    counter<80>("tableFulls", "ndts_table_fulls", "Entries that found no room."),
};
constexpr RecordType kStatisticsRecord{"NeighbourTableStatistics", kStatistics};

// The link stands among the parameters, and is the object's own: it tells whose they are.
constexpr Field link_row() {
  Field row{.name = "link",
            .kernel = "NDTPA_IFINDEX",
            .doc =
                "Link whose parameters these are; absent: those that new links start with, and "
                "what belongs to the whole table.",
            .type = LinkIndex<uint32_t>::type()};
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    const Attributes parameters((*source.attributes)[NDTA_PARMS]);
    nlattr* link = parameters[NDTPA_IFINDEX];
    return link && encode_payload<LinkIndex<uint32_t>>(link, writer);
  };
  return row;
}

constexpr Field threshold(uint16_t number, const char* name, const char* kernel, const char* doc) {
  return count(number, name, kernel, doc);
}

const Field kNeighbourTable[] = {
    attribute<AttributeText>(NDTA_NAME, "name", "NDTA_NAME", "\"arp_cache\" or \"ndisc_cache\".")
        .read_only()
        .never_absent(),
    header<&ndtmsg::ndtm_family>("family", "ndtm_family", "Address family.")
        .named(kFamilyNames)
        .read_only()
        .never_absent(),
    link_row(),
    threshold(NDTA_THRESH1, "gcThreshold1", "NDTA_THRESH1",
              "Entries up to which none is collected."),
    threshold(NDTA_THRESH2, "gcThreshold2", "NDTA_THRESH2",
              "Entries from which they are collected after five seconds."),
    threshold(NDTA_THRESH3, "gcThreshold3", "NDTA_THRESH3", "Most entries."),
    milliseconds(NDTA_GC_INTERVAL, "gcInterval", "NDTA_GC_INTERVAL",
                 "Time between two periodic collections, in milliseconds."),
    group("parameters", "NDTA_PARMS", "What may differ from link to link.", kParametersRecord,
          kParametersNest),
    group("config", "NDTA_CONFIG", "The state of the table.", kConfigRecord)
        .read_only()
        .not_a_change(),
    group("stats", "NDTA_STATS", "Counters since the host started.", kStatisticsRecord)
        .read_only()
        .statistics(),
    unknown_row(NDTA_PAD),
};
const RecordType kRecord{"NeighbourTable", kNeighbourTable};

constexpr int kHeader = sizeof(ndtmsg);
constexpr const char* kKey[] = {"name", "family", "link"};

Message request(int type, int flags, const Record* record) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  ndtmsg header{};
  if (record && record->has("family")) header.ndtm_family = record->value("family").get<uint8_t>();
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message dump(const Record* filter, const DumpOptions&, Scope&) {
  return request(RTM_GETNEIGHTBL, NLM_F_DUMP, filter);
}

Plan build(Verb, const Record& key, Record& properties, Scope& scope) {
  Message message = request(RTM_SETNEIGHTBL, 0, &key);
  if (nlmsg_expand(message.get(), kRequestRoom) < 0) throw Error::system(ENOMEM);
  AttributeText::put(message.get(), NDTA_NAME, std::string(key.value("name").text()));
  Target target{nullptr, message.get(), kHeader, Field::kChange, scope};
  write_record(properties, target);
  if (key.has("link")) {
    const OpenNest parameters(message.get(), kHeader, kParametersNest);
    LinkIndex<int32_t>::put(message.get(), NDTPA_IFINDEX, link_of(key.value("link"), scope));
  }
  std::vector<Message> messages;
  messages.push_back(std::move(message));
  return messages;
}

}  // namespace

const Table kNeighbourTableTable{
    .name = "neighbour table",
    .record = kRecord,
    .key = kKey,
    .header = kHeader,
    .groups = {},
    .dump = dump,
    .get = nullptr,
    .build = build,
    .holds = holds_type<RTM_NEWNEIGHTBL, sizeof(ndtmsg)>,
    .notice = nullptr,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
