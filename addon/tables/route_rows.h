// Parts of a route's rows: its metrics, its nexthops, and what a lookup asks.
#pragma once

#include <netlink/route/route.h>

#include "fields/rows.h"

namespace netlink {

extern const RecordType kRouteMetrics;
extern const RecordType kRouteLookup;

// The request that asks the kernel which route it would take.
Message route_lookup(const Record& lookup, Scope& scope);

extern const Type kRouteNexthop;
bool encode_nexthops(const Field& field, const Source& source, Writer& writer);
void apply_nexthops(const Field& field, Reader reader, Target& target);
void put_nexthops(const Field& field, Reader reader, Target& target);

// Rows of a route's only nexthop, for input in short: { destination, gateway, link }.
Field short_link_row();
Field short_gateway_row();
Field short_via_row();

// Hides the encapsulations that libnl 3.7 refuses to parse from it; their rows read the message
// itself.
void hide_encapsulations(nl_msg* message);

}  // namespace netlink
