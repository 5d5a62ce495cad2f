// Nexthop objects and groups of them, and the buckets of resilient groups: RTM_NEWNEXTHOP and
// RTM_NEWNEXTHOPBUCKET, which libnl 3.7 does not know.
#include "tables/nexthop.h"

#include <linux/nexthop.h>
#include <linux/rtnetlink.h>

#include "tables/encap.h"
#include "tables/families.h"
#include "tables/link.h"
#include "tables/object_builder.h"
#include "tables/protocols.h"
#include "tables/route_names.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr int kHeader = sizeof(nhmsg);

constexpr Name kGroupTypes[] = {{0, "mpath"}, {1, "resilient"}};
constexpr Names kGroupTypeNames{"NexthopGroupType", kGroupTypes};

// struct nexthop_grp: since Linux 6.12 a weight has 16 bits, of which older headers name the lower
// eight.
struct GroupMember {
  uint32_t id;
  uint8_t weight_low, weight_high;
  uint16_t reserved;
};
static_assert(sizeof(GroupMember) == sizeof(nexthop_grp));

constexpr Field kMember[] = {
    Field{.name = "id",
          .kernel = "nexthop_grp.id",
          .doc = "Nexthop object that is a member.",
          .type = Number<uint32_t>::type(),
          .access = kReadWrite,
          .always = true},
    Field{.name = "weight",
          .kernel = "nexthop_grp.weight",
          .doc = "Share of the traffic, 1-65536 (to 256 before Linux 6.12); 1 unless given.",
          .type = Number<uint32_t>::type(),
          .access = kReadWrite,
          .always = true}
        .range(1, 65536),
};
constexpr RecordType kMemberRecord{"NexthopGroupMember", kMember};
constexpr Type kMemberType{.wire = Wire::kRecord, .record = &kMemberRecord};

std::span<const uint8_t> payload(const Source& source, uint16_t type) {
  nlattr* attribute = (*source.attributes)[type];
  if (!attribute) return {};
  return {static_cast<const uint8_t*>(nla_data(attribute)),
          static_cast<size_t>(nla_len(attribute))};
}

constexpr Field group_row() {
  Field row = list<kMemberType>(
      "group", "NHA_GROUP", "Members, of a group.",
      [](const Field&, const Source& source, Writer& writer) {
        const auto bytes = payload(source, NHA_GROUP);
        const size_t count = bytes.size() / sizeof(GroupMember);
        if (count == 0) return false;
        writer.put(static_cast<uint16_t>(count));
        for (size_t i = 0; i < count; ++i) {
          GroupMember member;
          std::memcpy(&member, bytes.data() + i * sizeof member, sizeof member);
          writer.put(uint8_t{0b11});  // both rows are present
          writer.put(member.id);
          writer.put(static_cast<uint32_t>(member.weight_low + (member.weight_high << 8) + 1));
        }
        return true;
      },
      nullptr);
  row.put = [](const Field&, Reader reader, Target& target) {
    std::vector<GroupMember> members(reader.get<uint16_t>());
    for (GroupMember& member : members) {
      const Record record(kMemberRecord, reader);
      member = {};
      if (record.has("id")) member.id = record.value("id").get<uint32_t>();
      const uint32_t weight = record.has("weight") ? record.value("weight").get<uint32_t>() - 1 : 0;
      member.weight_low = static_cast<uint8_t>(weight);
      member.weight_high = static_cast<uint8_t>(weight >> 8);
    }
    check_put(nla_put(target.message, NHA_GROUP,
                      static_cast<int>(members.size() * sizeof(GroupMember)), members.data()));
  };
  return row;
}

constexpr Field flags_row() {
  Field row = header<&nhmsg::nh_flags>("flags", "nh_flags (RTNH_F_*)",
                                       "Flags that are set; of these, `onlink` can be written.")
                  .bits(kNexthopFlagNames)
                  .never_absent();
  row.put = [](const Field&, Reader reader, Target& target) {
    auto* head = static_cast<nhmsg*>(nlmsg_data(nlmsg_hdr(target.message)));
    head->nh_flags = reader.get<uint32_t>() & RTNH_F_ONLINK;
  };
  return row;
}

constexpr Field kResilient[] = {
    attribute<Number<uint16_t>>(NHA_RES_GROUP_BUCKETS, "buckets", "NHA_RES_GROUP_BUCKETS",
                                "Number of buckets; set when the group is added."),
    attribute<Number<uint32_t>>(
        NHA_RES_GROUP_IDLE_TIMER, "idleTimer", "NHA_RES_GROUP_IDLE_TIMER",
        "Time without traffic after which a bucket may move, in hundredths of a second."),
    attribute<Number<uint32_t>>(
        NHA_RES_GROUP_UNBALANCED_TIMER, "unbalancedTimer", "NHA_RES_GROUP_UNBALANCED_TIMER",
        "Time after which buckets move although they have traffic, in hundredths of a second; 0: "
        "never."),
    attribute<Number<uint64_t>>(NHA_RES_GROUP_UNBALANCED_TIME, "unbalancedTime",
                                "NHA_RES_GROUP_UNBALANCED_TIME",
                                "For how long the group has been out of balance, in hundredths of "
                                "a second.")
        .read_only()
        .not_a_change(),
};
constexpr RecordType kResilientRecord{"ResilientNexthopGroup", kResilient};
constexpr uint16_t kResilientNest[] = {NHA_RES_GROUP};

constexpr Field kNexthop[] = {
    attribute<Number<uint32_t>>(NHA_ID, "id", "NHA_ID",
                                "Number of the object; chosen by the kernel where it is left out.")
        .range(1, UINT32_MAX)
        .never_absent(),
    header<&nhmsg::nh_family>(
        "family", "nh_family",
        "Address family; follows from the gateway, else \"inet\". A group has "
        "none (\"unspec\").")
        .named(kFamilyNames)
        .never_absent(),
    header<&nhmsg::nh_scope>("scope", "nh_scope", "How far the gateway is.")
        .named(kScopeNames)
        .never_absent()
        .read_only(),
    header<&nhmsg::nh_protocol>("protocol", "nh_protocol", "Who made the object.")
        .named(kRoutingProtocolNames)
        .never_absent(),
    flags_row(),
    attribute<LinkIndex<int>>(NHA_OIF, "link", "NHA_OIF", "Link the packets leave by."),
    attribute<IpAddress>(NHA_GATEWAY, "gateway", "NHA_GATEWAY", "Router the packets are sent to."),
    attribute<Flag>(NHA_BLACKHOLE, "blackhole", "NHA_BLACKHOLE", "Packets are dropped."),
    attribute<Flag>(NHA_FDB, "fdb", "NHA_FDB",
                    "For entries of a bridge's forwarding database, not for routes."),
    encap_type_row<NHA_ENCAP_TYPE>("NHA_ENCAP_TYPE"),
    encap_row<NHA_ENCAP_TYPE, NHA_ENCAP>("NHA_ENCAP").when(NHA_ENCAP),
    group_row(),
    attribute<Number<uint16_t>>(NHA_GROUP_TYPE, "groupType", "NHA_GROUP_TYPE",
                                "How a group shares traffic out; \"mpath\" unless given.")
        .named(kGroupTypeNames),
    group("resilient", "NHA_RES_GROUP", "Of a resilient group.", kResilientRecord, kResilientNest)
        .when(NHA_RES_GROUP),
    attribute<Number<uint32_t>>(uapi::kNhaHardwareStatsEnable, "hardwareStatistics",
                                "NHA_HW_STATS_ENABLE",
                                "Whether the group counts in hardware, 0-1."),
    attribute<Number<uint32_t>>(uapi::kNhaHardwareStatsUsed, "hardwareStatisticsUsed",
                                "NHA_HW_STATS_USED", "Whether hardware does count, 0-1.")
        .read_only(),
    attribute<Flag>(NHA_GROUPS, "groups", "NHA_GROUPS", "Only groups.").only_asked(),
    attribute<LinkIndex<int>>(NHA_MASTER, "master", "NHA_MASTER",
                              "Only those whose link is a port of this one.")
        .only_asked(),
    unknown_row(uapi::kNhaHardwareStatsUsed),
};
constexpr RecordType kRecord{"Nexthop", kNexthop};
constexpr const char* kKey[] = {"id"};
constexpr uint32_t kGroups[] = {RTNLGRP_NEXTHOP, RTNLGRP_LINK};

// Puts those of the filter's properties that the kernel takes.
void put_filter(nl_msg* message, const Record* filter, std::initializer_list<const char*> names,
                Scope& scope) {
  if (!filter) return;
  Target target{nullptr, message, kHeader, Field::kAdd, scope};
  for (const char* name : names) {
    const size_t row = filter->row(name);
    if (filter->has(row)) filter->field(row).put(filter->field(row), filter->value(row), target);
  }
}

Message dump(const Record* filter, const DumpOptions&, Scope& scope) {
  nhmsg header{};
  if (filter && filter->has("family")) header.nh_family = filter->value("family").get<uint8_t>();
  Message message = plain_request(RTM_GETNEXTHOP, NLM_F_DUMP, header);
  put_filter(message.get(), filter, {"link", "fdb", "groups", "master"}, scope);
  return message;
}

Message by_id(int type, const Record& object, Scope& scope) {
  Message message = plain_request(type, 0, nhmsg{});
  put_filter(message.get(), &object, {"id"}, scope);
  return message;
}

Message get(const Record& key, Scope& scope) { return by_id(RTM_GETNEXTHOP, key, scope); }

Plan build(Verb verb, const Record&, Record& properties, Scope& scope) {
  std::vector<Message> messages;
  if (verb == Verb::kDelete) {
    messages.push_back(by_id(RTM_DELNEXTHOP, properties, scope));
  } else {
    messages.push_back(
        plain_request(RTM_NEWNEXTHOP, flags_of(verb), nhmsg{}, properties, Field::kAdd, scope));
  }
  return messages;
}

// The objects of a link go silently when it does, and so do their places in groups.
Notice notice(nlmsghdr* message) {
  if (tells_of_lost_link(message)) return {Notice::Kind::kDoubt, nullptr};
  return notice_of<RTM_NEWNEXTHOP, RTM_DELNEXTHOP, kHeader>(message);
}

constexpr uint16_t kBucketNest[] = {NHA_RES_BUCKET};

// A row of what the kernel tells in a nest of the bucket's own.
template <typename Codec>
constexpr Field bucket_row(uint16_t type, const char* name, const char* kernel, const char* doc) {
  Field row = attribute<Codec>(type, name, kernel, doc).read_only();
  row.encode = [](const Field& self, const Source& source, Writer& writer) {
    nlattr* nest = (*source.attributes)[NHA_RES_BUCKET];
    nlattr* found =
        nest ? nla_find(static_cast<nlattr*>(nla_data(nest)), nla_len(nest), self.attribute)
             : nullptr;
    return found && encode_payload<Codec>(found, writer);
  };
  return row;
}

constexpr Field kBucket[] = {
    attribute<Number<uint32_t>>(NHA_ID, "group", "NHA_ID", "Nexthop group that has the bucket.")
        .read_only()
        .never_absent(),
    bucket_row<Number<uint16_t>>(NHA_RES_BUCKET_INDEX, "index", "NHA_RES_BUCKET_INDEX",
                                 "Number of the bucket in its group.")
        .never_absent(),
    bucket_row<Number<uint32_t>>(NHA_RES_BUCKET_NH_ID, "nexthop", "NHA_RES_BUCKET_NH_ID",
                                 "Nexthop object that the bucket's traffic goes to.")
        .never_absent(),
    bucket_row<Number<uint64_t>>(NHA_RES_BUCKET_IDLE_TIME, "idleTime", "NHA_RES_BUCKET_IDLE_TIME",
                                 "Time since it had traffic, in hundredths of a second.")
        .not_a_change(),
    header<&nhmsg::nh_flags>("flags", "nh_flags (RTNH_F_*)", "Flags that are set.")
        .bits(kNexthopFlagNames)
        .never_absent()
        .read_only(),
    attribute<LinkIndex<int>>(NHA_OIF, "link", "NHA_OIF",
                              "Only buckets whose nexthop leaves by it.")
        .only_asked(),
    attribute<LinkIndex<int>>(NHA_MASTER, "master", "NHA_MASTER",
                              "Only buckets whose nexthop's link is a port of this one.")
        .only_asked(),
};
constexpr RecordType kBucketRecord{"NexthopBucket", kBucket};
constexpr const char* kBucketKey[] = {"group", "index"};

Message dump_buckets(const Record* filter, const DumpOptions&, Scope& scope) {
  Message message = plain_request(RTM_GETNEXTHOPBUCKET, NLM_F_DUMP, nhmsg{});
  put_filter(message.get(), filter, {"group", "link", "master"}, scope);
  if (filter && filter->has("nexthop")) {
    const OpenNest nest(message.get(), kHeader, kBucketNest);
    Number<uint32_t>::put(message.get(), NHA_RES_BUCKET_NH_ID,
                          filter->value("nexthop").get<uint32_t>());
  }
  return message;
}

}  // namespace

const Table kNexthopTable{
    .name = "nexthop",
    .record = kRecord,
    .key = kKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump,
    .get = get,
    .build = build,
    .holds = holds_type<RTM_NEWNEXTHOP, kHeader>,
    .notice = notice,
    .strip = nullptr,
    .restore = nullptr,
    .parse = no_object,
};

const Table kNexthopBucketTable{
    .name = "nexthop bucket",
    .record = kBucketRecord,
    .key = kBucketKey,
    .header = kHeader,
    .groups = {},
    .dump = dump_buckets,
    .get = nullptr,
    .build = nullptr,
    .holds = holds_type<RTM_NEWNEXTHOPBUCKET, kHeader>,
    .notice = [](nlmsghdr*) { return Notice{}; },
    .strip = nullptr,
    .restore = nullptr,
    .parse = no_object,
};

}  // namespace netlink
