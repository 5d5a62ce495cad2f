// One level of netlink attributes: found by type when read, continued in place when written.
#include "nl/attributes.h"

#include <algorithm>
#include <cstring>

#include "nl/error.h"

namespace netlink {

Attributes::Attributes(nlmsghdr* message, int header) {
  nla_parse(table_.data(), kMaximum, nlmsg_attrdata(message, header),
            nlmsg_attrlen(message, header), nullptr);
}

Attributes::Attributes(nlattr* first, int size) {
  nla_parse(table_.data(), kMaximum, first, size, nullptr);
}

Attributes::Attributes(nlattr* nest) {
  if (nest) nla_parse_nested(table_.data(), kMaximum, nest, nullptr);
}

Attributes Attributes::of(nlattr* attribute) {
  Attributes level;
  if (nla_type(attribute) <= kMaximum)
    level.table_[static_cast<size_t>(nla_type(attribute))] = attribute;
  return level;
}

OpenNest::OpenNest(nl_msg* message, int header, std::span<const uint16_t> path)
    : message_(message) {
  const nlmsghdr* head = nlmsg_hdr(message);
  auto* base = reinterpret_cast<uint8_t*>(nlmsg_hdr(message));
  size_t begin = static_cast<size_t>(NLMSG_HDRLEN + NLMSG_ALIGN(header));
  size_t end = head->nlmsg_len;
  for (const uint16_t type : path) {
    auto* first = reinterpret_cast<nlattr*>(base + begin);
    nlattr* found = end > begin ? nla_find(first, static_cast<int>(end - begin), type) : nullptr;
    if (found) {
      auto* at = reinterpret_cast<uint8_t*>(found);
      const size_t size = static_cast<size_t>(NLA_ALIGN(found->nla_len));
      std::rotate(at, at + size, base + end);
      offsets_.push_back(end - size);
    } else {
      if (!nla_nest_start(message, type))
        throw Error::own("ERR_REQUEST_TOO_LARGE", "the request is too large");
      offsets_.push_back(end);
      end = head->nlmsg_len;
    }
    begin = offsets_.back() + NLA_HDRLEN;
  }
}

OpenNest::~OpenNest() {
  auto* base = reinterpret_cast<uint8_t*>(nlmsg_hdr(message_));
  const size_t end = nlmsg_hdr(message_)->nlmsg_len;
  for (const size_t offset : offsets_) {
    reinterpret_cast<nlattr*>(base + offset)->nla_len = static_cast<uint16_t>(end - offset);
  }
}

void remove_attributes(nl_msg* message, int header, std::initializer_list<int> types) {
  nlmsghdr* head = nlmsg_hdr(message);
  auto* kept = reinterpret_cast<uint8_t*>(nlmsg_attrdata(head, header));
  nlattr* next = nlmsg_attrdata(head, header);
  int rest = nlmsg_attrlen(head, header);
  while (nla_ok(next, rest)) {
    nlattr* attribute = next;
    const size_t size =
        std::min(static_cast<size_t>(NLA_ALIGN(attribute->nla_len)), static_cast<size_t>(rest));
    const bool keep = std::ranges::find(types, nla_type(attribute)) == types.end();
    next = nla_next(attribute, &rest);
    if (!keep) continue;
    std::memmove(kept, attribute, size);
    kept += size;
  }
  head->nlmsg_len = static_cast<uint32_t>(kept - reinterpret_cast<uint8_t*>(head));
}

}  // namespace netlink
