// The nexthops of a route: struct rtnl_nexthop, RTA_MULTIPATH, or the attributes of the route
// itself where there is one.
#include <algorithm>
#include <vector>

#include "tables/encap.h"
#include "tables/object_builder.h"
#include "tables/route_names.h"
#include "tables/route_rows.h"

namespace netlink {
namespace {

using Nexthop = std::unique_ptr<rtnl_nexthop, Deleter<rtnl_route_nh_free>>;

// Only one of several has a weight: a message tells no other.
constexpr Field weight_row() {
  Field row = field<[](rtnl_nexthop* hop) {
                return static_cast<uint16_t>(rtnl_route_nh_get_weight(hop) + 1);
              },
                    [](rtnl_nexthop* hop, uint16_t weight) {
                      rtnl_route_nh_set_weight(hop, static_cast<uint8_t>(weight - 1));
                    }>("weight", "rtnh_hops", "Share of the traffic among several nexthops, 1-256.")
                  .range(1, 256);
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    if (source.header != sizeof(rtnexthop)) return false;
    auto* hop = static_cast<rtnl_nexthop*>(source.object);
    writer.put(static_cast<uint16_t>(rtnl_route_nh_get_weight(hop) + 1));
    return true;
  };
  return row;
}

constexpr Field kRealms[] = {
    field<[](rtnl_nexthop* hop) {
      return static_cast<uint16_t>(rtnl_route_nh_get_realms(hop) >> 16);
    },
          [](rtnl_nexthop* hop, uint16_t from) {
            rtnl_route_nh_set_realms(
                hop, (rtnl_route_nh_get_realms(hop) & 0xffffU) | static_cast<uint32_t>(from) << 16);
          },
          ZeroIsNone<Number<uint16_t>>>("from", "RTA_FLOW", "Realm of the source."),
    field<[](rtnl_nexthop* hop) { return static_cast<uint16_t>(rtnl_route_nh_get_realms(hop)); },
          [](rtnl_nexthop* hop, uint16_t to) {
            rtnl_route_nh_set_realms(hop, (rtnl_route_nh_get_realms(hop) & 0xffff0000U) | to);
          },
          ZeroIsNone<Number<uint16_t>>>("to", "RTA_FLOW", "Realm of the destination."),
};
constexpr RecordType kRealmsRecord{"RouteRealms", kRealms};

constexpr Field kLinkRow =
    field<rtnl_route_nh_get_ifindex, rtnl_route_nh_set_ifindex, LinkIndex<int>>(
        "link", "RTA_OIF, rtnh_ifindex", "Link the packets leave by.");
constexpr Field kGatewayRow =
    field<rtnl_route_nh_get_gateway, rtnl_route_nh_set_gateway, IpAddress>(
        "gateway", "RTA_GATEWAY", "Router the packets are sent to, of the route's family.");
constexpr Field kViaRow = field<rtnl_route_nh_get_via, rtnl_route_nh_set_via, IpAddress>(
    "via", "RTA_VIA", "Router of another family than the route's.");

const Field kNexthop[] = {
    kLinkRow,
    kGatewayRow,
    kViaRow,
    weight_row(),
    field<[](rtnl_nexthop* hop) { return static_cast<uint8_t>(rtnl_route_nh_get_flags(hop)); },
          [](rtnl_nexthop* hop, uint8_t flags) {
            rtnl_route_nh_set_flags(hop, flags & kNexthopSettings);
          }>("flags", "RTNH_F_*",
             "Flags that are set; of these, `pervasive` and `onlink` can be written.")
        .bits(kNexthopFlagNames)
        .never_absent(),
    group("realms", "RTA_FLOW", "Realms of the packets.", kRealmsRecord).when(RTA_FLOW),
    field<rtnl_route_nh_get_newdst, rtnl_route_nh_set_newdst, MplsLabels>(
        "newDestination", "RTA_NEWDST", "Labels to put in place of an MPLS route's label.")
        .when(RTA_NEWDST),
    encap_type_row<RTA_ENCAP_TYPE>("RTA_ENCAP_TYPE"),
    encap_row<RTA_ENCAP_TYPE, RTA_ENCAP>("RTA_ENCAP").when(RTA_ENCAP),
};
const RecordType kNexthopRecord{"RouteNexthop", kNexthop};

// Applies a row of the nexthop to the route's only one, which it makes.
template <const Field& kRow>
constexpr Field short_row(const char* doc) {
  Field row = kRow;
  row.doc = doc;
  row.access = Field::kAdd;
  row.encode = nullptr;
  row.apply = [](const Field&, Reader reader, Target& target) {
    auto* route = static_cast<rtnl_route*>(target.object);
    if (rtnl_route_get_nnexthops(route) == 0)
      rtnl_route_add_nexthop(route, Nexthop(rtnl_route_nh_alloc()).release());
    Target hop{rtnl_route_nexthop_n(route, 0), nullptr, target.header, target.access, target.scope};
    kRow.apply(kRow, reader, hop);
  };
  return row;
}

// Calls `visit` with each nexthop of a multipath attribute.
template <typename Visit>
void each_hop(nlattr* multipath, Visit visit) {
  auto* hop = static_cast<rtnexthop*>(nla_data(multipath));
  for (int rest = nla_len(multipath); RTNH_OK(hop, rest);) {
    visit(hop);
    rest -= RTNH_ALIGN(hop->rtnh_len);
    hop = RTNH_NEXT(hop);
  }
}

nlattr* attributes_of(rtnexthop* hop) { return reinterpret_cast<nlattr*>(RTNH_DATA(hop)); }
int size_of_attributes(const rtnexthop* hop) {
  return static_cast<int>(hop->rtnh_len - sizeof(rtnexthop));
}

bool puts_anything(const Record& record) {
  for (size_t row = 0; row < record.size(); ++row) {
    if (record.has(row) && record.field(row).put) return true;
  }
  return false;
}

// The attributes that libnl has no setters for, each nexthop's apart. Empty where there are none.
std::vector<std::vector<uint8_t>> own_attributes(Reader& reader, Target& target) {
  std::vector<std::vector<uint8_t>> attributes(reader.get<uint16_t>());
  bool any = false;
  for (auto& bytes : attributes) {
    const Record record(kNexthopRecord, reader);
    if (!puts_anything(record)) continue;
    any = true;
    const Message scratch(nlmsg_alloc_simple(0, 0));
    if (!scratch || nlmsg_expand(scratch.get(), kRequestRoom) < 0) throw Error::system(ENOMEM);
    Target hop{nullptr, scratch.get(), 0, target.access, target.scope};
    write_record(record, hop);
    const auto* begin =
        reinterpret_cast<const uint8_t*>(nlmsg_attrdata(nlmsg_hdr(scratch.get()), 0));
    bytes.assign(begin, begin + nlmsg_attrlen(nlmsg_hdr(scratch.get()), 0));
  }
  if (!any) attributes.clear();
  return attributes;
}

}  // namespace

const Type kRouteNexthop{.wire = Wire::kRecord, .record = &kNexthopRecord};

Field short_link_row() {
  return short_row<kLinkRow>("Link the packets leave by, of a route with one nexthop.");
}
Field short_gateway_row() {
  return short_row<kGatewayRow>(
      "Router the packets are sent to, of a route with one nexthop and of the route's family.");
}
Field short_via_row() {
  return short_row<kViaRow>(
      "Router of another family than the route's, of a route with one nexthop.");
}

bool encode_nexthops(const Field&, const Source& source, Writer& writer) {
  auto* route = static_cast<rtnl_route*>(source.object);
  const int count = route ? rtnl_route_get_nnexthops(route) : 0;
  if (count == 0) return false;
  writer.put(static_cast<uint16_t>(count));
  nlattr* multipath = (*source.attributes)[RTA_MULTIPATH];
  if (!multipath) {
    return encode_record(
        kNexthopRecord,
        {rtnl_route_nexthop_n(route, 0), source.attributes, source.message, source.header}, writer);
  }
  std::vector<rtnl_nexthop*> hops;
  hops.reserve(static_cast<size_t>(count));
  rtnl_route_foreach_nexthop(
      route,
      [](rtnl_nexthop* hop, void* found) {
        static_cast<std::vector<rtnl_nexthop*>*>(found)->push_back(hop);
      },
      &hops);
  size_t next = 0;
  each_hop(multipath, [&](rtnexthop* hop) {
    if (next == hops.size()) return;
    const Attributes attributes(attributes_of(hop), size_of_attributes(hop));
    encode_record(kNexthopRecord, {hops[next++], &attributes, source.message, sizeof(rtnexthop)},
                  writer);
  });
  return true;
}

void apply_nexthops(const Field&, Reader reader, Target& target) {
  for (auto left = reader.get<uint16_t>(); left > 0; --left) {
    const Record record(kNexthopRecord, reader);
    Nexthop hop(rtnl_route_nh_alloc());
    if (!hop) throw Error::system(ENOMEM);
    Target one{hop.get(), nullptr, sizeof(rtnexthop), target.access, target.scope};
    write_record(record, one);
    rtnl_route_add_nexthop(static_cast<rtnl_route*>(target.object), hop.release());
  }
}

void put_nexthops(const Field&, Reader reader, Target& target) {
  const auto own = own_attributes(reader, target);
  if (own.empty()) return;
  nl_msg* message = target.message;
  const auto append = [message](const void* bytes, size_t size) {
    check_put(nlmsg_append(message, const_cast<void*>(bytes), size, NLMSG_ALIGNTO));
  };
  nlattr* built = nlmsg_find_attr(nlmsg_hdr(message), target.header, RTA_MULTIPATH);
  if (!built) {
    append(own.front().data(), own.front().size());
    return;
  }
  // libnl's nexthops once more, each with its attributes after libnl's.
  const auto* begin = reinterpret_cast<const uint8_t*>(built);
  std::vector<uint8_t> copy(begin, begin + built->nla_len);
  remove_attributes(message, target.header, {RTA_MULTIPATH});
  nlattr* nest = nla_nest_start(message, RTA_MULTIPATH);
  if (!nest) check_put(-1);
  size_t next = 0;
  each_hop(reinterpret_cast<nlattr*>(copy.data()), [&](rtnexthop* hop) {
    const auto& bytes = own.at(next++);
    auto* appended = static_cast<rtnexthop*>(nlmsg_tail(nlmsg_hdr(message)));
    append(hop, hop->rtnh_len);
    append(bytes.data(), bytes.size());
    appended->rtnh_len = static_cast<uint16_t>(hop->rtnh_len + bytes.size());
  });
  nla_nest_end(message, nest);
}

void hide_encapsulations(nl_msg* message) {
  // libnl passes over types it does not know.
  const auto hide = [](nlattr* first, int size) {
    nlattr* type = nla_find(first, size, RTA_ENCAP_TYPE);
    nlattr* encap = nla_find(first, size, RTA_ENCAP);
    if (type && encap && std::string_view(encap_name(type) ? encap_name(type) : "") != "mpls")
      encap->nla_type = static_cast<uint16_t>(NLA_TYPE_MASK);
  };
  nlmsghdr* head = nlmsg_hdr(message);
  nlattr* first = nlmsg_attrdata(head, sizeof(rtmsg));
  const int size = nlmsg_attrlen(head, sizeof(rtmsg));
  hide(first, size);
  nlattr* multipath = nla_find(first, size, RTA_MULTIPATH);
  if (!multipath) return;
  each_hop(multipath, [&](rtnexthop* hop) { hide(attributes_of(hop), size_of_attributes(hop)); });
}

}  // namespace netlink
