// Encapsulations of routes and nexthop objects (light weight tunnels), as rows by their type.
#pragma once

#include <netlink/addr.h>

#include "fields/rows.h"

namespace netlink {

// One or more MPLS labels, "100/200", the outermost first.
struct MplsLabels : AddressText<Format::kLabels> {
  static bool encode(Writer& writer, const nl_addr* value);
  static Address decode(Reader& reader, Target& target);
  static bool read(nlattr* attribute, Address& value);
};

extern const Names kEncapTypeNames;
extern const VariantType kEncapVariant;

// The name of the encapsulation by the value of its attribute, or null.
const char* encap_name(const nlattr* type);

// The rows of an encapsulation whose type and nest are attributes of these numbers.
template <uint16_t kType>
constexpr Field encap_type_row(const char* kernel) {
  return attribute<Number<uint16_t>>(kType, "encapType", kernel, "Kind of encapsulation.")
      .named(kEncapTypeNames);
}
template <uint16_t kType>
const char* encap_of(const Source& source) {
  return encap_name((*source.attributes)[kType]);
}
template <uint16_t kType, uint16_t kNest>
inline constexpr uint16_t kEncapNest[] = {kNest};
template <uint16_t kType, uint16_t kNest>
constexpr Field encap_row(const char* kernel) {
  return variant<encap_of<kType>>("encap", kernel, "What packets are wrapped in, by `encapType`.",
                                  kEncapVariant, kEncapNest<kType, kNest>);
}

}  // namespace netlink
